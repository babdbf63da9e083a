import type { PollingState } from '../../communication/polling.ts';
import type { ConnectorError } from '../../core/errors.ts';
import type { Collection } from '../../core/json.ts';
import type { Secret } from '../../core/secret.ts';
import type { Evaluation } from '../../iml/evaluation.ts';
import type { StoredError } from '../../store/records.ts';
import type { CompiledScenario } from '../blueprint/compiled-scenario.ts';
import type { ConnectionAccess } from './connection-access.ts';
import type { IncompleteExecution, InDoubt } from './outcome.ts';
import type { RunContext } from './run-context.ts';
import type { Step } from '../blueprint/step.ts';
import type { WebhookReply } from './webhook-reply.ts';

/** What one run carries from operation to operation. */
export interface Run {
  readonly scenario: CompiledScenario;
  readonly context: RunContext;
  /** Aborted by the caller, or when the run takes too long. */
  readonly signal: AbortSignal;
  /** Outputs of completed operations by key. */
  readonly completed: Map<string, readonly Collection[]>;
  /** Bundles that were put aside: the step they are behind and their path, as {@link keyOf} writes it. */
  readonly held: Set<string>;
  /** Bundles a person gave for an operation that failed, by key: it is not called again. */
  readonly substitutes: Map<string, readonly Collection[]>;
  /** Values of the modules that set variables. */
  readonly variables: Map<string, unknown>;
  /** Counters of the modules that count, by module id; those that outlive the run are `kept`. */
  readonly counters: Map<string, number>;
  readonly keptCounters: Set<string>;
  readonly incomplete: IncompleteExecution[];
  /** Journal writes under way. */
  readonly journaling: Promise<void>[];
  readonly connections: Map<string, ConnectionAccess>;
  /** Values that must not be logged: those of the connections used so far, and credentials of HTTP modules. */
  readonly secrets: Secret[];
  /** Replaces them in a text. */
  redact: (text: string) => string;
  /** Bundles of the first module, once it has given them. */
  triggerBundles: readonly Collection[] | null;
  /** Modules executed. */
  operations: number;
  /** Modules executed or taken over from an earlier attempt. */
  visits: number;
  /** Something happened a person should know, though the run goes on. */
  warned: boolean;
  reply: WebhookReply | null;
  /** Where a polling trigger stands after this run. */
  polled: PollingState | undefined;
  inDoubt: InDoubt | null;
  /** Why the journal could not be kept; the run must not go on. */
  broken: { readonly error: unknown } | undefined;
}

/** A fresh run. */
export function createRun(scenario: CompiledScenario, context: RunContext, signal: AbortSignal): Run {
  return {
    scenario,
    context,
    signal,
    completed: new Map(),
    held: new Set(),
    substitutes: new Map(),
    variables: new Map(),
    counters: new Map(Object.entries(context.counters ?? {})),
    keptCounters: new Set(Object.keys(context.counters ?? {})),
    incomplete: [],
    journaling: [],
    connections: new Map(),
    secrets: [],
    redact: (text) => text,
    triggerBundles: null,
    operations: 0,
    visits: 0,
    warned: false,
    reply: null,
    polled: undefined,
    inDoubt: null,
    broken: undefined,
  };
}

/** What an expression of the scenario may read at one place of the flow. */
export function evaluationOf(run: Run, variables: Readonly<Collection>): Evaluation {
  const { clock, random, timezone, limits } = run.context.services;
  return { variables, clock, random, timezone, limits: limits.expression };
}

/** The error as the history keeps it; nothing of the data in a confidential scenario. */
export function storedError(error: ConnectorError, step: Step | undefined, run: Run): StoredError {
  const { confidential } = run.scenario.settings;
  return {
    name: error.name,
    message: run.redact(error.message),
    fix: error.fix,
    ...(step !== undefined && { moduleId: step.id }),
    ...(error.upstream !== undefined && !confidential && { upstream: redactedUpstream(error.upstream, run) }),
    ...(error.problems.length > 0 && !confidential && { problems: redactedProblems(error.problems, run) }),
  };
}

/** The name of one operation: module id and the bundle numbers that led to it. */
export function keyOf(step: Step, path: string): string {
  return path === '' ? String(step.id) : `${step.id}:${path}`;
}

/** So many say what is wrong; a form may have thousands of them. */
const MOST_PROBLEMS = 20;

function redactedProblems(problems: ConnectorError['problems'], run: Run): NonNullable<StoredError['problems']> {
  return problems.slice(0, MOST_PROBLEMS).map(({ pointer, severity, code, message, fix }) => ({
    pointer,
    severity,
    code,
    message: run.redact(message),
    ...(fix !== undefined && { fix }),
  }));
}

function redactedUpstream(
  upstream: NonNullable<StoredError['upstream']>,
  run: Run,
): NonNullable<StoredError['upstream']> {
  return { status: upstream.status, body: run.redact(upstream.body) };
}
