import { counted } from './aria-names.ts';
import { worse, type SummedOperation } from './run-summary.ts';
import { isValues, own } from './values.ts';

/** How a run is doing that is being watched. */
export type LiveStatus = 'none' | 'waiting' | 'running' | 'success' | 'warning' | 'error' | 'stopped' | 'in-doubt';

/** How a module of it is doing. */
export interface LiveModule {
  /** Operations that have begun and are not over. */
  readonly running: number;
  readonly status: SummedOperation['status'];
  readonly operations: number;
  readonly bundles: number;
  readonly durationMs: number;
}

/** One line of the log. */
export interface LogLine {
  /** RFC 3339. */
  readonly at: string;
  readonly text: string;
  readonly tone: 'plain' | 'warning' | 'error';
}

/** A run as the events tell it. */
export interface LiveRun {
  readonly executionId: string | undefined;
  readonly status: LiveStatus;
  /** RFC 3339; undefined before it has started. */
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly modules: ReadonlyMap<number, LiveModule>;
  readonly operations: number;
  readonly log: readonly LogLine[];
}

/** What is watched of the runs of one scenario. */
export interface Watch {
  readonly run: LiveRun;
  /** Whether a run was asked for whose id is not known yet. */
  readonly isExpecting: boolean;
  /** Whether the run that is shown was asked for here. */
  readonly isMine: boolean;
  /** At which webhook the next delivery is waited for, and until when. */
  readonly wait: { readonly hookId: string | undefined; readonly until: string | undefined } | undefined;
  /** Runs that began meanwhile: one of them may be the expected one. */
  readonly candidates: ReadonlyMap<string, LiveRun>;
  /** A run that began while another one was looked at. */
  readonly newer: string | undefined;
}

/** What changes a watch. */
export type WatchChange =
  /** A run was asked for. */
  | { readonly type: 'asked' }
  /** It was not started. */
  | { readonly type: 'refused' }
  /** The server said which run it is, or that it waits. */
  | { readonly type: 'answered'; readonly executionId: string | null }
  /** A run of the history is to be shown. */
  | { readonly type: 'show'; readonly run: Pick<LiveRun, 'executionId' | 'status' | 'startedAt' | 'endedAt'> }
  /** The history has how the run ended; events may have been missed. */
  | { readonly type: 'settled'; readonly run: Pick<LiveRun, 'executionId' | 'status' | 'startedAt' | 'endedAt'> }
  /** The results are to be forgotten. */
  | { readonly type: 'clear' }
  /** Something happened on the server; `follows` says whether a run nobody asked for is followed. */
  | {
      readonly type: 'event';
      readonly name: string;
      readonly data: Readonly<Record<string, unknown>>;
      readonly follows: boolean;
    };

/** Nothing is watched. */
export const NO_RUN: LiveRun = {
  executionId: undefined,
  status: 'none',
  startedAt: undefined,
  endedAt: undefined,
  modules: new Map(),
  operations: 0,
  log: [],
};

export const NO_WATCH: Watch = {
  run: NO_RUN,
  isExpecting: false,
  isMine: false,
  wait: undefined,
  candidates: new Map(),
  newer: undefined,
};

/** Most runs and log lines that are remembered. */
const MOST_CANDIDATES = 20;
const MOST_LINES = 1000;

/** The watch after a change. Events are those of one scenario. */
export function watchAfter(watch: Watch, change: WatchChange): Watch {
  switch (change.type) {
    case 'asked':
      return { ...NO_WATCH, run: { ...NO_RUN, status: 'running' }, isExpecting: true, isMine: true };
    case 'refused':
    case 'clear':
      return NO_WATCH;
    case 'answered':
      return afterAnswer(watch, change.executionId);
    case 'show':
      return { ...NO_WATCH, run: { ...NO_RUN, ...change.run } };
    case 'settled':
      return change.run.executionId === watch.run.executionId
        ? { ...watch, run: atRest({ ...watch.run, ...change.run }) }
        : watch;
    default:
      return EVENTS[change.name]?.(watch, change.data, change.follows) ?? watch;
  }
}

type AfterEvent = (watch: Watch, data: Readonly<Record<string, unknown>>, follows: boolean) => Watch;

const EVENTS: Readonly<Record<string, AfterEvent | undefined>> = {
  'execution.started'(watch, data, follows) {
    const execution = own(data, 'execution');
    const id = textAt(execution, 'id');
    const at = textAt(execution, 'startedAt');
    if (id === undefined) return watch;
    const begun = logged({ ...NO_RUN, executionId: id, status: 'running', startedAt: at }, at, 'Run started');
    // The answer may come before the event.
    if (id === watch.run.executionId) return watch.run.log.length > 0 ? watch : { ...watch, run: begun };
    if (watch.isExpecting) return { ...watch, candidates: remembered(watch.candidates, id, begun) };
    if (watch.run.status === 'running') return watch;
    return follows ? { ...NO_WATCH, run: begun } : { ...watch, newer: id };
  },
  'execution.waiting'(watch, data) {
    if (!watch.isExpecting) return watch;
    const wait = { hookId: textAt(data, 'hookId'), until: textAt(data, 'until') };
    return { ...watch, wait, run: { ...watch.run, status: 'waiting' } };
  },
  'execution.wait-ended'(watch, data) {
    const id = textAt(data, 'executionId');
    if (!watch.isExpecting) return watch;
    return id === undefined ? NO_WATCH : chosen(watch, id);
  },
  'operation.started': (watch, data) =>
    onRun(watch, data, (run) => {
      const moduleId = numberAt(data, 'moduleId');
      return moduleId === undefined
        ? run
        : withModule(run, moduleId, (module) => ({ ...module, running: module.running + 1 }));
    }),
  'operation.finished': (watch, data) => onRun(watch, data, (run) => afterOperation(run, own(data, 'operation'))),
  'execution.finished': (watch, data) =>
    onRun(watch, data, (run) => {
      const status = textAt(data, 'status') as LiveStatus | undefined;
      const endedAt = textAt(data, 'at');
      return logged(atRest({ ...run, status: status ?? 'success', endedAt }), endedAt, `Run ended: ${status}`);
    }),
};

/** A run that is over: no module of it runs any more. */
function atRest(run: LiveRun): LiveRun {
  return { ...run, modules: new Map([...run.modules].map(([id, module]) => [id, { ...module, running: 0 }])) };
}

function afterAnswer(watch: Watch, executionId: string | null): Watch {
  if (executionId !== null) return chosen(watch, executionId);
  return {
    ...watch,
    wait: watch.wait ?? { hookId: undefined, until: undefined },
    run: { ...watch.run, status: 'waiting' },
  };
}

/** The run that was expected: what is known of it already, or that it runs. */
function chosen({ run, candidates }: Watch, id: string): Watch {
  if (run.executionId === id) return { ...NO_WATCH, run, isMine: true };
  return { ...NO_WATCH, run: candidates.get(id) ?? { ...NO_RUN, executionId: id, status: 'running' }, isMine: true };
}

function onRun(watch: Watch, data: unknown, change: (run: LiveRun) => LiveRun): Watch {
  const id = textAt(data, 'executionId');
  if (id === undefined) return watch;
  if (id === watch.run.executionId) return { ...watch, run: change(watch.run) };
  const candidate = watch.candidates.get(id);
  return candidate === undefined
    ? watch
    : { ...watch, candidates: remembered(watch.candidates, id, change(candidate)) };
}

function remembered(candidates: ReadonlyMap<string, LiveRun>, id: string, run: LiveRun): ReadonlyMap<string, LiveRun> {
  if (candidates.size >= MOST_CANDIDATES && !candidates.has(id)) return candidates;
  return new Map([...candidates, [id, run]]);
}

function afterOperation(run: LiveRun, operation: unknown): LiveRun {
  const moduleId = numberAt(operation, 'moduleId');
  if (!isValues(operation) || moduleId === undefined) return run;
  const status = textAt(operation, 'status') as LiveModule['status'];
  const [bundles, durationMs] = [numberAt(operation, 'bundles') ?? 0, numberAt(operation, 'durationMs') ?? 0];
  const changed = withModule(run, moduleId, (module) => ({
    running: Math.max(0, module.running - 1),
    status: worse(module.status, status),
    operations: module.operations + 1,
    bundles: module.bundles + bundles,
    durationMs: module.durationMs + durationMs,
  }));
  const line = operationLine({ moduleId, label: textAt(operation, 'label') ?? '', status, bundles });
  const at = textAt(operation, 'startedAt') ?? '';
  return withLine({ ...changed, operations: run.operations + 1 }, { at, ...line });
}

/** What the log says of an operation that is over. */
export function operationLine({
  moduleId,
  label,
  status,
  bundles,
}: {
  readonly moduleId: number;
  readonly label: string;
  readonly status: SummedOperation['status'];
  readonly bundles: number;
}): Omit<LogLine, 'at'> {
  return { text: `${moduleId} ${label}: ${status}, ${counted(bundles, 'bundle')}`, tone: TONES[status] ?? 'plain' };
}

const TONES: Readonly<Record<string, LogLine['tone']>> = { warning: 'warning', 'in-doubt': 'warning', error: 'error' };
const IDLE: LiveModule = { running: 0, status: 'skipped', operations: 0, bundles: 0, durationMs: 0 };

function withModule(run: LiveRun, id: number, change: (module: LiveModule) => LiveModule): LiveRun {
  return { ...run, modules: new Map([...run.modules, [id, change(run.modules.get(id) ?? IDLE)]]) };
}

function withLine(run: LiveRun, line: LogLine): LiveRun {
  return { ...run, log: [...run.log, line].slice(-MOST_LINES) };
}

function logged(run: LiveRun, at: string | undefined, text: string): LiveRun {
  return withLine(run, { at: at ?? '', text, tone: 'plain' });
}

function textAt(value: unknown, key: string): string | undefined {
  const found = own(value, key);
  return typeof found === 'string' ? found : undefined;
}

function numberAt(value: unknown, key: string): number | undefined {
  const found = own(value, key);
  return typeof found === 'number' ? found : undefined;
}
