import type { ScenarioId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { closeOrphan } from '../runs/attempts.ts';
import type { SwitchOff } from '../scenarios/switch-off.ts';
import { type ItemWorkerParts, STORE_RETRY_MS, workOn } from './item-worker.ts';
import type { Lane, LaneParts } from './lane.ts';
import { createLanes } from './lanes.ts';
import { createLeases, LEASE_MS } from './leases.ts';
import { createRetryLimit } from './retry-limit.ts';
import { createTaskSet } from './task-set.ts';
import { createWakeUp } from './wake-up.ts';
import type { WorkParts } from './work-item.ts';

/** What a dispatcher is made of. */
export interface DispatcherParts extends WorkParts, Pick<LaneParts, 'programs'> {
  readonly store: Pick<Store, 'deliveries' | 'runs' | 'scenarios' | 'hooks' | 'incompletes'>;
  readonly switchOff: SwitchOff;
  /** Items leased at once. @default 64 */
  readonly concurrency?: number;
  /** Retries at once per connection. @default 5 */
  readonly retriesPerConnection?: number;
  /** Told of failures of the store; the work goes on. */
  readonly onFailure?: (error: unknown) => void;
}

/** Works off the deliveries of active scenarios. */
export interface Dispatcher {
  /**
   * Begins. With `exclusive` no other process works on the store: whatever is leased or running now belonged to a dead
   * one and is taken over at once.
   */
  start(options: { readonly exclusive: boolean }): Promise<void>;
  /** Looks for work of these scenarios now. */
  wake(scenarioIds: readonly ScenarioId[]): void;
  /** Claims nothing more and waits for the runs, at most `graceMs`; then they are stopped and their items go back. */
  stop(graceMs?: number): Promise<void>;
  /** Items leased now. */
  leased(): number;
  /** Resolves once nothing is leased and nothing is due. */
  idle(): Promise<void>;
}

/** Attempts that end with the death of the worker before an item is held. */
const MAX_CRASHES = 3;
const HEARTBEAT_MS = 10_000;
const GRACE_MS = 30_000;
/** How long runs that were told to stop may take to do so, in milliseconds. */
const FAREWELL_MS = 2000;

/** A dispatcher; it learns of deliveries, scenarios, hooks and incomplete executions by their events. */
export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const { store, clock, events, concurrency = 64, onFailure = () => undefined } = parts;
  const over = new AbortController();
  const work = createTaskSet(onFailure);
  const lanes = createLanes(parts);
  const leases = createLeases(store.deliveries, clock);
  const retries = createRetryLimit(parts.retriesPerConnection ?? 5);
  const workerParts: ItemWorkerParts = { ...parts, lanes, leases, retries, over: over.signal, onFailure };
  const wakeUp = createWakeUp(clock, over.signal, pump);
  const subscriptions: (() => void)[] = [];
  let leased = 0;
  let beating: Promise<void> = Promise.resolve();

  return { start, wake, stop, leased: () => leased, idle };

  async function start({ exclusive }: { readonly exclusive: boolean }): Promise<void> {
    subscribe();
    // A process that died just now may have leased items up to this long.
    await store.deliveries.reclaim(clock.now() + (exclusive ? LEASE_MS : 0), MAX_CRASHES);
    if (exclusive) await closeOrphans();
    for (const { id, active } of await store.scenarios.list()) {
      if (active) await lanes.refresh(id).catch(onFailure);
    }
    beating = beat();
    pump();
  }

  function subscribe(): void {
    const afterwards = (done: Promise<void>): void => {
      work.add(done.then(pump));
    };
    subscriptions.push(
      events.on('delivery.queued', ({ scenarioIds }) => {
        wake(scenarioIds);
      }),
      events.on('scenario.changed', ({ scenarioId, change }) => {
        afterwards(lanes.refresh(scenarioId, { catchesUp: change === 'activated' }));
      }),
      events.on('hook.changed', ({ hookId }) => {
        afterwards(lanes.refreshHook(hookId));
      }),
      events.on('app.changed', () => {
        afterwards(lanes.refreshAll());
      }),
      events.on('incomplete.changed', ({ scenarioId }) => {
        afterwards(lanes.reconsider(scenarioId));
      }),
    );
  }

  function wake(scenarioIds: readonly ScenarioId[]): void {
    for (const id of scenarioIds) {
      const lane = lanes.get(id);
      if (lane !== undefined) lane.due = clock.now();
    }
    pump();
  }

  async function stop(graceMs = GRACE_MS): Promise<void> {
    for (const end of subscriptions) end();
    over.abort(new Error('The dispatcher stops.'));
    await beating;
    if (await work.settledWithin(graceMs, clock)) return;
    parts.active.stopAll();
    await work.settledWithin(FAREWELL_MS, clock);
  }

  async function idle(): Promise<void> {
    pump();
    await work.settled();
    const isBusy = [...lanes].some((lane) => lane.due <= clock.now() && !lane.blocked);
    if (isBusy && !over.signal.aborted) return idle();
  }

  /** Claims for every lane that has something due and room for it. */
  function pump(): void {
    if (over.signal.aborted) return;
    const now = clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const lane of lanes) {
      if (lane.due > now) next = Math.min(next, lane.due);
      else if (!lane.claiming && roomFor(lane) > 0) work.add(claim(lane));
    }
    wakeUp.at(next);
  }

  function roomFor(lane: Lane): number {
    return lane.blocked ? 0 : Math.min(concurrency - leased, lane.capacity - lane.running);
  }

  async function claim(lane: Lane): Promise<void> {
    const limit = roomFor(lane);
    const now = clock.now();
    lane.claiming = true;
    lane.due = Number.POSITIVE_INFINITY;
    occupy(lane, limit);
    // Whoever has claimed comes last the next time: a busy scenario does not starve the others.
    lanes.moveToEnd(lane);
    let taken = 0;
    try {
      const scenarioId = lane.program.id;
      const items = await store.deliveries.claim({ scenarioId, mode: lane.mode, limit, now, leaseMs: LEASE_MS });
      taken = items.length;
      lane.more = lane.mode !== 'parallel' || taken === limit;
      if (taken === limit) lane.due = now;
      for (const item of items) work.add(workOn(item, lane, workerParts).finally(() => free(lane)));
    } catch (error) {
      onFailure(error);
      lane.due = Math.min(lane.due, now + STORE_RETRY_MS);
    }
    occupy(lane, taken - limit);
    lane.claiming = false;
    pump();
  }

  function free(lane: Lane): void {
    occupy(lane, -1);
    if (lane.more) lane.due = Math.min(lane.due, clock.now());
    pump();
  }

  function occupy(lane: Lane, items: number): void {
    lane.running += items;
    leased += items;
  }

  async function closeOrphans(): Promise<void> {
    for (const run of await store.runs.running()) {
      if (!parts.active.has(run.id)) await closeOrphan(run, { runs: store.runs, clock });
    }
  }

  /** Keeps leases alive, takes over those of dead workers, and looks for work nobody told of. */
  async function beat(): Promise<void> {
    while (!over.signal.aborted) {
      const isAwake = await clock.sleep(HEARTBEAT_MS, over.signal).then(
        () => true,
        () => false,
      );
      if (!isAwake) return;
      await leases.extendAll();
      await store.deliveries
        .reclaim(clock.now(), MAX_CRASHES)
        .then(() => lanes.lookAround(), onFailure)
        .catch(onFailure);
      pump();
    }
  }
}
