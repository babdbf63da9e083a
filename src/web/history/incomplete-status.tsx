import type { Incomplete } from '../api/contract.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import type { Tone } from '../ui/status-badge.tsx';

/** The words for how an incomplete execution is doing. */
export const INCOMPLETE_WORDS: Readonly<Record<Incomplete['status'], readonly [tone: Tone, word: string]>> = {
  unresolved: ['warn', 'Unresolved'],
  scheduled: ['wait', 'Scheduled'],
  'in-progress': ['info', 'In progress'],
  resolved: ['ok', 'Resolved'],
  deleted: ['idle', 'Deleted'],
};

/** How an incomplete execution is doing. */
export function IncompleteStatus({ status }: { readonly status: Incomplete['status'] }) {
  const [tone, word] = INCOMPLETE_WORDS[status];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}

/** Whether something can still be done about it. */
export function isOpen({ status }: Incomplete): boolean {
  return status === 'unresolved' || status === 'scheduled';
}
