import { endOfQuoted, opensQuote } from './tokens.ts';

/** A stretch of a template: text with its escapes resolved, or the inside of a pair of double braces. */
export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'expression'; readonly start: number; readonly end: number }
  /** Opened but never closed; `start` is the offset of the braces. */
  | { readonly type: 'unclosed'; readonly start: number };

/** Cuts a template into literal texts and expressions. `\{` and `\}` in a text are the braces themselves. */
export function splitTemplate(source: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const open = nextMark(source, at);
    text += source.slice(at, open);
    if (source.charAt(open) === '\\') {
      text += source.charAt(open + 1);
      at = open + 2;
      continue;
    }
    if (open >= source.length) break;
    if (text !== '') pieces.push({ type: 'text', text });
    text = '';
    const close = endOfExpression(source, open + 2);
    if (close === undefined) return [...pieces, { type: 'unclosed', start: open }];
    pieces.push({ type: 'expression', start: open + 2, end: close });
    at = close + 2;
  }
  if (text !== '') pieces.push({ type: 'text', text });
  return pieces;
}

/** The next `{{`, `\{` or `\}`, or the end. */
function nextMark(source: string, from: number): number {
  const found = source.slice(from).search(/\{\{|\\[{}]/);
  return found === -1 ? source.length : from + found;
}

/** The offset of the `}}` that closes an expression: not one in quotes and not one that closes inner braces. */
function endOfExpression(source: string, start: number): number | undefined {
  let depth = 0;
  const unclosed = new Set<string>();
  for (let at = start; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '{') depth += 1;
    if (char === '}') {
      if (depth === 0 && source.charAt(at + 1) === '}') return at;
      depth = Math.max(0, depth - 1);
    }
    at = endOfText(source, at, unclosed);
  }
  return undefined;
}

/** The last character of the quoted text that opens at `at`, else `at`; a quote never closed is not sought twice. */
function endOfText(source: string, at: number, unclosed: Set<string>): number {
  const quote = source.charAt(at);
  if (!opensQuote(source, at) || unclosed.has(quote)) return at;
  const end = endOfQuoted(source, at, source.length);
  if (end === undefined) unclosed.add(quote);
  return end === undefined ? at : end - 1;
}
