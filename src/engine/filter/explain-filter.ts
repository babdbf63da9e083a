import { ConnectorError } from '../../core/errors.ts';
import type { Evaluation } from '../../iml/evaluation.ts';
import { compileFilter, compileGroups, holds, type Condition } from './filter.ts';

/** What became of one condition. */
export interface ExplainedCondition {
  readonly passes: boolean;
  /** The operands, evaluated; undefined where that failed. */
  readonly a: unknown;
  /** Absent when the operator looks at one operand only. */
  readonly b?: unknown;
  /** Why it could not be judged. */
  readonly error: string | null;
}

/** What became of a filter. */
export interface ExplainedFilter {
  /** False also when a run would fail at it. */
  readonly passes: boolean;
  readonly groups: readonly (readonly ExplainedCondition[])[];
}

/** Judges the conditions `[[{a, o, b}]]` of a filter one by one, and all together as a run does. */
export function explainFilter(conditions: unknown, evaluation: Evaluation): ExplainedFilter {
  const findings = { problems: [] };
  const filter = compileFilter({ conditions }, '', findings);
  const groups = compileGroups(conditions, '', findings);
  return {
    passes: filter === undefined || attempt(() => filter.passes(evaluation)).value === true,
    groups: groups.map((group) => group.map((condition) => explain(condition, evaluation))),
  };
}

function explain(condition: Condition, evaluation: Evaluation): ExplainedCondition {
  const { a, b, problem } = condition;
  const first = attempt(() => a.evaluate(evaluation));
  const second = attempt(() => b?.evaluate(evaluation));
  const outcome = attempt(() => holds(condition, evaluation));
  return {
    passes: outcome.value === true,
    a: first.value,
    ...(b !== undefined && { b: second.value }),
    error: problem?.message ?? outcome.error ?? null,
  };
}

function attempt<Value>(evaluate: () => Value): { readonly value?: Value; readonly error?: string } {
  try {
    return { value: evaluate() };
  } catch (error) {
    if (error instanceof ConnectorError) return { error: error.message };
    throw error;
  }
}
