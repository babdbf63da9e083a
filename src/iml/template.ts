import { ConnectorError } from '../core/errors.ts';
import { DEFAULT_LIMITS, type ExpressionLimits } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import { startScope, allowLength, type Scope } from './budget.ts';
import { textOf } from './coerce.ts';
import type { Evaluation, ImlMode, OwnFunctions } from './evaluation.ts';
import { prepareExpression, type PreparedExpression } from './expression.ts';
import { expressionError, failAt, problemAt } from './problem.ts';
import { splitTemplate, type Piece } from './split.ts';

/** How a template is compiled. */
export interface CompileOptions {
  readonly mode: ImlMode;
  /** Functions the app defines itself; `any`: every name may be one, for a template that is read and never evaluated. */
  readonly functions?: OwnFunctions | 'any';
  readonly limits?: ExpressionLimits;
}

/** One compiled expression, without its braces. */
export interface Expression {
  readonly source: string;
  /** Root variable names read anywhere in it, for example `parameters`. */
  readonly roots: ReadonlySet<string>;
  /** Names of the functions called anywhere in it. */
  readonly calls: ReadonlySet<string>;
  /** Name of the function when the whole expression is one call, for example `encodeURL`. */
  readonly outermostCall?: string;
  /** The keyword when the whole expression is one, for example `emptystring`. */
  readonly keyword?: string;
  /** Paths read, up to the first index: `['parameters', 'phoneNumber']`. */
  readonly paths: readonly (readonly string[])[];
  /**
   * The value, with its type.
   * @throws ConnectorError `DataError` for a value a function cannot use, `ExpressionError` over a budget.
   */
  evaluate(evaluation: Evaluation): unknown;
}

/** A compiled text with `{{expressions}}` in it. */
export interface Template {
  readonly source: string;
  /** Literal texts and expressions in order. */
  readonly parts: readonly (string | Expression)[];
  /** No expression in it: the value is the literal text. */
  readonly isStatic: boolean;
  readonly roots: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
  /** The value of the only expression with its type, else the parts joined to a text. Throws as an expression does. */
  evaluate(evaluation: Evaluation): unknown;
}

/**
 * Compiles a text once; evaluating it afterwards only calls closures.
 *
 * @example
 * compileTemplate('Hello {{parameters.name}}', { mode: 'app' }).evaluate(evaluation) // 'Hello Ada'
 * compileTemplate('{{body.items}}', { mode: 'app' }).evaluate(evaluation) // the array itself
 * @throws ConnectorError `ExpressionError` whose `problems` hold every mistake with its position in `source`.
 */
export function compileTemplate(source: string, options: CompileOptions): Template {
  if (!source.includes('{')) return staticTemplate(source, unescapeBraces(source));
  const limits = checkLength(source, options);
  const problems: Problem[] = [];
  const parts = splitTemplate(source).map((piece) => compilePiece(source, piece, { ...options, limits, problems }));
  if (problems.length > 0) throw expressionError(problems);
  const prepared = parts.filter((part) => typeof part !== 'string');
  if (prepared.length === 0) return staticTemplate(source, parts.filter((part) => typeof part === 'string').join(''));
  return {
    source,
    parts: parts.map((part) => (typeof part === 'string' ? part : expressionOf(part))),
    isStatic: false,
    roots: unionOf(prepared.map((part) => part.roots)),
    calls: unionOf(prepared.map((part) => part.calls)),
    evaluate: evaluator(parts),
  };
}

/**
 * Compiles one expression written without braces, for example a condition.
 * @throws ConnectorError `ExpressionError` whose `problems` hold every mistake with its position in `source`.
 */
export function compileExpression(source: string, options: CompileOptions): Expression {
  const problems: Problem[] = [];
  const limits = checkLength(source, options);
  const piece = { type: 'expression', start: 0, end: source.length } as const;
  const prepared = compilePiece(source, piece, { ...options, limits, problems });
  if (problems.length > 0 || typeof prepared === 'string') throw expressionError(problems);
  return expressionOf(prepared);
}

interface PieceOptions extends CompileOptions {
  readonly limits: ExpressionLimits;
  readonly problems: Problem[];
}

/** Collects the mistakes, so that all expressions of a template are checked at once. */
function compilePiece(source: string, piece: Piece, options: PieceOptions): string | PreparedExpression {
  if (piece.type === 'text') return piece.text;
  if (piece.type === 'unclosed') {
    options.problems.push(
      problemAt(
        { source, at: piece.start },
        {
          code: 'IML_SYNTAX',
          message: 'The expression that starts here has no closing }}.',
          fix: 'Add }} behind the expression, or write \\{\\{ for the characters themselves.',
        },
      ),
    );
    return '';
  }
  try {
    return prepareExpression({ source, start: piece.start, end: piece.end }, options);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    options.problems.push(...error.problems);
    return '';
  }
}

function checkLength(source: string, options: CompileOptions): ExpressionLimits {
  const limits = options.limits ?? DEFAULT_LIMITS.expression;
  if (source.length <= limits.sourceLength) return limits;
  throw failAt(
    { source, at: limits.sourceLength },
    {
      code: 'IML_TOO_LONG',
      message: `The template is longer than ${limits.sourceLength} characters.`,
      fix: 'Move parts of it into several values.',
    },
  );
}

function expressionOf(prepared: PreparedExpression): Expression {
  const { run, ...facts } = prepared;
  return { ...facts, evaluate: (evaluation) => guarded(() => run(startScope(evaluation))) };
}

function evaluator(parts: readonly (string | PreparedExpression)[]): (evaluation: Evaluation) => unknown {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== 'string') {
    const { run } = only;
    return (evaluation) => guarded(() => run(startScope(evaluation)));
  }
  return (evaluation) => guarded(() => join(parts, startScope(evaluation)));
}

function join(parts: readonly (string | PreparedExpression)[], scope: Scope): string {
  let text = '';
  for (const part of parts) {
    text += typeof part === 'string' ? part : textOf(part.run(scope));
    allowLength(text.length, scope.evaluation);
  }
  return text;
}

/** The engine's own limits (stack, longest text) are budgets too. */
function guarded(evaluate: () => unknown): unknown {
  try {
    return evaluate();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConnectorError('ExpressionError', 'The data is too large or nested too deeply for an expression.', {
      cause: error,
    });
  }
}

function staticTemplate(source: string, text: string): Template {
  return {
    source,
    parts: text === '' ? [] : [text],
    isStatic: true,
    roots: new Set(),
    calls: new Set(),
    evaluate: () => text,
  };
}

function unescapeBraces(source: string): string {
  return source.includes('\\}') ? source.replaceAll('\\}', '}') : source;
}

function unionOf(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}
