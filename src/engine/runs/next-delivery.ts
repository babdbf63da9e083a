import type { Clock } from '../../core/clock.ts';
import { ConnectorError } from '../../core/errors.ts';
import type { DeliveryId, HookId, QueueItem, RunId, ScenarioId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { EventHub } from '../events.ts';
import { LEASE_MS } from '../queue/leases.ts';

/** What waiting needs. */
export interface WaitParts {
  readonly store: Pick<Store, 'deliveries'>;
  readonly events: EventHub;
  readonly clock: Clock;
}

/** What is waited for. */
export interface Wait {
  readonly hookId: HookId;
  readonly scenarioId: ScenarioId;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Waits for the next delivery at a hook and takes it for the scenario that is off.
 * @throws ConnectorError `ModuleTimeoutError` when none came in time, `ExecutionInterruptedError` when it was cancelled.
 */
export async function takeNextDelivery(wait: Wait, parts: WaitParts): Promise<QueueItem> {
  const { store, clock } = parts;
  const since = clock.now();
  for (;;) {
    await nextArrival({ ...wait, timeoutMs: since + wait.timeoutMs - clock.now() }, parts);
    const { hookId, scenarioId } = wait;
    const { items } = await store.deliveries.list({ hookId, scenarioId, states: ['queued'], from: since, limit: 250 });
    const oldest = items.at(-1);
    const item = oldest === undefined ? undefined : await claimDelivery(oldest.delivery.id, scenarioId, parts);
    if (item !== undefined) return item;
  }
}

/**
 * Waits for the next run a delivery starts in a scenario that is on, and for its end.
 * @throws ConnectorError like {@link takeNextDelivery}.
 */
export async function followNextRun(
  { scenarioId, timeoutMs, signal }: Wait,
  { events, clock, onStart }: WaitParts & { readonly onStart: (run: { readonly id: RunId }) => void },
): Promise<RunId> {
  const done = new AbortController();
  const { promise: ended, resolve } = deferred<RunId>();
  let found: RunId | undefined;
  const unsubscribe = [
    events.on('run.started', ({ run }) => {
      if (found !== undefined || run.scenarioId !== scenarioId || run.trigger.type !== 'delivery') return;
      found = run.id;
      done.abort(new Error('found'));
      onStart(run);
    }),
    events.on('run.finished', ({ runId }) => {
      if (runId === found) resolve(runId);
    }),
  ];
  try {
    const late = timeLimit(timeoutMs, { signal, done: done.signal, clock });
    return await Promise.race([ended, late]);
  } finally {
    done.abort(new Error('over'));
    for (const end of unsubscribe) end();
  }
}

/** Leases the item of a delivery for a scenario; undefined when it does not wait. */
export async function claimDelivery(
  deliveryId: DeliveryId,
  scenarioId: ScenarioId,
  { store, clock }: Pick<WaitParts, 'store' | 'clock'>,
): Promise<QueueItem | undefined> {
  const request = { scenarioId, deliveryId, mode: 'parallel', limit: 1, now: clock.now(), leaseMs: LEASE_MS } as const;
  const [item] = await store.deliveries.claim(request);
  return item;
}

async function nextArrival({ hookId, timeoutMs, signal }: Wait, { events, clock }: WaitParts): Promise<void> {
  const done = new AbortController();
  const { promise: arrived, resolve } = deferred<undefined>();
  const end = events.on('delivery.queued', (event) => {
    if (event.hookId === hookId) resolve(undefined);
  });
  try {
    await Promise.race([arrived, timeLimit(timeoutMs, { signal, done: done.signal, clock })]);
  } finally {
    end();
    done.abort(new Error('over'));
  }
}

/** Rejects when the time is up or the wait is cancelled; never resolves. */
async function timeLimit(
  ms: number,
  { signal, done, clock }: { readonly signal: AbortSignal; readonly done: AbortSignal; readonly clock: Clock },
): Promise<never> {
  await clock.sleep(Math.max(0, ms), AbortSignal.any([signal, done])).catch(() => undefined);
  if (signal.aborted) throw new ConnectorError('ExecutionInterruptedError', 'Waiting for a delivery was cancelled.');
  if (done.aborted) return new Promise<never>(() => undefined);
  throw new ConnectorError('ModuleTimeoutError', 'No delivery has arrived in time.', {
    fix: 'Make the event happen while the scenario waits, or use a sample.',
  });
}

function deferred<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let resolve = (_value: Value): void => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
