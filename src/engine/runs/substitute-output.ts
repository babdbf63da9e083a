import { ConnectorError } from '../../core/errors.ts';
import { isCollection, type Collection, type Json } from '../../core/json.ts';
import type { IncompleteRecord } from '../../store/records.ts';
import { withSubstitute } from '../flow/resume-state.ts';
import type { Program } from './programs.ts';

/**
 * The state of an incomplete execution in which the failed module counts as done, with these bundles as its output.
 * @throws ConnectorError `ConflictError` when it does not wait at a module that gives bundles.
 */
export function stateWithOutput(
  { id, moduleId, state }: IncompleteRecord,
  output: readonly Collection[],
  { compiled }: Pick<Program, 'compiled'>,
): Json {
  const kept = isCollection(state) ? state : {};
  const step = compiled.stepsById.get(moduleId);
  const key = kept['key'];
  if (typeof key !== 'string' || step === undefined || !GIVES_BUNDLES.has(step.role.type)) {
    throw new ConnectorError(
      'ConflictError',
      `The incomplete execution ${id} does not wait at a module that gives bundles: an output cannot stand in for it.`,
      { fix: 'Correct the cause and retry it, or resolve it without an output.' },
    );
  }
  return { ...kept, execution: withSubstitute(kept['execution'] ?? null, key, output) };
}

/** Routers, directives and aggregators steer bundles; nothing they gave would go on. */
const GIVES_BUNDLES: ReadonlySet<string> = new Set(['operation', 'merge']);
