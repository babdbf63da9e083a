import type { ConnectorError } from '../../core/errors.ts';
import type { Collection, Json } from '../../core/json.ts';
import { stopped } from './checkpoint.ts';
import { completeOperation } from './completion.ts';
import type { Flow } from './flow.ts';
import type { EndHalt, Halt, HoldHalt } from './halt.ts';
import type { Scope } from './scope.ts';
import type { Step } from '../blueprint/step.ts';

/** An operation that failed. */
export interface Failure {
  readonly error: ConnectorError;
  readonly step: Step;
  readonly key: string;
  /** The redacted request of a write that may have been carried out. */
  readonly inDoubt?: Json;
}

/** Goes on after a failure as the error handler, the settings and the kind of error say. */
export async function fail(failure: Failure, scope: Scope, flow: Flow): Promise<Halt | undefined> {
  const { step, error } = failure;
  const { run } = flow;
  if (run.signal.aborted) return failure.inDoubt === undefined ? stopped(run) : inDoubt(failure, flow);
  if (step.onError !== undefined) return handle(failure, step.onError, { scope, flow });
  if (error.row.disposition === 'warn') {
    run.warned = true;
    remember(failure, [], flow);
    return undefined;
  }
  return unhandled(failure, scope, flow);
}

/** Runs the error handler; its directive decides. A handler that ends without one drops the bundle. */
async function handle(
  failure: Failure,
  handler: Step,
  { scope, flow }: { readonly scope: Scope; readonly flow: Flow },
): Promise<Halt | undefined> {
  const { step, error, key } = failure;
  const shown = { error: { message: flow.run.redact(error.message), type: error.name } };
  const progress = { ended: false };
  const inner: Scope = {
    ...scope,
    variables: { ...scope.variables, [step.id]: shown },
    latest: shown,
    handler: progress,
  };
  const halt = await flow.walk(handler, inner);
  switch (halt?.type) {
    case undefined:
      if (!progress.ended) return unhandled(failure, scope, flow);
      remember(failure, [], flow);
      return undefined;
    case 'ignore':
      remember(failure, [], flow);
      return undefined;
    case 'resume':
      remember(failure, [halt.bundle], flow);
      return flow.feed(step, [halt.bundle], scope);
    case 'break':
      return putAside(failure, halt.retry, flow);
    case 'commit':
      return { type: 'end', status: 'success' };
    case 'rollback':
      return failure.inDoubt === undefined
        ? { type: 'end', status: 'error', error, step, key }
        : inDoubt(failure, flow);
    default:
      return halt;
  }
}

function unhandled(failure: Failure, scope: Scope, flow: Flow): Halt {
  const { step, error, key } = failure;
  const { scenario } = flow.run;
  if (failure.inDoubt !== undefined) return inDoubt(failure, flow);
  const isFirst = step === scenario.first;
  if (scenario.settings.dlq && !isFirst && scope.handler === undefined) return { type: 'hold', failure, retry: null };
  return { type: 'end', status: 'error', error, step, key };
}

/** Break needs a place to keep the bundle; without one the run fails. */
function putAside(failure: Failure, retry: HoldHalt['retry'], flow: Flow): Halt {
  if (failure.inDoubt !== undefined) return inDoubt(failure, flow);
  if (flow.run.scenario.settings.dlq) return { type: 'hold', failure, retry };
  return { type: 'end', status: 'error', error: failure.error, step: failure.step, key: failure.key };
}

/** Nothing is repeated before a person has looked: the run ends. */
function inDoubt({ step, key, error, inDoubt: request = null }: Failure, { run }: Flow): EndHalt {
  run.inDoubt = { moduleId: step.id, key, request };
  return { type: 'end', status: 'in-doubt', error, step, key };
}

/** A dealt-with failure counts as completed, so that a repeated run does not try it again. */
function remember({ step, key }: Failure, bundles: readonly Collection[], flow: Flow): void {
  completeOperation({ step, key, bundles }, flow.run);
}
