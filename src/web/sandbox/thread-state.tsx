import type { ThreadState } from '../api/sandbox-world.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import type { Tone } from '../ui/status-badge.tsx';

const STATES: Readonly<Record<ThreadState, readonly [tone: Tone, word: string]>> = {
  unreplied: ['warn', 'Unreplied'],
  replied: ['ok', 'Replied'],
  closed: ['idle', 'Closed'],
};

/** Whether somebody waits for an answer in a thread. */
export function ThreadStateBadge({ state }: { readonly state: ThreadState }) {
  const [tone, word] = STATES[state];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}

/** The states as choices. */
export const THREAD_STATE_CHOICES = Object.entries(STATES).map(([value, [, label]]) => ({ value, label }));
