import type { Collection } from '../../core/json.ts';
import type { Run } from './run-state.ts';
import { encodeBundles } from './snapshot.ts';
import type { Step } from '../blueprint/step.ts';

/** An operation that is over, and what it gave. */
export interface CompletedOperation {
  readonly step: Step;
  readonly key: string;
  readonly bundles: readonly Collection[];
}

/** Remembers a completed operation in the run and in its journal. */
export function completeOperation({ step, key, bundles }: CompletedOperation, run: Run): void {
  if (step.role.type !== 'operation' || !step.role.journaled) return;
  run.completed.set(key, bundles);
  const { journal } = run.context;
  if (journal === undefined) return;
  const kept = journal.complete(key, encodeBundles(bundles));
  if (kept === undefined) return;
  kept.catch(() => undefined);
  run.journaling.push(kept);
}
