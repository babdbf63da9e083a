import type { CallServices } from '../../communication/services.ts';
import { ConnectorError, toConnectorError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import type { Collection, Json } from '../../core/json.ts';
import type { JournalEntry, OperationRecord, RunId, RunRecord, RunTrigger } from '../../store/records.ts';
import type { Settlement, Store } from '../../store/store.ts';
import type { DataRecords } from '../data-stores/data-records.ts';
import type { ActiveRun, ActiveRuns, StopCause } from './active-runs.ts';
import type { Counters } from './counters.ts';
import type { EventHub } from '../events.ts';
import { forgetConfidential, isOverForGood } from './forget-confidential.ts';
import { fitIncompletes } from './incomplete-room.ts';
import { storeIncompletes } from './keep-incomplete.ts';
import type { RunOutcome } from '../flow/outcome.ts';
import { isPolled, looksAgain, movedBy, withTurn } from './poll-task.ts';
import { createPolls, type Polls, type PollTurn } from './polls.ts';
import type { Program } from './programs.ts';
import type { TriggerInput } from '../flow/run-context.ts';
import { createRunJournal, type RunJournal } from './run-journal.ts';
import { executeScenario } from '../flow/run.ts';
import { encodeBundles } from '../flow/snapshot.ts';
import type { WebhookReply } from '../flow/webhook-reply.ts';

/** The entry of a journal that keeps the bundles a run was given to start with. */
export const TRIGGER_KEY = '$trigger';

/** What runs are made with. */
export interface RunnerParts {
  readonly store: Pick<Store, 'runs' | 'incompletes' | 'deliveries' | 'values'>;
  readonly services: CallServices;
  /** Revealed values of a connection. @throws ConnectorError when it is gone. */
  readonly connectionValues: (connectionId: string) => Collection | Promise<Collection>;
  /** Without them, modules that work with a data store fail. */
  readonly dataStores?: DataRecords;
  readonly events: EventHub;
  readonly active: ActiveRuns;
  readonly counters: Counters;
  /** Where polling triggers stand. @default those of the store */
  readonly polls?: Polls;
  /** Incomplete executions of one scenario that may wait at once. @default 10000 */
  readonly incompleteLimit?: number;
}

/** One run to be made. */
export interface RunTask {
  readonly program: Program;
  readonly trigger: RunTrigger;
  /** @default a new id */
  readonly id?: RunId;
  /** What it starts with, or why that cannot be had; without it the first module is asked. */
  readonly input?: TriggerInput | ConnectorError;
  /** Where an earlier run stopped. */
  readonly resume?: Json;
  /** Modules that are not called, and what they give instead. */
  readonly pins?: ReadonlyMap<number, readonly Collection[]>;
  /** The journal it goes on with. @default its own, empty */
  readonly journal?: { readonly scope: RunId; readonly known: readonly JournalEntry[] };
  /** Where its polling trigger looks from, and how that moves on when the run ends well. */
  readonly turn?: Pick<PollTurn, 'polling'> & Partial<Pick<PollTurn, 'next'>>;
  /** Throws when the run may no longer act. */
  readonly guard?: () => void;
  /** The lease it works under, and how its end settles it. */
  readonly lease?: RunLease;
  /** Called when the run waits in the list of running ones, before anything is executed. */
  readonly onStart?: (run: ActiveRun) => void;
  /** Called when the last module is over, before the end is kept. */
  readonly onExecuted?: () => void;
  readonly onReply?: (reply: WebhookReply) => void;
}

/** A leased queue item. */
export interface RunLease {
  readonly seq: number;
  readonly fence: number;
  /** Whether the lease still holds; asked before anything is kept besides the run. */
  holds(): Promise<boolean>;
  /** How the item ends after this run. */
  settle(outcome: RunOutcome, runId: RunId, stopped: StopCause): Settlement;
}

/** A run that is over. */
export interface RunReport {
  readonly runId: RunId;
  readonly outcome: RunOutcome;
  /** How its queue item was settled. */
  readonly settlement?: Settlement;
  /** False when another worker had taken over: then nothing was written. */
  readonly kept: boolean;
}

/** Makes runs: executes them, and keeps their journal, log and result. */
export interface Runner {
  /** @throws whatever the store raises, or the guard of the task: then nothing is known to be kept of its end. */
  run(task: RunTask): Promise<RunReport>;
}

/** A runner on a store. */
export function createRunner(parts: RunnerParts): Runner {
  const { store, services, events, active } = parts;
  const { clock } = services;
  const polls = parts.polls ?? createPolls(store);
  return {
    run: (task) => {
      if (!isPolled(task)) return run(task);
      return polls.take(task.program, (turn) => run(withTurn(task, turn)));
    },
  };

  async function run(task: RunTask): Promise<RunReport> {
    const id = task.id ?? newId('run', clock.now());
    const record = startRecord(id, task, clock.now());
    const started = store.runs.start(record);
    started.catch(() => undefined);
    const begun = active.begin(id, task.program.id);
    task.onStart?.(begun);
    events.emit({ type: 'run.started', run: record });
    try {
      return await complete(task, begun, started);
    } finally {
      active.end(id);
    }
  }

  async function complete(task: RunTask, run: ActiveRun, started: Promise<void>): Promise<RunReport> {
    const log: OperationRecord[] = [];
    const journal = journalOf(task, run);
    const { input } = task;
    if (input !== undefined && 'bundles' in input) journal.complete(TRIGGER_KEY, encodeBundles(input.bundles));
    const executed = await attempt(task, { run, journal, log });
    const room = { incompletes: store.incompletes, limit: parts.incompleteLimit };
    const outcome = await fitIncompletes(executed, task.program, room);
    task.onExecuted?.();
    await started;
    const isQuiet = outcome.status === 'success' || outcome.status === 'warning';
    journal.close({ whole: !isQuiet, inDoubt: outcome.inDoubt?.key });
    if (!isQuiet) await journal.flushed();
    if (outcome.incomplete.length > 0 && (await mayKeep(task))) {
      await storeIncompletes({ store, clock, random: services.random, events }, { task, run, outcome });
    }
    return finish({ task, run, outcome, log, journal });
  }

  function journalOf({ journal, lease, guard = () => undefined }: RunTask, { id }: ActiveRun): RunJournal {
    const { scope, known } = journal ?? { scope: id, known: [] };
    return createRunJournal({ runs: store.runs, scope, known, keepAll: lease === undefined, guard });
  }

  /** What execution gave; what it throws counts as its error, unless the journal failed: then nothing is certain. */
  async function attempt(task: RunTask, { run, journal, log }: Attempt): Promise<RunOutcome> {
    const { program, input, resume, pins } = task;
    if (input instanceof ConnectorError) return failed(input);
    try {
      return await executeScenario(program.compiled, {
        services,
        executionId: run.id,
        scenario: { id: program.id, name: program.name },
        connectionValues: parts.connectionValues,
        journal,
        stop: run.controller,
        counters: await parts.counters.read(program.id),
        ...(parts.dataStores !== undefined && { dataStores: parts.dataStores }),
        ...(input !== undefined && { trigger: input }),
        ...(resume !== undefined && { resume }),
        ...(task.turn !== undefined && { polling: task.turn.polling }),
        ...(pins !== undefined && { pins: { byModule: pins, isKept: task.lease === undefined } }),
        ...(task.onReply !== undefined && { onReply: task.onReply }),
        onOperationStart: (start) => {
          events.emit({ type: 'operation.started', scenarioId: program.id, runId: run.id, ...start });
        },
        onOperation: (operation) => {
          log.push(operation);
          events.emit({ type: 'operation.finished', scenarioId: program.id, runId: run.id, operation });
        },
      });
    } catch (thrown) {
      if (journal.isBroken()) throw thrown;
      return failed(toConnectorError(thrown));
    }
  }

  async function finish({ task, run, outcome, log, journal }: Ended): Promise<RunReport> {
    const at = clock.now();
    const { lease, program } = task;
    const settlement = lease?.settle(outcome, run.id, run.stopCause);
    const { status, operations, error } = outcome;
    const [kept] = await Promise.all([
      store.runs.finish(
        run.id,
        { status, endedAt: at, operations, error, steps: journal.left(), values: movedBy(task, outcome) },
        log,
        lease !== undefined && settlement !== undefined
          ? { seq: lease.seq, fence: lease.fence, settlement }
          : undefined,
      ),
      journal.flushed(),
      parts.counters.keep(program.id, outcome.counters),
    ]);
    if (kept) {
      events.emit({ type: 'run.finished', scenarioId: program.id, runId: run.id, status, operations, error, at });
    }
    if (kept && !looksAgain(task, outcome) && isOverForGood({ outcome, stopped: run.stopCause, settlement })) {
      // The end is kept already: what cannot be forgotten now goes when it is old.
      await forgetConfidential(scopeOf(task, run), program, parts).catch(() => undefined);
    }
    return { runId: run.id, outcome, kept, ...(settlement !== undefined && { settlement }) };
  }
}

interface Attempt {
  readonly run: ActiveRun;
  readonly journal: RunJournal;
  readonly log: OperationRecord[];
}

interface Ended extends Attempt {
  readonly task: RunTask;
  readonly outcome: RunOutcome;
}

function scopeOf({ journal }: RunTask, { id }: ActiveRun): RunId {
  return journal?.scope ?? id;
}

function mayKeep({ lease }: RunTask): Promise<boolean> {
  return lease === undefined ? Promise.resolve(true) : lease.holds();
}

function startRecord(id: RunId, { program, trigger }: RunTask, startedAt: number): RunRecord {
  return {
    id,
    scenarioId: program.id,
    scenarioVersion: program.version,
    status: 'running',
    trigger,
    startedAt,
    endedAt: null,
    operations: 0,
    error: null,
    apps: program.apps,
  };
}

/** The outcome of a run that ended before its first module. */
function failed(error: ConnectorError): RunOutcome {
  const { name, message, fix } = error;
  return {
    status: 'error',
    operations: 0,
    error: { name, message, fix },
    cause: error,
    incomplete: [],
    inDoubt: null,
    reply: null,
    counters: {},
    state: null,
  };
}
