import { ConnectorError } from '../../core/errors.ts';
import { isCollection, type Collection, type Json } from '../../core/json.ts';
import type { DeliveryId, IncompleteId, IncompleteRecord, RunId, ScenarioId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { judgeResumed } from './resumed-verdict.ts';
import { forgetConfidential, settledState } from './forget-confidential.ts';
import type { Program } from './programs.ts';
import type { RunReport } from './runner.ts';
import { stateWithOutput } from './substitute-output.ts';
import type { UnattendedParts } from './unattended-parts.ts';
import { createTaskSet } from '../queue/task-set.ts';
import { createWakeUp } from '../queue/wake-up.ts';

/** What the service works with. */
export interface IncompleteServiceParts extends UnattendedParts {
  readonly store: Pick<Store, 'incompletes' | 'scenarios' | 'runs' | 'deliveries'>;
}

/** Incomplete executions: bundles that stopped at a failing module, retried by themselves or by a person. */
export interface IncompleteService {
  /** Begins to retry at the planned times. With `exclusive` no other process works on the store. */
  start(options: { readonly exclusive: boolean }): Promise<void>;
  stop(graceMs?: number): Promise<void>;
  /** @throws ConnectorError `NotFoundError`. */
  get(id: IncompleteId): Promise<IncompleteRecord>;
  list: Store['incompletes']['list'];
  /**
   * Goes on with it now; no completed module is repeated.
   * @throws ConnectorError `NotFoundError`, `ConflictError` when it is under way or settled.
   */
  retry(id: IncompleteId): Promise<IncompleteRecord>;
  /**
   * Marks it as dealt with, without running it. With `output`, the bundles the failed module would have given, it goes
   * on behind that module.
   * @throws ConnectorError like {@link retry}; `ConflictError` when the module it waits at gives no bundles.
   */
  resolve(id: IncompleteId, output?: readonly Collection[]): Promise<IncompleteRecord>;
  /** Gives it up. @throws ConnectorError like {@link retry}. */
  remove(id: IncompleteId): Promise<IncompleteRecord>;
  /** Resolves once no retry is under way. */
  idle(): Promise<void>;
}

/** Automatic retries at once per scenario. */
const MOST_PER_SCENARIO = 3;
const LOOK_MS = 30_000;
const DUE_LIMIT = 100;
/** Retries of a scenario that is off wait this long. */
const OFF_MS = 600_000;

/** The incomplete executions of a store. */
export function createIncompleteService(parts: IncompleteServiceParts): IncompleteService {
  const { store, programs, clock, events, onFailure = () => undefined } = parts;
  const { incompletes } = store;
  const over = new AbortController();
  const work = createTaskSet(onFailure);
  const wakeUp = createWakeUp(clock, over.signal, () => {
    work.add(look());
  });
  const running = new Map<ScenarioId, number>();
  let unsubscribe = (): void => undefined;

  return {
    async start({ exclusive }) {
      unsubscribe = events.on('incomplete.changed', ({ status }) => {
        if (status === 'scheduled') work.add(look());
      });
      if (exclusive) await takeBack();
      work.add(look());
    },
    async stop(graceMs = 30_000) {
      unsubscribe();
      over.abort(new Error('The retries stop.'));
      await work.settledWithin(graceMs, clock);
    },
    get,
    list: (query) => incompletes.list(query),
    retry: async (id) => resume(await take(id)),
    resolve: (id, output) => (output === undefined ? settle(id, 'resolved') : goOnWith(id, output)),
    remove: (id) => settle(id, 'deleted'),
    idle: () => work.settled(),
  };

  async function get(id: IncompleteId): Promise<IncompleteRecord> {
    const record = await incompletes.get(id);
    if (record === undefined) throw new ConnectorError('NotFoundError', `There is no incomplete execution ${id}.`);
    return record;
  }

  /** Starts what is due and plans the next look. */
  async function look(): Promise<void> {
    const now = clock.now();
    for (const record of await incompletes.due(now, DUE_LIMIT)) await consider(record, now);
    const { items } = await incompletes.list({ status: 'scheduled', limit: DUE_LIMIT });
    const next = items.map(({ nextAt }) => nextAt ?? now).filter((at) => at > now);
    wakeUp.at(Math.min(now + LOOK_MS, ...next));
  }

  async function consider(record: IncompleteRecord, now: number): Promise<void> {
    const { id, scenarioId } = record;
    if ((running.get(scenarioId) ?? 0) >= MOST_PER_SCENARIO || over.signal.aborted) return;
    const scenario = await store.scenarios.get(scenarioId);
    if (scenario?.active !== true) {
      await incompletes.move(id, 'scheduled', { nextAt: now + OFF_MS });
      return;
    }
    const taken = await incompletes.move(id, 'scheduled', { status: 'in-progress', nextAt: null });
    if (taken !== undefined) work.add(resume(taken).then(() => look()));
  }

  async function take(id: IncompleteId): Promise<IncompleteRecord> {
    return change(id, { status: 'in-progress', nextAt: null });
  }

  async function goOnWith(id: IncompleteId, output: readonly Collection[]): Promise<IncompleteRecord> {
    const record = await get(id);
    const state = stateWithOutput(record, output, await programOf(record));
    return resume(await change(id, { status: 'in-progress', nextAt: null, state }));
  }

  async function settle(id: IncompleteId, status: 'resolved' | 'deleted'): Promise<IncompleteRecord> {
    const record = await change(id, { status, nextAt: null });
    announce(record);
    await forget(record).catch(onFailure);
    return record;
  }

  /** Nobody goes on with it: a confidential scenario keeps nothing of it. */
  async function forget(record: IncompleteRecord): Promise<void> {
    const { id, scenarioId, scenarioVersion, runId, state, status } = record;
    const program = await programs.at(scenarioId, scenarioVersion);
    if (!program.compiled.settings.confidential) return;
    await incompletes.move(id, status, settledState(record));
    await forgetConfidential(readState(state, runId).scope, program, parts);
    const deliveryId = await deliveryOf(runId);
    const confidential = new Set([scenarioId, ...(parts.confidential?.() ?? [])]);
    if (deliveryId !== undefined) await store.deliveries.erase({ ids: [deliveryId] }, [...confidential], clock.now());
  }

  /** The delivery a run began with, perhaps by way of those it goes on with. */
  async function deliveryOf(id: RunId): Promise<DeliveryId | undefined> {
    const { deliveryId, runId } = (await store.runs.get(id))?.trigger ?? {};
    return deliveryId === undefined && runId !== undefined ? deliveryOf(runId) : deliveryId;
  }

  /** Changes one that waits, whoever it waits for. */
  async function change(id: IncompleteId, changes: Partial<IncompleteRecord>): Promise<IncompleteRecord> {
    const record =
      (await incompletes.move(id, 'unresolved', changes)) ?? (await incompletes.move(id, 'scheduled', changes));
    if (record !== undefined) return record;
    const { status } = await get(id);
    throw new ConnectorError(
      'ConflictError',
      `The incomplete execution ${id} does not wait any more: it is ${status}.`,
    );
  }

  async function resume(record: IncompleteRecord): Promise<IncompleteRecord> {
    const { id, scenarioId } = record;
    running.set(scenarioId, (running.get(scenarioId) ?? 0) + 1);
    announce(record);
    try {
      const report = await run(record);
      const given = { now: clock.now(), random: parts.random, ending: over.signal.aborted };
      const changes = judgeResumed(record, report.outcome, given);
      const after = (await incompletes.move(id, 'in-progress', changes)) ?? (await get(id));
      announce(after);
      if (after.status === 'resolved') await forget(after).catch(onFailure);
      return after;
    } catch (error) {
      const after = await incompletes.move(id, 'in-progress', afterFailure(error, clock.now() + LOOK_MS));
      if (after !== undefined) announce(after);
      throw error;
    } finally {
      running.set(scenarioId, (running.get(scenarioId) ?? 1) - 1);
    }
  }

  /** With the apps of the run it comes from, which is kept as long as it waits. */
  async function programOf({ scenarioId, scenarioVersion, runId }: IncompleteRecord): Promise<Program> {
    return programs.at(scenarioId, scenarioVersion, (await store.runs.get(runId))?.apps);
  }

  async function run(record: IncompleteRecord): Promise<RunReport> {
    const { runId, state } = record;
    const { execution, scope } = readState(state, runId);
    return parts.runner.run({
      program: await programOf(record),
      trigger: { type: 'resume', runId, scope },
      resume: execution,
      journal: { scope, known: await store.runs.journal(scope) },
    });
  }

  /** Retries that were under way when the process died go on: their journal knows what they did. */
  async function takeBack(): Promise<void> {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof incompletes.list>> = await incompletes.list({
        status: 'in-progress',
        ...(cursor !== null && { cursor }),
      });
      for (const { id } of page.items) {
        await incompletes.move(id, 'in-progress', { status: 'scheduled', nextAt: clock.now() });
      }
      ({ cursor } = page);
    } while (cursor !== null);
  }

  function announce({ id, scenarioId, status }: IncompleteRecord): void {
    events.emit({ type: 'incomplete.changed', incompleteId: id, scenarioId, status });
  }
}

/** It is tried again when the store failed, but not while what it ran with is gone. */
function afterFailure(error: unknown, nextAt: number): Partial<IncompleteRecord> {
  if (!(error instanceof ConnectorError) || error.name !== 'NotFoundError') return { status: 'scheduled', nextAt };
  const { name, message, fix } = error;
  return { status: 'unresolved', retriesLeft: 0, nextAt: null, error: { name, message, fix } };
}

function readState(state: Json, runId: RunId): { readonly execution: Json; readonly scope: RunId } {
  const kept = isCollection(state) ? state : {};
  const scope = kept['scope'];
  return {
    execution: kept['execution'] ?? null,
    scope: typeof scope === 'string' ? (scope as RunId) : runId,
  };
}
