import { ConnectorError } from '../../core/errors.ts';
import { DEFAULT_LIMITS } from '../../core/limits.ts';
import { parseExpression, type Stretch } from '../parse.ts';
import { splitTemplate, type Piece } from '../split.ts';
import { endOfQuoted, opensQuote } from '../tokens.ts';
import { bareNumber } from './bare-number.ts';
import { commasInCalls } from './comma.ts';
import { curlyQuotes } from './curly-quotes.ts';
import { indexZero } from './index-zero.ts';
import { MOST_DOUBTS, type Doubt, type Edit, type ExpressionUnderLint, type LintRule } from './rule.ts';
import { syntaxErrors } from './syntax.ts';
import { unclosedBraces } from './unclosed.ts';
import { unknownFunctions } from './unknown-function.ts';

/** What is wrong or doubtful in a text with expressions. */
export interface TextFinding extends Omit<Doubt, 'edits'> {
  /** The whole text with this mistake corrected, where that is mechanical. */
  readonly replacement?: string;
}

const RULES: readonly LintRule[] = [curlyQuotes, commasInCalls, indexZero, unknownFunctions, bareNumber];

/** Looks over a text as it is written in a mapping, without evaluating it; findings in the order of the text. */
export function lintText(source: string): readonly TextFinding[] {
  if (!source.includes('{{') || source.length > DEFAULT_LIMITS.expression.sourceLength) return [];
  const doubts: Doubt[] = [];
  for (const piece of splitTemplate(source)) {
    doubts.push(...doubtsOf(piece, source));
    if (doubts.length >= MOST_DOUBTS) break;
  }
  return doubts
    .toSorted((a, b) => a.start - b.start)
    .slice(0, MOST_DOUBTS)
    .map(({ edits, ...finding }) => ({
      ...finding,
      ...(edits !== undefined && { replacement: corrected(source, edits) }),
    }));
}

function doubtsOf(piece: Piece, source: string): readonly Doubt[] {
  if (piece.type === 'text') return [];
  if (piece.type === 'unclosed') return [unclosedBraces(source, piece.start)];
  const expression = read({ source, start: piece.start, end: piece.end });
  const doubts = RULES.flatMap((rule) => rule(expression));
  const isExplained = doubts.some(({ severity }) => severity === 'error');
  return isExplained ? doubts : [...doubts, ...syntaxErrors(expression)];
}

function read(stretch: Stretch): ExpressionUnderLint {
  const facts = { ...stretch, bare: withoutQuoted(stretch) };
  try {
    const limits = DEFAULT_LIMITS.expression;
    return { ...facts, node: parseExpression(stretch, { mode: 'scenario', limits }) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { ...facts, error };
  }
}

function withoutQuoted({ source, start, end }: Stretch): string {
  let bare = '';
  for (let at = start; at < end;) {
    const next = opensQuote(source, at) && source.charAt(at) !== '`' ? endOfQuoted(source, at, end) : undefined;
    bare += next === undefined ? source.charAt(at) : ' '.repeat(next - at);
    at = next ?? at + 1;
  }
  return bare;
}

/** Edits stand in the order of the text. */
function corrected(source: string, edits: readonly Edit[]): string {
  let text = '';
  let at = 0;
  for (const edit of edits) {
    text += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + source.slice(at);
}
