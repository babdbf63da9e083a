import type { HoldHalt } from './halt.ts';
import type { IncompleteExecution } from './outcome.ts';
import { encodeState, type Pass } from './resume-state.ts';
import { keyOf, storedError, type Run } from './run-state.ts';

/** Puts a bundle aside, with everything needed to go on with it later; without a pass it is the whole run. */
export function hold({ failure, retry }: HoldHalt, pass: Pass | undefined, run: Run): void {
  const { step, key, error } = failure;
  run.warned = true;
  if (pass !== undefined) run.held.add(keyOf(pass.step, pass.scope.path));
  const incomplete: IncompleteExecution = {
    moduleId: step.id,
    key,
    error: storedError(error, step, run),
    retry,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    state: encodeState(run, pass),
  };
  run.incomplete.push(incomplete);
}
