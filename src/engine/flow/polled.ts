import { readPollingState, type PollingState } from '../../communication/polling.ts';
import type { Run } from './run-state.ts';

/** The entry of a journal beside that of the trigger: where the trigger stands once its bundles are worked off. */
const POLLED_KEY = '$polled';

/** Remembers where the trigger stands now; it counts once the run has ended well. */
export function rememberPolled(state: PollingState, run: Run): void {
  run.polled = state;
  // Written together with the bundles, which are completed right after it.
  const kept = run.context.journal?.complete(POLLED_KEY, [{ ...state }]);
  kept?.catch(() => undefined);
  if (kept !== undefined) run.journaling.push(kept);
}

/** Takes over what an earlier attempt remembered. */
export function recallPolled(run: Run): void {
  const known = run.context.journal?.recall(POLLED_KEY);
  const state = known?.state === 'done' ? readPollingState(known.outputs[0]) : undefined;
  if (state !== undefined) run.polled = state;
}
