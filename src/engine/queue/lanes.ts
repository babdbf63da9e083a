import type { Clock } from '../../core/clock.ts';
import type { HookId, ScenarioId } from '../../store/records.ts';
import { isBlocked, type Lane, type LaneParts, loadLane } from './lane.ts';

/** The lanes of all active scenarios. */
export interface Lanes extends Iterable<Lane> {
  get(id: ScenarioId): Lane | undefined;
  remove(id: ScenarioId): void;
  /** Puts a lane behind all others. */
  moveToEnd(lane: Lane): void;
  /** Reads a scenario again, after every reading asked for before; `catchesUp` when it has just been switched on. */
  refresh(id: ScenarioId, options?: { readonly catchesUp?: boolean }): Promise<void>;
  refreshHook(id: HookId): Promise<void>;
  /** Reads every scenario that has a lane again. */
  refreshAll(): Promise<void>;
  /** Looks whether a scenario still waits for an incomplete execution. */
  reconsider(id: ScenarioId): Promise<void>;
  /** Looks in every lane when something is due, for what nobody told. */
  lookAround(): Promise<void>;
}

/** Lanes of a store, none loaded yet. */
export function createLanes(parts: LaneParts & { readonly clock: Clock }): Lanes {
  const { store, clock } = parts;
  const lanes = new Map<ScenarioId, Lane>();
  let last: Promise<void> = Promise.resolve();

  return {
    [Symbol.iterator]: () => [...lanes.values()].values(),
    get: (id) => lanes.get(id),
    remove: (id) => lanes.delete(id),
    moveToEnd(lane) {
      const { id } = lane.program;
      if (lanes.get(id) !== lane) return;
      lanes.delete(id);
      lanes.set(id, lane);
    },
    refresh: (id, options) => inOrder(() => read(id, options)),
    refreshHook: (id) =>
      inOrder(async () => {
        for (const scenario of await store.scenarios.list()) if (scenario.hookId === id) await read(scenario.id);
      }),
    refreshAll: () =>
      inOrder(async () => {
        // A copy: lanes that work meanwhile move to the end.
        const ids = [...lanes.keys()];
        for (const id of ids) await read(id);
      }),
    async reconsider(id) {
      const lane = lanes.get(id);
      if (lane?.program.compiled.settings.sequential !== true) return;
      lane.blocked = true;
      lane.blocked = await isBlocked(lane.program, store.incompletes);
      lane.due = Math.min(lane.due, clock.now());
    },
    async lookAround() {
      for (const lane of lanes.values()) {
        const due = await store.deliveries.nextDue(lane.program.id);
        lane.due = Math.min(lane.due, due ?? Number.POSITIVE_INFINITY);
      }
    },
  };

  /** One after the other: an earlier reading must not overwrite what a later one found. */
  function inOrder(action: () => Promise<void>): Promise<void> {
    const done = last.then(action);
    last = done.catch(() => undefined);
    return done;
  }

  async function read(id: ScenarioId, options?: { readonly catchesUp?: boolean }): Promise<void> {
    const lane = await loadLane(id, parts, options);
    const before = lanes.get(id);
    if (lane === undefined) lanes.delete(id);
    else if (before === undefined) lanes.set(id, lane);
    else {
      const { running, claiming, more } = before;
      const { gate, catchUpTo } = before.capacity === lane.capacity ? before : lane;
      Object.assign(before, lane, { running, claiming, more, gate, catchUpTo, due: Math.min(before.due, lane.due) });
    }
  }
}
