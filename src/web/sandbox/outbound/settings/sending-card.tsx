import { NumberInput, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { changeOutboundSettings, outboundSettingsQuery } from '../../../api/outbound-settings.ts';
import type { OutboundSettings } from '../../../api/outbound-settings.ts';
import { SectionLoaded } from '../../section-loaded.tsx';
import { TimezoneSelect } from '../../timezone-select.tsx';
import { ControlCard } from '../../traffic/control-card.tsx';
import { useAct } from '../../use-act.ts';
import { useInstance } from '../instance.tsx';
import classes from './outbound-settings.module.css';

const DATA_CENTERS = [
  { value: 'us', label: 'United States' },
  { value: 'canada', label: 'Canada: no outbound SMS' },
];
const RULES = [
  { value: '160_145', label: 'The first 160 characters, then 145 each' },
  { value: 'gsm', label: 'GSM-7 and UCS-2, as phones count' },
];

/** Whether and how texts go out; every change counts at once. */
export function SendingCard() {
  const instance = useInstance();
  const query = useQuery(outboundSettingsQuery(instance));
  const change = useAct(
    (part: Partial<Omit<OutboundSettings, 'preconditions'>>) => changeOutboundSettings(instance, part),
    { say: () => 'Saved.' },
  );
  return (
    <ControlCard title="Sending" note="What must be so before any text goes out, and how it goes.">
      <SectionLoaded query={query} label="Loading settings">
        {({ enabled, data_center, timezone, segment_rule, direct_sends, delivery_seconds, preconditions }) => (
          <>
            {preconditions
              .filter(({ met }) => !met)
              .map(({ name, fix }) => (
                <p key={name} className={classes['unmet']}>
                  No text is sent: {fix}
                </p>
              ))}
            <Switch
              label="Outbound SMS is switched on"
              checked={enabled}
              onChange={(event) => change.mutate({ enabled: event.currentTarget.checked })}
            />
            <Switch
              label="Single texts may be sent"
              description="Otherwise only triggers and mass messages send."
              checked={direct_sends}
              onChange={(event) => change.mutate({ direct_sends: event.currentTarget.checked })}
            />
            <Select
              label="Data center"
              allowDeselect={false}
              data={DATA_CENTERS}
              value={data_center}
              onChange={(value) => change.mutate({ data_center: value === 'canada' ? 'canada' : 'us' })}
            />
            <TimezoneSelect
              label="Time zone of the system"
              value={timezone}
              onChange={(zone) => {
                if (zone !== null) change.mutate({ timezone: zone });
              }}
            />
            <Select
              label="Segments are counted by"
              allowDeselect={false}
              data={RULES}
              value={segment_rule}
              onChange={(rule) => change.mutate({ segment_rule: rule === 'gsm' ? 'gsm' : '160_145' })}
            />
            <NumberInput
              label="A text takes, seconds"
              min={0}
              max={300}
              allowDecimal={false}
              hideControls
              clampBehavior="strict"
              key={delivery_seconds}
              defaultValue={delivery_seconds}
              onBlur={(event) => {
                const seconds = Number(event.currentTarget.value);
                if (seconds !== delivery_seconds) change.mutate({ delivery_seconds: seconds });
              }}
            />
          </>
        )}
      </SectionLoaded>
    </ControlCard>
  );
}
