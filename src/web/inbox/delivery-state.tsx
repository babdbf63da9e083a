import type { Delivery, QueueState } from '../api/contract.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import type { Tone } from '../ui/status-badge.tsx';

const STATES: Readonly<Record<QueueState, readonly [tone: Tone, word: string]>> = {
  queued: ['wait', 'Queued'],
  running: ['info', 'Processing'],
  retrying: ['warn', 'Retrying'],
  done: ['ok', 'Processed'],
  dead: ['danger', 'Dead letter'],
  held: ['doubt', 'Held'],
  discarded: ['stop', 'Discarded'],
};

/** What became of a delivery in every scenario it went to. */
export function DeliveryState({ delivery }: { readonly delivery: Pick<Delivery, 'items' | 'duplicateOf'> }) {
  if (delivery.duplicateOf !== null) return <StatusBadge tone="idle">Duplicate</StatusBadge>;
  if (delivery.items.length === 0) return <StatusBadge tone="idle">Kept</StatusBadge>;
  const states = [...new Set(delivery.items.map(({ state }) => state))];
  return (
    <>
      {states.map((state) => (
        <QueueStateBadge key={state} state={state} />
      ))}
    </>
  );
}

/** A state of the queue. */
export function QueueStateBadge({ state }: { readonly state: QueueState }) {
  const [tone, word] = STATES[state];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}
