import { ConnectorError } from '../core/errors.ts';
import type { Evaluation } from './evaluation.ts';

/** One evaluation under way: what it may read and how many steps are left. */
export interface Scope {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly evaluation: Evaluation;
  steps: number;
}

/** A fresh budget for one evaluation. */
export function startScope(evaluation: Evaluation): Scope {
  return { variables: evaluation.variables, evaluation, steps: evaluation.limits.steps };
}

/**
 * Takes `count` steps off the budget.
 * @throws ConnectorError `ExpressionError` when none are left.
 */
export function spend(scope: Scope, count: number): void {
  scope.steps -= count;
  if (scope.steps < 0) {
    throw new ConnectorError(
      'ExpressionError',
      `The expression needs more than ${scope.evaluation.limits.steps} evaluation steps.`,
      { fix: 'Work on less data at once, or split the expression.' },
    );
  }
}

/**
 * Refuses a text that is or would be `length` characters long when that is over the budget.
 * @throws ConnectorError `ExpressionError`.
 */
export function allowLength(length: number, evaluation: Evaluation): void {
  const { outputLength } = evaluation.limits;
  if (length > outputLength) {
    throw new ConnectorError(
      'ExpressionError',
      `The expression produces a text longer than ${outputLength} characters.`,
      {
        fix: 'Work on less data at once.',
      },
    );
  }
}

/** How many steps it costs a function to look at `value`: a long text or list costs more. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length >> 8;
  if (Array.isArray(value)) return value.length;
  return value instanceof Uint8Array ? value.length >> 8 : 0;
}
