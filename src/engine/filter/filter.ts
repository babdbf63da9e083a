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
  const groups = compileGroups(raw['conditions'], pointerTo(pointer, 'conditions'), findings).filter(
    (group) => group.length > 0,
  );
  if (groups.length === 0) return undefined;
  return {
    name,
    passes: (evaluation) => groups.some((group) => group.every((condition) => holds(condition, evaluation))),
  };
}

/** One comparison. */
export interface Condition {
  readonly a: CompiledValue;
  /** Absent when the operator looks at one operand only. */
  readonly b?: CompiledValue;
  /** Absent when there is no such operator; then the condition never holds, as `problem` says. */
  readonly operator?: Operator;
  readonly problem?: Problem;
}

/** Compiles the conditions `[[{a, o, b}]]` of a filter. */
export function compileGroups(raw: unknown, pointer: string, findings: Findings): readonly (readonly Condition[])[] {
  if (!Array.isArray(raw)) return [];
  return raw.map((group: unknown, index) => {
    const list: readonly unknown[] = Array.isArray(group) ? group : [group];
    const at = pointerTo(pointer, index);
    return list.map((condition, place) => compileCondition(condition, pointerTo(at, place), findings));
  });
}

/** Whether a bundle meets a condition. @throws ConnectorError what its expressions or a pattern raise. */
export function holds({ a, b, operator }: Condition, evaluation: Evaluation): boolean {
  return operator !== undefined && operator.test(a.evaluate(evaluation), b?.evaluate(evaluation));
}

function compileCondition(raw: unknown, pointer: string, findings: Findings): Condition {
  const condition = isCollection(raw) ? raw : {};
  const name = typeof condition['o'] === 'string' && condition['o'] !== '' ? condition['o'] : 'exist';
  const operator = findOperator(name);
  const a = compileMapped(condition['a'], pointerTo(pointer, 'a'), findings);
  if (operator?.unary === true) return { a, operator };
  const b = compileMapped(condition['b'], pointerTo(pointer, 'b'), findings);
  if (operator !== undefined) return { a, b, operator };
  const problem = unknownOperator(name, pointerTo(pointer, 'o'));
  findings.problems.push(problem);
  return { a, b, problem };
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
