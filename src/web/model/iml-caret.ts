import type { ItemPath } from './iml-path.ts';
import { segmentAt } from './iml-split.ts';
import { expressionTokens, itemsOf, type ImlToken, type ImlTokenKind } from './iml-tokens.ts';

/** The call a caret stands in, for the help on its arguments. */
export interface CallAt {
  readonly name: string;
  /** Offset of the name. */
  readonly start: number;
  /** Index of the argument, from 0. */
  readonly argument: number;
}

/** What can be completed at a caret. */
export interface CompletionAt {
  /** The word written so far, and the stretch that a choice replaces. */
  readonly word: string;
  readonly from: number;
  readonly to: number;
  /** In literal text a choice brings its braces along. */
  readonly inExpression: boolean;
  /** Set behind the dot of an item: choices are members of this path. */
  readonly below?: ItemPath;
}

/** The innermost call around a caret; undefined outside of any. */
export function callAt(text: string, caret: number): CallAt | undefined {
  const open: OpenBracket[] = [];
  let before: ImlToken | undefined;
  for (const token of tokensBefore(text, caret)) {
    if (token.kind === 'open') open.push(openBracket(text, token, before));
    if (token.kind === 'close') open.pop();
    if (token.kind === 'separator') open.at(-1)?.separators.push(text.charAt(token.start));
    before = token;
  }
  const call = open.findLast(({ name }) => name !== '');
  if (call === undefined) return undefined;
  const semicolons = call.separators.filter((sign) => sign === ';').length;
  // A comma separates only where no semicolon does.
  return { name: call.name, start: call.start, argument: semicolons || call.separators.length };
}

interface OpenBracket {
  /** Of the function; empty for a bracket that calls nothing. */
  readonly name: string;
  readonly start: number;
  readonly separators: string[];
}

function openBracket(text: string, bracket: ImlToken, before: ImlToken | undefined): OpenBracket {
  const called = before?.kind === 'function' ? before : undefined;
  const name = called === undefined ? '' : text.slice(called.start, called.end);
  return { name, start: called?.start ?? bracket.start, separators: [] };
}

/** What can be completed at a caret; undefined in quoted text and patterns. */
export function completionAt(text: string, caret: number): CompletionAt | undefined {
  const segment = segmentAt(text, caret);
  if (segment?.kind !== 'expression') return literalCompletion(text, caret);
  const tokens = withInner(expressionTokens(text, [segment.from, segment.to]));
  const touched = tokens.findLast(({ start, end }) => start < caret && caret <= end);
  if (touched === undefined || STARTS_A_WORD.has(touched.kind)) {
    return { word: '', from: caret, to: caret, inExpression: true };
  }
  if (touched.kind === 'item') return itemCompletion(text, caret, touched);
  return NOT_COMPLETED.has(touched.kind) ? undefined : wordCompletion(text, caret, touched);
}

const STARTS_A_WORD: ReadonlySet<ImlTokenKind> = new Set(['open', 'separator', 'operator']);
const NOT_COMPLETED: ReadonlySet<ImlTokenKind> = new Set(['close', 'path', 'string', 'pattern', 'unknown']);

/** The word around a caret, for replacing it as a whole. */
export function wordAt(text: string, caret: number): { readonly from: number; readonly to: number } {
  const before = /[\p{L}\p{N}_$-]*$/u.exec(text.slice(0, caret))?.[0] ?? '';
  const behind = /^[\p{L}\p{N}_$-]*/u.exec(text.slice(caret))?.[0] ?? '';
  return { from: caret - before.length, to: caret + behind.length };
}

/** The word of an expression a caret touches, for example to describe it on hover. */
export function tokenAt(text: string, caret: number, keywords?: ReadonlySet<string>): ImlToken | undefined {
  const segment = segmentAt(text, caret);
  if (segment?.kind !== 'expression') return undefined;
  const tokens = withInner(expressionTokens(text, [segment.from, segment.to], keywords));
  return tokens.findLast(({ start, end }) => start <= caret && caret < end);
}

function tokensBefore(text: string, caret: number): readonly ImlToken[] {
  const segment = segmentAt(text, caret);
  if (segment?.kind !== 'expression') return [];
  return expressionTokens(text, [segment.from, segment.to]).filter(({ start }) => start < caret);
}

function withInner(tokens: readonly ImlToken[]): readonly ImlToken[] {
  return tokens.flatMap((token) => [token, ...withInner(token.inner ?? [])]);
}

/** In literal text a slash or a word at the start of a word asks for completion. */
function literalCompletion(text: string, caret: number): CompletionAt {
  const [word = ''] = /(?:(?<=^|\s)\/)?[\p{L}\p{N}_]*$/u.exec(text.slice(0, caret)) ?? [];
  return { word: word.replace('/', ''), from: caret - word.length, to: caret, inExpression: false };
}

function wordCompletion(text: string, caret: number, token: ImlToken): CompletionAt {
  return { word: text.slice(token.start, caret), from: token.start, to: token.end, inExpression: true };
}

/** Behind the last dot before the caret: the members of the path so far. */
function itemCompletion(text: string, caret: number, token: ImlToken): CompletionAt | undefined {
  const written = text.slice(token.start, caret);
  const dot = lastDot(written);
  if (dot === -1) return wordCompletion(text, caret, token);
  const [path] = itemsOf(expressionTokens(`${written.slice(0, dot)}.x`, [0, dot + 2]));
  if (path?.item === undefined) return undefined;
  const below = { module: path.item.module, segments: path.item.segments.slice(0, -1) };
  const word = written.slice(dot + 1).replaceAll('`', '');
  return { word, from: token.start + dot + 1, to: endOfName(text, caret, token.end), inExpression: true, below };
}

/** The last dot outside of backticks and brackets. */
function lastDot(path: string): number {
  let found = -1;
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < path.length; index += 1) {
    const char = path.charAt(index);
    if (char === '`') quoted = !quoted;
    if (quoted) continue;
    if (char === '[') depth += 1;
    if (char === ']') depth -= 1;
    if (char === '.' && depth === 0) found = index;
  }
  return found;
}

function endOfName(text: string, caret: number, end: number): number {
  const rest = text.slice(caret, end);
  return caret + (/^(?:[\p{L}\p{N}_$-]|`)*/u.exec(rest)?.[0].length ?? 0);
}
