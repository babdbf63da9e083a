import { segmentAt } from './iml-split.ts';

/** A text and the stretch of it that is selected; a caret has no length. */
export interface Selected {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The text with an expression put in place of the selection: in literal text with its braces, inside an expression
 * without. A `|` in `expression` marks where the caret goes, as in `formatDate(|; )`; else it goes behind.
 */
export function insertExpression({ text, from, to }: Selected, expression: string): Selected {
  const segment = segmentAt(text, from);
  const inside = segment?.kind === 'expression';
  // A selection that leaves its expression would tear the braces apart; it then ends where the expression does.
  const end = inside ? Math.min(to, segment.to) : to;
  const [before, behind] = splitAtCaret(expression);
  const opening = inside ? '' : '{{';
  const closing = inside ? (segment.closed ? '' : '}}') : '}}';
  const start = text.slice(0, from) + opening + before;
  const rest = (behind ?? '') + closing;
  const caret = behind === undefined ? start.length + closing.length : start.length;
  return { text: start + rest + text.slice(end), from: caret, to: caret };
}

/** A call of a function with the caret in its first argument: `formatDate(|; )`. */
export function callTemplate(signature: string): string {
  const [, name = signature, inside = ''] = /^\s*([\p{L}\p{N}_$]+)\s*\(([^]*)\)\s*$/u.exec(signature) ?? [];
  const required = inside.split(';').filter((argument) => argument.trim() !== '' && !/^\s*[[.]/.test(argument));
  if (inside.trim() === '') return `${name}()`;
  return `${name}(|${'; '.repeat(Math.max(0, required.length - 1))})`;
}

/** Only the first bar marks the caret; one inside quotes or an operator is none, so it must stand behind `(`. */
function splitAtCaret(expression: string): readonly [string, string | undefined] {
  const at = expression.indexOf('(|');
  return at === -1 ? [expression, undefined] : [expression.slice(0, at + 1), expression.slice(at + 2)];
}
