import type { Collection } from '../../core/json.ts';
import type { OperationRole, Performed, Step } from '../blueprint/step.ts';
import { completeOperation } from './completion.ts';
import { logOperation } from './operation-log.ts';
import type { Run } from './run-state.ts';

/** Outputs a person gave for modules, which are then not called. */
export interface Pins {
  readonly byModule: ReadonlyMap<number, readonly Collection[]>;
  /** Whether a replay of the run takes them over; never when its journal is that of a delivery, whose retries are real. */
  readonly isKept: boolean;
}

/** The pinned outputs of a step, if it has any; an empty list is one. */
export function pinnedOutputs(step: Step, run: Run): readonly Collection[] | undefined {
  return run.context.pins?.byModule.get(step.id);
}

/** Gives the pinned outputs as if the module had just made them. */
export function performPinned(
  { step, role, key }: { readonly step: Step; readonly role: OperationRole; readonly key: string },
  bundles: readonly Collection[],
  run: Run,
): Performed {
  if (run.context.pins?.isKept === true) completeOperation({ step, key, bundles }, run);
  role.restore?.(bundles, step, run);
  const startedAt = run.context.services.clock.now();
  const nothing = { input: {}, exchanges: [], warnings: [], write: false };
  logOperation({ step, key, startedAt, ...nothing, bundles, pinned: true }, run);
  return { bundles };
}
