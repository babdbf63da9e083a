import { syntaxError } from './problem.ts';

/** One word of the language; `start` and `end` are offsets in the source. */
export type Token =
  | { readonly kind: 'end'; readonly start: number; readonly end: number }
  | { readonly kind: 'number'; readonly value: number; readonly start: number; readonly end: number }
  | { readonly kind: 'string'; readonly value: string; readonly start: number; readonly end: number }
  | { readonly kind: 'regex'; readonly value: string; readonly start: number; readonly end: number }
  | {
      readonly kind: 'name';
      readonly value: string;
      /** Written in backticks, so never a keyword. */
      readonly quoted: boolean;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'symbol'; readonly value: string; readonly start: number; readonly end: number };

const SPACE = /\s*/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SEGMENT = /[\p{L}\p{N}_$]+(?:-[\p{L}_$][\p{L}\p{N}_$]*)*/uy;
const SYMBOL = /===|!==|\+\+|==|!=|<=|>=|&&|\|\||[=<>+\-*/%!&|().,;:[\]{}]/y;
const REGEX = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['n', '\n'],
  ['t', '\t'],
]);

/**
 * The token at or after `at`, not beyond `end`.
 * @throws ConnectorError `ExpressionError` for a character that starts no token and for an unclosed quote.
 */
export function readToken(source: string, at: number, end: number): Token {
  const start = at + matchAt(SPACE, source, at).length;
  if (start >= end) return { kind: 'end', start: end, end };
  const first = source.charAt(start);
  if (first === '"' || first === "'") return readString(source, start, end);
  if (first === '`') return readQuotedName(source, start, end);
  return readNumber(source, start) ?? readName(source, start) ?? readSymbol(source, start);
}

/** The offset behind the token that starts at `at`; behind one character when none can be read there. */
export function tokenEnd(source: string, at: number, end: number): number {
  const name = matchAt(NAME, source, at) || matchAt(NUMBER, source, at) || matchAt(SYMBOL, source, at);
  return Math.max(at, Math.min(end, at + Math.max(1, name.length)));
}

/** The name behind a dot: letters and digits, `-` when a letter follows, or anything in backticks; undefined if none. */
export function readSegment(source: string, at: number, end: number): Token | undefined {
  const start = at + matchAt(SPACE, source, at).length;
  if (source.charAt(start) === '`') return readQuotedName(source, start, end);
  const value = matchAt(SEGMENT, source, start);
  if (value === '') return undefined;
  return { kind: 'name', value, quoted: false, start, end: start + value.length };
}

/** A regular expression literal that starts at `at`, or undefined. */
export function readRegex(source: string, at: number, end: number): Token | undefined {
  const value = matchAt(REGEX, source, at);
  return value === '' || at + value.length > end
    ? undefined
    : { kind: 'regex', value, start: at, end: at + value.length };
}

/** The offset behind the quoted text that starts at `at`, or undefined when it is not closed before `end`. */
export function endOfQuoted(source: string, at: number, end: number): number | undefined {
  const quote = source.charAt(at);
  for (let index = at + 1; index < end; index += 1) {
    const char = source.charAt(index);
    if (char === quote) return index + 1;
    if (char === '\\' && quote !== '`') index += 1;
  }
  return undefined;
}

/** Whether a quote at `at` opens a text: inside a word, as in `Don't`, it does not. */
export function opensQuote(source: string, at: number): boolean {
  const char = source.charAt(at);
  if (char !== '"' && char !== "'" && char !== '`') return false;
  return char === '`' || at === 0 || !/[\p{L}\p{N}]/u.test(source.charAt(at - 1));
}

function readString(source: string, start: number, end: number): Token {
  const close = endOfQuoted(source, start, end);
  if (close === undefined) {
    const quote = source.charAt(start);
    throw syntaxError({ source, at: start }, 'A text is opened here but never closed.', `Add the closing ${quote}.`);
  }
  const value = source
    .slice(start + 1, close - 1)
    .replace(/\\(["'\\nt])/g, (_, char: string) => ESCAPES.get(char) ?? char);
  return { kind: 'string', value, start, end: close };
}

function readQuotedName(source: string, start: number, end: number): Token {
  const close = endOfQuoted(source, start, end);
  if (close === undefined) {
    throw syntaxError(
      { source, at: start },
      'A name is opened by a backtick here but never closed.',
      'Add the closing `.',
    );
  }
  return { kind: 'name', value: source.slice(start + 1, close - 1), quoted: true, start, end: close };
}

function readNumber(source: string, start: number): Token | undefined {
  const text = matchAt(NUMBER, source, start);
  if (text === '') return undefined;
  const end = start + text.length;
  // A whole number too large for a double would be changed silently; its digits are kept as text.
  if (/^\d{16,}$/.test(text) && !Number.isSafeInteger(Number(text))) return { kind: 'string', value: text, start, end };
  return { kind: 'number', value: Number(text), start, end };
}

function readName(source: string, start: number): Token | undefined {
  const value = matchAt(NAME, source, start);
  if (value === '') return undefined;
  return { kind: 'name', value, quoted: false, start, end: start + value.length };
}

function readSymbol(source: string, start: number): Token {
  const value = matchAt(SYMBOL, source, start);
  if (value !== '') return { kind: 'symbol', value, start, end: start + value.length };
  const char = String.fromCodePoint(source.codePointAt(start) ?? 0);
  throw syntaxError(
    { source, at: start },
    `The character ${JSON.stringify(char)} has no meaning in an expression.`,
    'Put text in quotes, and names with unusual characters in backticks.',
  );
}

function matchAt(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? '';
}
