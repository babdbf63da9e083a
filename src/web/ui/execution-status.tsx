import type { Execution } from '../api/contract.ts';
import { StatusBadge } from './status-badge.tsx';
import type { Tone } from './status-badge.tsx';

const STATUSES: Readonly<Record<Execution['status'], readonly [tone: Tone, word: string]>> = {
  running: ['info', 'Running'],
  success: ['ok', 'Success'],
  warning: ['warn', 'Warning'],
  error: ['danger', 'Error'],
  stopped: ['stop', 'Stopped'],
  'in-doubt': ['doubt', 'In doubt'],
};

/** How a run ended, or that it has not. */
export function ExecutionStatus({ status }: { readonly status: Execution['status'] }) {
  const [tone, word] = STATUSES[status];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}
