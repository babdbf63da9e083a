import type { HookRecord, ScenarioId, ScenarioRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { createGate, type Gate } from './gate.ts';
import type { Program, Programs } from './programs.ts';

/** While one item runs, one may be on its way in and one on its way out. */
const LEASED_PER_RUN = 3;

/** The work of one active scenario that is started by deliveries. */
export interface Lane {
  readonly program: Program;
  readonly hook: HookRecord;
  readonly mode: HookRecord['mode']['type'];
  /** Items that may be leased: runs at once, and those that wait for their turn or for the end of a commit. */
  readonly capacity: number;
  /** Lets as many items run at once as the hook allows. */
  readonly gate: Gate;
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

/** The lane of a scenario; undefined when it is off, has no hook, or its hook is paused. */
export async function loadLane(id: ScenarioId, { store, programs }: LaneParts): Promise<Lane | undefined> {
  const scenario = await store.scenarios.get(id);
  if (scenario?.active !== true || scenario.hookId === null) return undefined;
  const hook = await store.hooks.get(scenario.hookId);
  if (hook === undefined || hook.paused) return undefined;
  return createLane(scenario, hook, {
    program: programs.of(scenario),
    due: (await store.deliveries.nextDue(id)) ?? Number.POSITIVE_INFINITY,
    blocked: await isBlocked(programs.of(scenario), store.incompletes),
  });
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
  state: Pick<Lane, 'program' | 'due' | 'blocked'>,
): Lane {
  const mode = state.program.compiled.settings.sequential ? 'sequential' : hook.mode.type;
  return {
    ...state,
    hook,
    mode,
    capacity: mode === 'sequential' ? 1 : hook.mode.concurrency * LEASED_PER_RUN,
    gate: createGate(mode === 'sequential' ? 1 : hook.mode.concurrency),
    errors: scenario.errors,
    running: 0,
    claiming: false,
    more: false,
  };
}
