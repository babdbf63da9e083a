import type { OperationRecord } from '../api/contract.ts';
import { StatusBadge } from './status-badge.tsx';
import type { Tone } from './status-badge.tsx';

const STATUSES: Readonly<Record<OperationRecord['status'], readonly [tone: Tone, word: string]>> = {
  success: ['ok', 'Success'],
  warning: ['warn', 'Warning'],
  error: ['danger', 'Error'],
  skipped: ['idle', 'Skipped'],
  'in-doubt': ['doubt', 'In doubt'],
};

/** The word for how one operation went. */
export function operationWord(status: OperationRecord['status']): string {
  return STATUSES[status][1];
}

/** How one operation went. */
export function OperationStatus({ status }: { readonly status: OperationRecord['status'] }) {
  const [tone, word] = STATUSES[status];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}
