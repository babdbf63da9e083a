import { ConnectorError } from '../../core/errors.ts';
import type { EndHalt } from './halt.ts';
import type { Run } from './run-state.ts';

/** Most modules one run may execute unless told otherwise. */
const OPERATION_LIMIT = 10_000;
/** After so many operations the run lets others have a turn. */
const OPERATIONS_PER_TURN = 100;

/** Whether the run may execute one more module; undefined when it may. */
export async function checkpoint(run: Run): Promise<EndHalt | undefined> {
  run.visits += 1;
  if (run.visits % OPERATIONS_PER_TURN === 0) await nextTurn();
  if (run.signal.aborted) return stopped(run);
  const limit = run.context.operationLimit ?? OPERATION_LIMIT;
  if (run.operations < limit) return undefined;
  const error = new ConnectorError(
    'OperationsLimitExceededError',
    `The run executed ${limit} modules, the most it may.`,
  );
  return { type: 'end', status: 'error', error };
}

/** How a run ends that was told to stop: by the caller, or because it took too long. */
export function stopped(run: Run): EndHalt {
  const { reason } = run.signal as { readonly reason: unknown };
  if (reason instanceof ConnectorError && reason.name === 'ScenarioTimeoutError') {
    return { type: 'end', status: 'error', error: reason };
  }
  const error = new ConnectorError('ExecutionInterruptedError', 'The run was stopped before its end.', {
    cause: reason,
  });
  return { type: 'end', status: 'stopped', error };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
