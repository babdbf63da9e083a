import { endOfQuoted, opensQuote, splitText } from './iml-split.ts';
import type { ItemPath, PathSegment } from './iml-path.ts';

/**
 * What a word of an expression is. `word` is a name that is neither known nor followed by a path, `path` a path behind
 * a call, as in `first(1.a).name`.
 */
export type ImlTokenKind =
  | 'item'
  | 'variable'
  | 'function'
  | 'keyword'
  | 'word'
  | 'path'
  | 'number'
  | 'string'
  | 'pattern'
  | 'operator'
  | 'separator'
  | 'open'
  | 'close'
  | 'unknown';

/** One word of an expression; offsets are those of the whole text. */
export interface ImlToken {
  readonly kind: ImlTokenKind;
  readonly start: number;
  readonly end: number;
  /** What an item reads. */
  readonly item?: ItemPath;
  /** Where the number of the module stands in an item. */
  readonly moduleAt?: readonly [start: number, end: number];
  /** An item of which only the module and a dot are written yet. */
  readonly unfinished?: boolean;
  /** The words inside the brackets of a path, as in `1.items[2.n]`. */
  readonly inner?: readonly ImlToken[];
}

const SPACE = /\s*/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PATH_NAME = /[\p{L}\p{N}_$]+(?:-[\p{L}_$][\p{L}\p{N}_$]*)*/uy;
const OPERATOR = /===|!==|\+\+|==|!=|<=|>=|&&|\|\||[=<>+\-*/%!&|:]/y;
const PATTERN = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** A module by its number: a name or a bracket follows, or nothing yet. */
const MODULE = /(\d+)(?=\s*\.\s*(?:[\p{L}_$`]|$|[^\d\s])|\s*\[)/uy;
const SIGNS: ReadonlyMap<string, ImlTokenKind> = new Map([
  ['(', 'open'],
  ['[', 'open'],
  ['{', 'open'],
  [')', 'close'],
  [']', 'close'],
  ['}', 'close'],
  [';', 'separator'],
  [',', 'separator'],
]);
const NO_KEYWORDS: ReadonlySet<string> = new Set();

/** The words of every expression of a mapped text, in order. Unfinished text is fine. */
export function tokensOf(text: string, keywords: ReadonlySet<string> = NO_KEYWORDS): readonly ImlToken[] {
  return splitText(text).flatMap((segment) =>
    segment.kind === 'expression' ? expressionTokens(text, [segment.from, segment.to], keywords) : [],
  );
}

/** The words of one expression, given by where it starts and ends in the text. */
export function expressionTokens(
  text: string,
  [from, to]: readonly [number, number],
  keywords: ReadonlySet<string> = NO_KEYWORDS,
): readonly ImlToken[] {
  const tokens: ImlToken[] = [];
  const scan: Scan = { text, end: to, keywords };
  let place: Place = { operand: true, depth: 0 };
  let at = skip(text, from);
  while (at < to) {
    const token = readToken(scan, at, place);
    tokens.push(token);
    place = placeBehind(token, place);
    at = skip(text, token.end);
  }
  return tokens;
}

/** Every item an expression reads, those inside brackets too. */
export function itemsOf(tokens: readonly ImlToken[]): readonly ImlToken[] {
  return tokens.flatMap((token) => [...(token.item === undefined ? [] : [token]), ...itemsOf(token.inner ?? [])]);
}

interface Scan {
  readonly text: string;
  readonly end: number;
  readonly keywords: ReadonlySet<string>;
}

/** What is expected where a word starts. */
interface Place {
  /** A value; else an operator. */
  readonly operand: boolean;
  /** How many brackets are open. */
  readonly depth: number;
}

function placeBehind({ kind }: ImlToken, { depth }: Place): Place {
  const change = kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
  return { operand: OPERAND_FOLLOWS.has(kind), depth: Math.max(0, depth + change) };
}

const OPERAND_FOLLOWS: ReadonlySet<ImlTokenKind> = new Set(['operator', 'separator', 'open']);

function readToken(scan: Scan, at: number, place: Place): ImlToken {
  const { operand } = place;
  const { text } = scan;
  const char = text.charAt(at);
  if (operand) {
    const found = readModule(scan, at) ?? readPattern(scan, at, place.depth > 0);
    if (found !== undefined) return found;
  } else if (char === '.' || char === '[') {
    const { end, inner } = readSegments(scan, at);
    if (end > at) return { kind: 'path', start: at, end, inner };
  }
  if (char === '`') return readNamed(scan, at);
  if (opensQuote(text, at)) return { kind: 'string', start: at, end: endOfQuoted(text, at, scan.end) ?? scan.end };
  const number = match(NUMBER, text, at);
  if (number !== '') return { kind: 'number', start: at, end: within(scan, at + number.length) };
  if (match(NAME, text, at) !== '') return readWord(scan, at, operand);
  return readSign(scan, at);
}

function readSign({ text, end }: Scan, at: number): ImlToken {
  const sign = SIGNS.get(text.charAt(at));
  if (sign !== undefined) return { kind: sign, start: at, end: at + 1 };
  const operator = match(OPERATOR, text, at);
  const length = operator.length || String.fromCodePoint(text.codePointAt(at) ?? 0).length;
  return { kind: operator === '' ? 'unknown' : 'operator', start: at, end: Math.min(end, at + length) };
}

/** `1.email`, `3[2]` and `1.`, which is not finished. */
function readModule(scan: Scan, at: number): ImlToken | undefined {
  const digits = match(MODULE, scan.text, at);
  const behind = at + digits.length;
  if (digits === '' || skip(scan.text, behind) >= scan.end) return undefined;
  return itemToken(scan, { module: Number(digits), start: at, behind, moduleAt: [at, behind] });
}

/** A regular expression. Inside a call it holds no semicolon, and a parenthesis only when the argument ends behind it. */
function readPattern({ text, end }: Scan, at: number, inCall: boolean): ImlToken | undefined {
  const pattern = match(PATTERN, text, at);
  const behind = at + pattern.length;
  if (pattern === '' || behind > end) return undefined;
  const endsArgument = /^\s*(?:[;,)]|$)/.test(text.slice(behind, end));
  if (inCall && (pattern.includes(';') || (pattern.includes(')') && !endsArgument))) return undefined;
  return { kind: 'pattern', start: at, end: behind };
}

/** A name in backticks: a number names a module, as in `` `1`.email ``. */
function readNamed(scan: Scan, at: number): ImlToken {
  const close = endOfQuoted(scan.text, at, scan.end);
  const behind = close ?? scan.end;
  const name = scan.text.slice(at + 1, close === undefined ? behind : close - 1);
  if (/^\d+$/.test(name)) {
    return itemToken(scan, { module: Number(name), start: at, behind, moduleAt: [at + 1, at + 1 + name.length] });
  }
  const { end, inner } = readSegments(scan, behind);
  return { kind: 'variable', start: at, end, inner };
}

function readWord(scan: Scan, at: number, operand: boolean): ImlToken {
  const { text, keywords } = scan;
  const name = match(NAME, text, at);
  const behind = within(scan, at + name.length);
  if (!operand && (name === 'and' || name === 'or')) return { kind: 'operator', start: at, end: behind };
  const next = skip(text, behind) < scan.end ? text.charAt(skip(text, behind)) : '';
  if (next === '(') return { kind: 'function', start: at, end: behind };
  if (next === '.' || next === '[') {
    const { end, inner } = readSegments(scan, behind);
    return { kind: 'variable', start: at, end, inner };
  }
  return { kind: keywords.has(name) ? 'keyword' : 'word', start: at, end: behind };
}

interface ItemStart {
  readonly module: number;
  readonly start: number;
  readonly behind: number;
  readonly moduleAt: readonly [number, number];
}

function itemToken(scan: Scan, { module, start, behind, moduleAt }: ItemStart): ImlToken {
  const { end, segments, inner } = readSegments(scan, behind);
  const unfinished = segments.length === 0 && moduleAt[0] === start;
  return { kind: 'item', start, end, item: { module, segments }, moduleAt, inner, ...(unfinished && { unfinished }) };
}

interface Segments {
  readonly segments: readonly PathSegment[];
  readonly end: number;
  readonly inner: readonly ImlToken[];
}

function readSegments(scan: Scan, from: number): Segments {
  const { text } = scan;
  const segments: PathSegment[] = [];
  const inner: ImlToken[] = [];
  let end = from;
  for (let at = skip(text, end); at < scan.end; at = skip(text, end)) {
    const char = text.charAt(at);
    if (char === '.') {
      const name = readName(scan, at + 1);
      end = name.end;
      if (name.name === undefined) break;
      segments.push({ type: 'name', name: name.name });
    } else if (char === '[') {
      const close = closingBracket(scan, at + 1);
      const [start, stop] = unbraced(text, at + 1, close ?? scan.end);
      segments.push(indexOf(text.slice(start, stop)));
      inner.push(...expressionTokens(text, [start, stop], scan.keywords));
      end = close === undefined ? scan.end : close + 1;
    } else break;
  }
  return { segments, end, inner };
}

function readName(scan: Scan, from: number): { readonly name?: string; readonly end: number } {
  const { text } = scan;
  const at = skip(text, from);
  if (at >= scan.end) return { end: from };
  if (text.charAt(at) === '`') {
    const close = endOfQuoted(text, at, scan.end);
    return { name: text.slice(at + 1, close === undefined ? scan.end : close - 1), end: close ?? scan.end };
  }
  const name = match(PATH_NAME, text, at);
  return name === '' ? { end: from } : { name, end: within(scan, at + name.length) };
}

function indexOf(text: string): PathSegment {
  const written = text.trim();
  if (written === '') return { type: 'first' };
  if (/^-?\d+$/.test(written)) return { type: 'index', index: Number(written) };
  const quoted = /^(["'])((?:(?!\1|\\).)*)\1$/s.exec(written);
  return quoted?.[2] === undefined ? { type: 'expression', text: written } : { type: 'name', name: quoted[2] };
}

/** The inside of `[{{n}}]`, an older way to write `[n]`. */
function unbraced(text: string, start: number, end: number): readonly [number, number] {
  const inside = text.slice(start, end);
  if (!/^\s*\{\{[^]*\}\}\s*$/.test(inside)) return [start, end];
  return [start + inside.indexOf('{{') + 2, start + inside.lastIndexOf('}}')];
}

function closingBracket({ text, end }: Scan, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < end; at += 1) {
    const char = text.charAt(at);
    if (char === ']' && depth === 0) return at;
    if ('([{'.includes(char)) depth += 1;
    if (')]}'.includes(char)) depth -= 1;
    if (opensQuote(text, at)) at = (endOfQuoted(text, at, end) ?? at + 1) - 1;
  }
  return undefined;
}

function within({ end }: Scan, at: number): number {
  return Math.min(end, at);
}

function skip(text: string, at: number): number {
  return at + match(SPACE, text, at).length;
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
