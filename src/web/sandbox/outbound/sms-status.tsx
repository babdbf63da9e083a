import type { SmsStatus } from '../../api/outbound-messages.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';

const TONES: Readonly<Record<SmsStatus, Tone>> = {
  Pending: 'wait',
  'In Progress': 'info',
  Sent: 'info',
  Delivered: 'ok',
  Failed: 'danger',
  'Insufficient funds': 'warn',
};

/** What became of a text. */
export function SmsStatusBadge({ status }: { readonly status: SmsStatus }) {
  return <StatusBadge tone={TONES[status]}>{status}</StatusBadge>;
}
