import { ConnectorError } from '../core/errors.ts';
import { positionAt, type Problem } from '../core/source.ts';

/** A place in a source text that an error speaks of. */
export interface Place {
  readonly source: string;
  /** Character offset in `source`. */
  readonly at: number;
}

/** What is wrong with an expression, before it has a position. */
export interface Finding {
  /** For example `IML_SYNTAX`. */
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** A finding with its line and column. */
export function problemAt(place: Place, finding: Finding): Problem {
  return { pointer: '', position: positionAt(place.source, place.at), severity: 'error', ...finding };
}

/** One `ExpressionError` for all problems found; its message is the first one with its position. */
export function expressionError(problems: readonly Problem[], cause?: unknown): ConnectorError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const message = first === undefined ? 'The expression cannot be read.' : `${sentenceOf(first)}${more}`;
  return new ConnectorError('ExpressionError', message, {
    problems,
    ...(first?.fix === undefined ? {} : { fix: first.fix }),
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A single finding as an error ready to throw. */
export function failAt(place: Place, finding: Finding): ConnectorError {
  return expressionError([problemAt(place, finding)]);
}

/** A mistake in the grammar, ready to throw. */
export function syntaxError(place: Place, message: string, fix: string): ConnectorError {
  return failAt(place, { code: 'IML_SYNTAX', message, fix });
}

function sentenceOf(problem: Problem): string {
  const { position } = problem;
  return position === undefined
    ? problem.message
    : `${problem.message} (line ${position.line}, column ${position.column})`;
}
