import type { Hook } from '../api/contract.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import type { Tone } from '../ui/status-badge.tsx';

const STATES: Readonly<Record<Hook['state'], readonly [tone: Tone, word: string]>> = {
  attaching: ['info', 'Registering'],
  attached: ['ok', 'Registered'],
  detaching: ['info', 'Being removed'],
  detached: ['idle', 'Not registered'],
  failed: ['danger', 'Not registered'],
};

/** Whether the service knows a webhook. */
export function HookState({ hook }: { readonly hook: Pick<Hook, 'state' | 'paused'> }) {
  const [tone, word] = STATES[hook.state];
  return (
    <>
      <StatusBadge tone={tone}>{word}</StatusBadge>
      {hook.paused && (
        <>
          {' '}
          <StatusBadge tone="wait">Paused</StatusBadge>
        </>
      )}
    </>
  );
}
