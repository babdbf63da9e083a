import type { Collection } from '../../core/json.ts';
import { ownValue } from '../../core/json.ts';
import { looseNumber } from '../../iml/coerce.ts';
import type { Place } from './branching.ts';
import type { DirectiveHalt, HoldHalt } from './halt.ts';
import { logControl } from './operation-log.ts';
import { evaluationOf, keyOf } from './run-state.ts';
import type { DirectiveName, DirectiveRole, Step } from '../blueprint/step.ts';

/** Ends an error handler the way its directive says. @throws ConnectorError what its mapping raises. */
export function applyDirective(step: Step, { directive }: DirectiveRole, { scope, flow }: Place): DirectiveHalt {
  const input = step.mapping.evaluate(evaluationOf(flow.run, scope.variables));
  const outputs = directive === 'resume' ? [input] : [];
  logControl({ step, key: keyOf(step, scope.path), outputs }, flow.run);
  return HALTS[directive](input);
}

const HALTS: Readonly<Record<DirectiveName, (input: Collection) => DirectiveHalt>> = {
  resume: (bundle) => ({ type: 'resume', bundle }),
  ignore: () => ({ type: 'ignore' }),
  commit: () => ({ type: 'commit' }),
  rollback: () => ({ type: 'rollback' }),
  break: (input) => ({ type: 'break', retry: retryOf(input) }),
};

const MINUTE_MS = 60_000;

/** Numbers may be written as text. */
function retryOf(input: Collection): HoldHalt['retry'] {
  const wanted = ownValue(input, 'retry');
  if (wanted !== true && wanted !== 'true' && wanted !== 1) return null;
  return {
    count: positive(ownValue(input, 'count'), 3),
    intervalMs: positive(ownValue(input, 'interval'), 15) * MINUTE_MS,
  };
}

function positive(value: unknown, otherwise: number): number {
  const number = looseNumber(value);
  return number !== undefined && Number.isFinite(number) && number > 0 ? number : otherwise;
}
