import { ConnectorError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import type { Collection } from '../../core/json.ts';
import type { DeliveryId, OperationRecord, RunId, RunRecord, ScenarioId, ScenarioRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { closeOrphan, journalScopeOf } from './attempts.ts';
import { createLane } from '../queue/lane.ts';
import { createLeases } from '../queue/leases.ts';
import { claimDelivery, followNextRun, takeNextDelivery } from './next-delivery.ts';
import { doneWrites, type DoneWrite, type ReplayOptions, type ReplayParts, replayTask } from './replay.ts';
import { inputOfDelivery, inputOfLastRun, sampleOf } from './run-input.ts';
import type { RunTask } from './runner.ts';
import { type WorkParts, workOff } from '../queue/work-item.ts';
import { announceWait } from './announced-wait.ts';
import { isPinned, type PinnedBundles, pinsOfActive, readPins } from './pins.ts';

/** What the service works with. */
export interface ExecutionParts extends WorkParts, Omit<ReplayParts, 'store'> {
  readonly store: Pick<Store, 'runs' | 'deliveries' | 'hooks' | 'scenarios' | 'values'>;
  /** Registers the hook of a scenario that is off while a run waits at it, and gives it up again. */
  readonly listen: (hookId: NonNullable<ScenarioRecord['hookId']>) => Promise<() => Promise<void>>;
  readonly onFailure?: (error: unknown) => void;
}

/** What a single run starts with. */
export type RunSource =
  | { readonly type: 'delivery'; readonly deliveryId: DeliveryId }
  | { readonly type: 'sample' }
  | { readonly type: 'bundle'; readonly bundle: Collection }
  | { readonly type: 'last' }
  | { readonly type: 'next'; readonly timeoutMs?: number };

/** How a single run differs from one by itself. */
export interface RunOptions {
  /** Modules that are not called, and what they give instead; a pinned trigger stands for the source. */
  readonly pins?: PinnedBundles;
}

/** A run that was asked for. */
export interface RequestedRun {
  /** Resolves with its id as soon as it has started. @throws ConnectorError when it could not start. */
  readonly started: Promise<RunId>;
  /** Resolves with its end. @throws ConnectorError as `started`. */
  readonly finished: Promise<RunRecord>;
  /** Gives up waiting, or stops the run. */
  cancel(): void;
}

/** How runs belong together. */
export interface RunLinks {
  /** The run it replays or resumes. */
  readonly of: RunId | null;
  /** Its replays, oldest first. */
  readonly replays: readonly RunId[];
}

/** Runs by hand and their history. */
export interface ExecutionService {
  /** Runs a scenario once, switched on or not; without a source its first module is asked. */
  runOnce(id: ScenarioId, source?: RunSource, options?: RunOptions): RequestedRun;
  /** @throws ConnectorError `NotFoundError`. */
  get(id: RunId): Promise<RunRecord>;
  list: Store['runs']['list'];
  log(id: RunId): Promise<readonly OperationRecord[]>;
  links(id: RunId): Promise<RunLinks>;
  /** Stops a run, also one whose worker is gone. @throws ConnectorError `NotFoundError`, `ConflictError` when it is over. */
  stop(id: RunId): Promise<void>;
  /** Writes that have succeeded, or may have: a replay skips them unless told otherwise. */
  replayPlan(id: RunId): Promise<readonly DoneWrite[]>;
  /** Runs it again. */
  replay(id: RunId, options?: ReplayOptions): RequestedRun;
  /**
   * Says what became of a write in doubt: it was carried out, or it may be sent again. A held delivery waits again then.
   * @throws ConnectorError `NotFoundError`, `ConflictError` when the write is not in doubt.
   */
  answerDoubt(id: RunId, key: string, answer: 'done' | 'repeat'): Promise<void>;
}

const WAIT_MS = 600_000;
const HEARTBEAT_MS = 10_000;
const REPLAYS = 'run-replays';

/** The executions of a store. */
export function createExecutionService(parts: ExecutionParts): ExecutionService {
  const { store, clock, active, runner, programs, events } = parts;
  const { runs } = store;

  return {
    runOnce: (id, source, options = {}) => request((context) => runSource({ id, source, ...options }, context)),
    get,
    list: (query) => runs.list(query),
    log: async (id) => runs.log((await get(id)).id),
    async links(id) {
      return { of: (await get(id)).trigger.runId ?? null, replays: await replaysOf(id) };
    },
    stop,
    replayPlan: async (id) => doneWrites(await get(id), runs),
    replay: (id, options = {}) => request((context) => replay(id, options, context)),
    answerDoubt,
  };

  async function get(id: RunId): Promise<RunRecord> {
    const run = await runs.get(id);
    if (run === undefined) throw new ConnectorError('NotFoundError', `There is no run ${id}.`);
    return run;
  }

  function request(work: (context: RequestContext) => Promise<RunId>): RequestedRun {
    const cancelled = new AbortController();
    let runId: RunId | undefined;
    let tell = (_id: RunId): void => undefined;
    const announced = new Promise<RunId>((resolve) => {
      tell = resolve;
    });
    const onStart = ({ id }: { readonly id: RunId }): void => {
      runId = id;
      tell(id);
    };
    const finished = work({ signal: cancelled.signal, onStart }).then(get);
    finished.catch(() => undefined);
    const started = Promise.race([announced, finished.then(({ id }) => id)]);
    started.catch(() => undefined);
    return {
      started,
      finished,
      cancel() {
        if (runId === undefined) cancelled.abort(new Error('cancelled'));
        else active.stop(runId);
      },
    };
  }

  async function runSource({ id, source, pins }: SingleRun, context: RequestContext): Promise<RunId> {
    const scenario = await store.scenarios.get(id);
    if (scenario === undefined) throw new ConnectorError('NotFoundError', `There is no scenario ${id}.`);
    const program = programs.of(scenario);
    const { compiled } = program;
    const pinned = pins === undefined ? undefined : readPins(pins, compiled);
    const plain = { program, trigger: { type: 'manual' }, ...(pinned !== undefined && { pins: pinned }) } as const;
    if (source === undefined || isPinned(compiled.first, pinned)) return execute(plain, context);
    switch (source.type) {
      case 'sample':
        return execute({ ...plain, input: sampleOf(compiled) }, context);
      case 'bundle':
        return execute({ ...plain, input: { bundles: [source.bundle] } }, context);
      case 'last': {
        const input = await inputOfLastRun(scenario, compiled, parts);
        return execute({ ...plain, ...(input !== undefined && { input }) }, context);
      }
      case 'delivery':
        return runDelivery(source.deliveryId, plain, context);
      default:
        return runNext(scenario, { timeoutMs: source.timeoutMs ?? WAIT_MS, task: plain }, context);
    }
  }

  async function execute(task: RunTask, { onStart }: RequestContext): Promise<RunId> {
    const { runId } = await runner.run({ ...task, onStart });
    return runId;
  }

  /**
   * One that waits is worked off; one that was worked off runs once more, as a run of its own. With pinned modules it
   * stays as it is: it would count as done though they were not called.
   */
  async function runDelivery(deliveryId: DeliveryId, task: RunTask, context: RequestContext): Promise<RunId> {
    const { program, pins } = task;
    const item = pins === undefined ? await claimDelivery(deliveryId, program.id, parts) : undefined;
    if (item !== undefined) return workOn(item, task, context);
    const input = await inputOfDelivery(deliveryId, program.compiled, parts);
    return execute({ ...task, trigger: { type: 'manual', deliveryId }, input }, context);
  }

  async function runNext(scenario: ScenarioRecord, next: NextRun, context: RequestContext): Promise<RunId> {
    const { hookId } = scenario;
    if (hookId === null) {
      throw new ConnectorError('UsageError', `"${scenario.name}" is not started by deliveries.`, {
        fix: 'Run it without waiting for one.',
      });
    }
    if (scenario.active && next.task.pins !== undefined) throw pinsOfActive(scenario.name);
    const { timeoutMs, task } = next;
    const wait = { hookId, scenarioId: scenario.id, timeoutMs, signal: context.signal, until: clock.now() + timeoutMs };
    return announceWait(wait, events, async (started) => {
      const onStart = (run: { readonly id: RunId }): void => {
        started(run);
        context.onStart(run);
      };
      if (scenario.active) return followNextRun(wait, { ...parts, onStart });
      const leave = await parts.listen(hookId);
      try {
        const item = await takeNextDelivery(wait, parts);
        return await workOn(item, task, { ...context, onStart });
      } finally {
        await leave();
      }
    });
  }

  async function workOn(
    item: NonNullable<Awaited<ReturnType<typeof claimDelivery>>>,
    { program, pins }: RunTask,
    { onStart }: RequestContext,
  ): Promise<RunId> {
    const scenario = await store.scenarios.get(program.id);
    const hook = await store.hooks.get(item.hookId);
    if (scenario === undefined || hook === undefined) throw new ConnectorError('NotFoundError', 'The hook is gone.');
    const leases = createLeases(store.deliveries, clock);
    const lease = leases.hold(item);
    const over = new AbortController();
    const beating = keepAlive(() => leases.extendAll(), over.signal);
    try {
      const lane = createLane(scenario, hook, { program, due: 0, blocked: false, catchUpTo: null });
      const result = await workOff(lease, lane, { ...parts, ...(pins !== undefined && { pins }), onStart });
      const runId = result?.settlement.runId;
      if (runId !== undefined) return runId;
      throw new ConnectorError('DataError', result?.settlement.reason ?? 'Another worker has taken the delivery over.');
    } finally {
      over.abort(new Error('over'));
      await beating;
    }
  }

  async function keepAlive(beat: () => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(HEARTBEAT_MS, signal).then(beat, () => undefined);
    }
  }

  async function stop(id: RunId): Promise<void> {
    if (active.stop(id)) return;
    const run = await get(id);
    if (run.status !== 'running') {
      throw new ConnectorError('ConflictError', `The run ${id} is over: ${run.status}.`);
    }
    await closeOrphan(run, { runs, clock });
  }

  async function replay(id: RunId, options: ReplayOptions, context: RequestContext): Promise<RunId> {
    const run = await get(id);
    const task = await replayTask(run, options, parts);
    const newRun = newId('run', clock.now());
    await store.values.set(REPLAYS, id, [...(await replaysOf(id)), newRun]);
    return execute({ ...task, id: newRun }, context);
  }

  async function replaysOf(id: RunId): Promise<readonly RunId[]> {
    const replays = await store.values.get(REPLAYS, id);
    return Array.isArray(replays) ? (replays as readonly RunId[]) : [];
  }

  async function answerDoubt(id: RunId, key: string, answer: 'done' | 'repeat'): Promise<void> {
    const run = await get(id);
    const scope = journalScopeOf(run);
    const entry = (await runs.journal(scope)).find((known) => known.key === key);
    if (entry === undefined) throw new ConnectorError('NotFoundError', `The run ${id} has no write "${key}".`);
    if (entry.state !== 'sent' || entry.request === null) {
      throw new ConnectorError('ConflictError', `What became of the write "${key}" is known already.`);
    }
    // What it answered is not known: an empty bundle lets the modules behind it run.
    const answered = answer === 'done' ? { state: 'done' as const, outputs: [{}] } : { request: null };
    await runs.writeJournal({ ...entry, ...answered });
    const { deliveryId } = run.trigger;
    if (deliveryId === undefined) return;
    const { scenarioId } = run;
    const items = await store.deliveries.items(deliveryId);
    const held = items.find((item) => item.scenarioId === scenarioId && item.state === 'held');
    if (held === undefined) return;
    await store.deliveries.requeue({ deliveryIds: [deliveryId], scenarioId }, clock.now());
    events.emit({ type: 'delivery.queued', hookId: held.hookId, scenarioIds: [scenarioId] });
  }
}

/** What a requested run is told with. */
interface RequestContext {
  readonly signal: AbortSignal;
  readonly onStart: (run: { readonly id: RunId }) => void;
}

/** A single run as it was asked for. */
interface SingleRun extends RunOptions {
  readonly id: ScenarioId;
  readonly source: RunSource | undefined;
}

/** A run with the next delivery. */
interface NextRun {
  readonly timeoutMs: number;
  readonly task: RunTask;
}
