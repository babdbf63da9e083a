import { Group, Title } from '@mantine/core';
import { InstanceSelect, useInstance } from '../instance.tsx';
import { AccessCard } from './access-card.tsx';
import { BalanceCard } from './balance-card.tsx';
import { NumberTypesCard } from './number-types-card.tsx';
import classes from './outbound-settings.module.css';
import { QuietHoursCard } from './quiet-hours-card.tsx';
import { SegmentCard } from './segment-card.tsx';
import { SendingCard } from './sending-card.tsx';
import { SignaturesCard } from './signatures-card.tsx';

/** The settings of one instance of the service for outbound texts. */
export function OutboundSettings() {
  const instance = useInstance();
  return (
    <section aria-label="Outbound SMS" className={classes['part']}>
      <Group justify="space-between">
        <Title order={2} className={classes['title']}>
          Outbound SMS
        </Title>
        <InstanceSelect />
      </Group>
      <div className={classes['cards']} key={instance}>
        <QuietHoursCard />
        <SendingCard />
        <BalanceCard />
        <SegmentCard />
        <SignaturesCard />
        <NumberTypesCard />
        <AccessCard />
      </div>
    </section>
  );
}
