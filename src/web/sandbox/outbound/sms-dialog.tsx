import { Modal, Stack } from '@mantine/core';
import type { SentSms } from '../../api/outbound-messages.ts';
import { localTime } from '../../ui/time.tsx';
import { dollars } from './money.ts';
import classes from './sms-dialog.module.css';
import { SmsStatusBadge } from './sms-status.tsx';

const KINDS: Readonly<Record<SentSms['kind'], string>> = {
  mass: 'Mass message',
  triggered: 'Triggered message',
  direct: 'Single message',
};

/** A text as the phone shows it, and what it cost. */
export function SmsDialog({ message, onClose }: { readonly message: SentSms; readonly onClose: () => void }) {
  const { recipient, phone_number, body, status, reject_reason, kind, saved_message, held_until } = message;
  const facts: readonly (readonly [label: string, value: React.ReactNode])[] = [
    ['To', `${recipient.name}, ${phone_number}`],
    ['Status', <SmsStatusBadge key="status" status={status} />],
    ...(reject_reason === null ? [] : ([['Reject reason', reject_reason]] as const)),
    ...(held_until === null ? [] : ([['Waits until', localTime(held_until)]] as const)),
    ['Sent as', saved_message === null ? KINDS[kind] : `${KINDS[kind]}: ${saved_message}`],
    ['Segments', `${message.segments}, charged ${dollars(message.charge_cents)}`],
  ];
  return (
    <Modal opened onClose={onClose} title={`Text to ${recipient.name}`}>
      <Stack>
        <p className={classes['body']}>{body}</p>
        <dl className={classes['facts']}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Stack>
    </Modal>
  );
}
