import { isCollection } from '../../core/json.ts';
import { pointerTo, type Problem } from '../../core/source.ts';
import { didYouMean } from '../../core/suggest.ts';
import type { Evaluation } from '../../iml/evaluation.ts';
import type { CompiledValue } from '../../iml/value.ts';
import { compileMapped, type Findings } from '../blueprint/findings.ts';
import { findOperator, OPERATORS } from './operators.ts';
import type { Operator } from './operators/operator.ts';

/** A condition for bundles; it holds when every condition of one of its groups holds. */
export interface Filter {
  readonly name: string;
  /** @throws ConnectorError what an expression of the filter raises. */
  passes(evaluation: Evaluation): boolean;
}

/**
 * Compiles `{name, conditions: [[{a, o, b}]]}`: the outer list is OR, the inner AND. No conditions at all always pass; a
 * condition that cannot be read never does, and is reported in `findings`.
 */
export function compileFilter(raw: unknown, pointer: string, findings: Findings): Filter | undefined {
  if (!isCollection(raw)) return undefined;
  const name = typeof raw['name'] === 'string' ? raw['name'] : '';
  const groups = compileGroups(raw['conditions'], pointerTo(pointer, 'conditions'), findings);
  if (groups.length === 0) return undefined;
  return {
    name,
    passes: (evaluation) => groups.some((group) => group.every((condition) => condition(evaluation))),
  };
}

type Condition = (evaluation: Evaluation) => boolean;

function compileGroups(raw: unknown, pointer: string, findings: Findings): readonly (readonly Condition[])[] {
  if (!Array.isArray(raw)) return [];
  return raw
    .map((group: unknown, index) => {
      const list: readonly unknown[] = Array.isArray(group) ? group : [group];
      const at = pointerTo(pointer, index);
      return list.map((condition, place) => compileCondition(condition, pointerTo(at, place), findings));
    })
    .filter((group) => group.length > 0);
}

function compileCondition(raw: unknown, pointer: string, findings: Findings): Condition {
  const condition = isCollection(raw) ? raw : {};
  const name = typeof condition['o'] === 'string' && condition['o'] !== '' ? condition['o'] : 'exist';
  const operator = findOperator(name);
  if (operator === undefined) {
    findings.problems.push(unknownOperator(name, pointerTo(pointer, 'o')));
    return () => false;
  }
  const a = compileMapped(condition['a'], pointerTo(pointer, 'a'), findings);
  const b = operator.unary ? undefined : compileMapped(condition['b'], pointerTo(pointer, 'b'), findings);
  return (evaluation) => holds(operator, [a, b], evaluation);
}

function holds(
  operator: Operator,
  [a, b]: readonly [CompiledValue, CompiledValue | undefined],
  evaluation: Evaluation,
): boolean {
  return operator.test(a.evaluate(evaluation), b?.evaluate(evaluation));
}

function unknownOperator(name: string, pointer: string): Problem {
  return {
    pointer,
    severity: 'error',
    code: 'UNKNOWN_OPERATOR',
    message: `There is no filter operator "${name}".${didYouMean(name, OPERATORS.keys())}`,
    fix: 'Choose an operator from the list; until then nothing passes this filter.',
  };
}
