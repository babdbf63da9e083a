import { ConnectorError } from '../../core/errors.ts';
import type { RunId, ScenarioId, ScenarioRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { isBlocked } from '../queue/lane.ts';
import type { Program } from '../runs/programs.ts';
import type { RunReport } from '../runs/runner.ts';
import type { UnattendedParts } from '../runs/unattended-parts.ts';
import type { SwitchOff } from '../scenarios/switch-off.ts';
import { nextStart } from './schedule.ts';
import { judgeScheduled } from './scheduled-verdict.ts';
import { createTaskSet } from '../queue/task-set.ts';
import { createWakeUp } from '../queue/wake-up.ts';

/** What the scheduler works with. */
export interface SchedulerParts extends UnattendedParts {
  readonly store: Pick<Store, 'scenarios' | 'incompletes' | 'runs'>;
  readonly switchOff: SwitchOff;
}

/** Starts active scenarios at their times. */
export interface Scheduler {
  /** Begins; a start that was missed while nothing ran happens once, now. */
  start(): Promise<void>;
  /** Starts nothing more and waits for what runs, at most `graceMs`. */
  stop(graceMs?: number): Promise<void>;
  /** Resolves once no scheduled run is under way. */
  idle(): Promise<void>;
}

/** A scenario waiting for its time. */
interface Plan {
  readonly scenario: ScenarioRecord;
  nextRunAt: number;
  running: boolean;
}

const BLOCKED_MS = 60_000;

/** The schedules of a store; changes of scenarios are learnt from events. */
export function createScheduler(parts: SchedulerParts): Scheduler {
  const { store, programs, clock, events, onFailure = () => undefined } = parts;
  const plans = new Map<ScenarioId, Plan>();
  const over = new AbortController();
  const work = createTaskSet(onFailure);
  const wakeUp = createWakeUp(clock, over.signal, pump);
  let unsubscribe = (): void => undefined;

  return {
    async start() {
      unsubscribe = events.on('scenario.changed', ({ scenarioId }) => {
        work.add(refresh(scenarioId));
      });
      for (const { id } of await store.scenarios.list()) await refresh(id).catch(onFailure);
    },
    async stop(graceMs = 30_000) {
      unsubscribe();
      over.abort(new Error('The scheduler stops.'));
      await work.settledWithin(graceMs, clock);
    },
    idle: () => work.settled(),
  };

  async function refresh(id: ScenarioId): Promise<void> {
    const scenario = await store.scenarios.get(id);
    const running = plans.get(id)?.running ?? false;
    plans.delete(id);
    if (scenario?.active === true && programs.of(scenario).compiled.trigger.kind !== 'instant') {
      const { scheduling, timezone } = scenario;
      const nextRunAt = scenario.nextRunAt ?? nextStart(scheduling, { timezone, after: clock.now() });
      if (nextRunAt !== null) plans.set(id, { scenario, nextRunAt, running });
      if (nextRunAt !== scenario.nextRunAt) await store.scenarios.setState(id, { nextRunAt });
    }
    pump();
  }

  function pump(): void {
    if (over.signal.aborted) return;
    const now = clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const plan of plans.values()) {
      if (plan.running) continue;
      if (plan.nextRunAt > now) next = Math.min(next, plan.nextRunAt);
      else {
        plan.running = true;
        work.add(startPlanned(plan));
      }
    }
    wakeUp.at(next);
  }

  async function startPlanned(plan: Plan): Promise<void> {
    const { scenario } = plan;
    try {
      const program = programs.of(scenario);
      if (await isBlocked(program, store.incompletes)) plan.nextRunAt = clock.now() + BLOCKED_MS;
      else await follow(plan, await run(program, plan.nextRunAt));
    } catch (error) {
      onFailure(error);
      plan.nextRunAt = clock.now() + BLOCKED_MS;
    } finally {
      plan.running = false;
      const current = plans.get(scenario.id);
      if (current !== undefined) current.running = false;
      pump();
    }
  }

  /** The same start has the same id, so that after a crash it goes on with the journal it left. */
  async function run(program: Program, planned: number): Promise<RunReport> {
    const scope: RunId = `run_${planned.toString(36).padStart(8, '0')}${program.id.slice(-16).replace('_', '-')}`;
    if ((await store.runs.get(scope)) === undefined) {
      return parts.runner.run({ program, id: scope, trigger: { type: 'schedule' } });
    }
    const known = await store.runs.journal(scope);
    return parts.runner.run({ program, trigger: { type: 'schedule', scope }, journal: { scope, known } });
  }

  async function follow(plan: Plan, { outcome }: RunReport): Promise<void> {
    const { id, scheduling, timezone } = plan.scenario;
    if (outcome.status === 'stopped' && over.signal.aborted) return;
    const now = clock.now();
    const state = await store.scenarios.get(id);
    if (state === undefined) return;
    const { settings, trigger } = programs.of(state).compiled;
    const { maxErrors } = settings;
    const looksAgain = trigger.module?.call?.polls !== undefined;
    const verdict = judgeScheduled(outcome, { errors: state.errors, maxErrors, looksAgain, random: parts.random });
    if (verdict.switchOff !== undefined) {
      plans.delete(id);
      return parts.switchOff(id, { reason: verdict.switchOff, errors: verdict.errors });
    }
    const regular =
      scheduling.type === 'indefinitely'
        ? onTheBeat(plan, scheduling.interval * 1000, now)
        : nextStart(scheduling, { timezone, after: now });
    const nextRunAt = verdict.retryInMs === undefined ? regular : now + verdict.retryInMs;
    await store.scenarios.setState(id, { errors: verdict.errors, nextRunAt });
    // The plan may have been read again while the run was under way.
    const current = plans.get(id);
    if (nextRunAt === null) plans.delete(id);
    else if (current !== undefined) current.nextRunAt = nextRunAt;
  }
}

/** The next multiple of the interval after what was planned; those that were missed are left out. */
function onTheBeat({ nextRunAt }: Plan, intervalMs: number, now: number): number {
  if (!(intervalMs > 0))
    throw new ConnectorError('InvalidConfigurationError', 'The interval of the schedule is not positive.');
  const missed = Math.max(0, Math.floor((now - nextRunAt) / intervalMs));
  return nextRunAt + (missed + 1) * intervalMs;
}
