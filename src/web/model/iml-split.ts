// The page may not import the language itself; a test compares this file with it on every shape of text.

/** A stretch of a mapped text; `start` and `end` are offsets in it, braces included. */
export type ImlSegment =
  | { readonly kind: 'literal'; readonly start: number; readonly end: number; readonly text: string }
  | {
      readonly kind: 'expression';
      readonly start: number;
      readonly end: number;
      /** The inside, without the braces. */
      readonly from: number;
      readonly to: number;
      /** False while the closing braces are not written yet: then it goes to the end of the text. */
      readonly closed: boolean;
    };

/** Cuts a mapped text into literal text and expressions, as the language does; unfinished text is fine. */
export function splitText(text: string): readonly ImlSegment[] {
  const segments: ImlSegment[] = [];
  let at = 0;
  while (at < text.length) {
    const open = nextExpression(text, at);
    if (open > at) segments.push(literal(text, at, open));
    if (open >= text.length) break;
    const close = endOfExpression(text, open + 2);
    const end = close === undefined ? text.length : close + 2;
    segments.push({
      kind: 'expression',
      start: open,
      end,
      from: open + 2,
      to: close ?? end,
      closed: close !== undefined,
    });
    at = end;
  }
  return segments;
}

/** The segment a caret stands in; between two segments the expression wins only when the caret is inside its braces. */
export function segmentAt(text: string, caret: number): ImlSegment | undefined {
  const segments = splitText(text);
  const inside = segments.find(
    (segment) =>
      segment.kind === 'expression' &&
      caret >= segment.from &&
      (caret <= segment.to || (!segment.closed && caret <= segment.end)),
  );
  return inside ?? segments.find(({ kind, start, end }) => kind === 'literal' && caret >= start && caret <= end);
}

/** Text as it must be written so that it stands for itself in a mapped text. */
export function escapeText(text: string): string {
  return /\{\{|\\[{}]/.test(text) ? text.replace(/[{}]/g, '\\$&') : text;
}

/** Whether a quote at `at` opens a quoted text: inside a word, as in `Don't`, it does not. */
export function opensQuote(text: string, at: number): boolean {
  const char = text.charAt(at);
  if (char !== '"' && char !== "'" && char !== '`') return false;
  return char === '`' || at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}

/** The offset behind the quoted text that starts at `at`, or undefined when it is not closed before `end`. */
export function endOfQuoted(text: string, at: number, end: number): number | undefined {
  const quote = text.charAt(at);
  for (let index = at + 1; index < end; index += 1) {
    const char = text.charAt(index);
    if (char === quote) return index + 1;
    if (char === '\\' && quote !== '`') index += 1;
  }
  return undefined;
}

function literal(text: string, start: number, end: number): ImlSegment {
  return { kind: 'literal', start, end, text: text.slice(start, end).replace(/\\([{}])/g, '$1') };
}

const MARK = /\{\{|\\[{}]/g;

/** The next `{{` that is not escaped, or the end. */
function nextExpression(text: string, from: number): number {
  MARK.lastIndex = from;
  for (let match = MARK.exec(text); match !== null; match = MARK.exec(text)) {
    if (match[0] === '{{') return match.index;
  }
  return text.length;
}

/** The offset of the `}}` that closes an expression: not one in quotes and not one that closes inner braces. */
function endOfExpression(text: string, start: number): number | undefined {
  const unclosed = new Set<string>();
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '{') depth += 1;
    if (char === '}') {
      if (depth === 0 && text.charAt(at + 1) === '}') return at;
      depth = Math.max(0, depth - 1);
    }
    at = lastOfQuoted(text, at, unclosed);
  }
  return undefined;
}

function lastOfQuoted(text: string, at: number, unclosed: Set<string>): number {
  const quote = text.charAt(at);
  if (!opensQuote(text, at) || unclosed.has(quote)) return at;
  const end = endOfQuoted(text, at, text.length);
  if (end === undefined) unclosed.add(quote);
  return end === undefined ? at : end - 1;
}
