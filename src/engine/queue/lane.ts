import type { HookRecord, ScenarioId, ScenarioRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { createGate, type Gate } from './gate.ts';
import type { Program, Programs } from '../runs/programs.ts';

/** While one item runs, one may be on its way in and one on its way out. */
const LEASED_PER_RUN = 3;

/** The work of one active scenario that is started by deliveries. */
export interface Lane {
  readonly program: Program;
  readonly hook: HookRecord;
  readonly mode: HookRecord['mode']['type'];
  /** Items that may be leased: runs at once, and those that wait for their turn or for the end of a commit. */
  readonly capacity: number;
  /** Lets as many items run at once as the hook allows; one at a time while it catches up. */
  readonly gate: Gate;
  /** Number of the last delivery that waited when the scenario was switched on: up to it they run in their order. */
  catchUpTo: number | null;
  /** Consecutive runs that ended in error. */
  errors: number;
  /** Items leased by this process. */
  running: number;
  /** When to look for work next; Infinity when nothing is known to come. */
  due: number;
  claiming: boolean;
  /** Whether the last claim may have left due items behind. */
  more: boolean;
  /** Whether incomplete executions have to be resolved before anything else runs. */
  blocked: boolean;
}

/** Where lanes come from. */
export interface LaneParts {
  readonly store: Pick<Store, 'scenarios' | 'hooks' | 'deliveries' | 'incompletes'>;
  readonly programs: Programs;
}

/**
 * The lane of a scenario; undefined when it is off, has no hook, or its hook is paused. With `catchesUp` the deliveries
 * that wait by now run one after the other.
 */
export async function loadLane(
  id: ScenarioId,
  { store, programs }: LaneParts,
  { catchesUp = false } = {},
): Promise<Lane | undefined> {
  const scenario = await store.scenarios.get(id);
  if (scenario?.active !== true || scenario.hookId === null) return undefined;
  const hook = await store.hooks.get(scenario.hookId);
  if (hook === undefined || hook.paused) return undefined;
  return createLane(scenario, hook, {
    program: programs.of(scenario),
    due: (await store.deliveries.nextDue(id)) ?? Number.POSITIVE_INFINITY,
    blocked: await isBlocked(programs.of(scenario), store.incompletes),
    catchUpTo: catchesUp ? await lastQueued(id, store.deliveries) : null,
  });
}

/** Deliveries that arrived in the same millisecond have no order in a list: the last one is among the newest of them. */
const NEWEST = 250;

async function lastQueued(scenarioId: ScenarioId, deliveries: Store['deliveries']): Promise<number | null> {
  const { items: newest } = await deliveries.list({ scenarioId, states: ['queued'], limit: NEWEST });
  const waiting = newest.flatMap(({ items }) => items).filter((item) => item.scenarioId === scenarioId);
  return waiting.length === 0 ? null : Math.max(...waiting.map(({ seq }) => seq));
}

/** Whether a sequential scenario waits for an incomplete execution. */
export async function isBlocked({ id, compiled }: Program, incompletes: Store['incompletes']): Promise<boolean> {
  if (!compiled.settings.sequential) return false;
  for (const status of ['unresolved', 'scheduled', 'in-progress'] as const) {
    const { items } = await incompletes.list({ scenarioId: id, status, limit: 1 });
    if (items.length > 0) return true;
  }
  return false;
}

/** An idle lane of a scenario. */
export function createLane(
  scenario: ScenarioRecord,
  hook: HookRecord,
  state: Pick<Lane, 'program' | 'due' | 'blocked' | 'catchUpTo'>,
): Lane {
  const mode = state.program.compiled.settings.sequential ? 'sequential' : hook.mode.type;
  return {
    ...state,
    hook,
    mode,
    capacity: mode === 'sequential' ? 1 : hook.mode.concurrency * LEASED_PER_RUN,
    gate: createGate(mode === 'sequential' || state.catchUpTo !== null ? 1 : hook.mode.concurrency),
    errors: scenario.errors,
    running: 0,
    claiming: false,
    more: false,
  };
}

/** Waits for the turn of an item; the result ends it. The first one behind those to catch up with opens the gate. */
export async function enterLane(lane: Lane, seq: number): Promise<() => void> {
  const endTurn = await lane.gate.enter();
  if (lane.catchUpTo !== null && seq > lane.catchUpTo) {
    lane.catchUpTo = null;
    if (lane.mode !== 'sequential') lane.gate.widen(lane.hook.mode.concurrency - 1);
  }
  return endTurn;
}
