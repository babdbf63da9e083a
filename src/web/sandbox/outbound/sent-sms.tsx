import { Button, Tabs } from '@mantine/core';
import { IconBolt, IconSpeakerphone } from '@tabler/icons-react';
import { useState } from 'react';
import { Section } from '../section.tsx';
import type { SectionProps } from '../section.tsx';
import { ContactList } from './contact-list.tsx';
import { InstanceSelect, useInstance } from './instance.tsx';
import { MassDialog } from './mass-dialog.tsx';
import { QuietBand } from './quiet-band.tsx';
import { SentList } from './sent-list.tsx';
import classes from './sent-sms.module.css';
import { TriggerDialog } from './trigger-dialog.tsx';

const LISTS = [
  { name: 'sent', label: 'Texts', body: SentList },
  { name: 'contacts', label: 'Contacts', body: ContactList },
] as const;

/** The service for outbound texts: what it sent, to whom, and the ways to have it send. */
export function SentSms({ company }: SectionProps) {
  const instance = useInstance();
  const [opened, setOpened] = useState<'trigger' | 'mass'>();
  const close = (): void => setOpened(undefined);
  return (
    <Section
      title="Sent SMS"
      description="Outbound texts are a service of their own, with its own contacts, settings and token."
      actions={
        <>
          <InstanceSelect />
          <Button
            variant="default"
            leftSection={<IconSpeakerphone size={18} aria-hidden />}
            onClick={() => setOpened('mass')}
          >
            Send a mass message
          </Button>
          <Button leftSection={<IconBolt size={18} aria-hidden />} onClick={() => setOpened('trigger')}>
            Trigger a message
          </Button>
        </>
      }
    >
      <QuietBand company={company} />
      <Tabs defaultValue="sent" keepMounted={false} key={instance}>
        <Tabs.List>
          {LISTS.map(({ name, label }) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {LISTS.map(({ name, body: Body }) => (
          <Tabs.Panel key={name} value={name} className={classes['panel']}>
            <Body />
          </Tabs.Panel>
        ))}
      </Tabs>
      {opened === 'trigger' && <TriggerDialog onClose={close} />}
      {opened === 'mass' && <MassDialog onClose={close} />}
    </Section>
  );
}
