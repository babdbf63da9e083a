import type { Node, ChainLink, ObjectMember, PathNode, Segment } from './ast.ts';
import { BUILT_IN_FUNCTIONS } from './functions/index.ts';
import { KEYWORDS } from './keywords.ts';
import { parseArguments } from './parse-arguments.ts';
import {
  expectEnd,
  expectSymbol,
  nested,
  peek,
  take,
  takeSymbol,
  unexpected,
  type Grammar,
  type Reader,
} from './reader.ts';
import { readRegex, readSegment, type Token } from './tokens.ts';

/** Operators from the weakest to the strongest, by the sign or word they are written with. */
const LEVELS: readonly ReadonlyMap<string, string>[] = [
  operators({ '||': '|', '|': '|', or: '|' }),
  operators({ '&&': '&', '&': '&', and: '&' }),
  operators({ '=': '=', '==': '=', '!=': '!=', '===': '===', '!==': '!==' }),
  operators({ '<': '<', '<=': '<=', '>': '>', '>=': '>=' }),
  operators({ '+': '+', '++': '++', '-': '-' }),
  operators({ '*': '*', '/': '/', '%': '%' }),
];
/** The level of `+`, where values also stand side by side. */
const ADDING = LEVELS.length - 2;
/** Text beside a value, with nothing between them; authors of apps write so. */
const BESIDE = ' ';
const UNARY: ReadonlySet<string> = new Set(['!', '-', '+']);
const MODULE_ROOT = /\s*(\d+)(?=\s*\.\s*[\p{L}_$`]|\s*\[)/uy;

/** The stretch of a source that holds an expression. */
export interface Stretch {
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads one whole expression.
 * @throws ConnectorError `ExpressionError` with the position of the first mistake.
 */
export function parseExpression(stretch: Stretch, grammar: Grammar): Node {
  const { source, start, end } = stretch;
  const reader: Reader = { source, end, grammar, bareWords: false, at: start, depth: 0 };
  if (peek(reader).kind === 'end') throw unexpected(reader, 'Write an expression between {{ and }}.');
  const node = parseAny(reader);
  expectEnd(reader);
  return node;
}

function parseAny(reader: Reader): Node {
  return parseLevel(reader, 0);
}

function parseLevel(reader: Reader, level: number): Node {
  const operators = LEVELS[level];
  if (operators === undefined) return parseUnary(reader);
  const first = parseLevel(reader, level + 1);
  const rest: ChainLink[] = [];
  for (;;) {
    const token = peek(reader);
    const operator = operatorOf(token, operators);
    if (operator !== undefined) take(reader, token);
    else if (level !== ADDING || !standsBeside(reader, rest.at(-1)?.of ?? first, token)) {
      return rest.length === 0 ? first : { type: 'chain', first, rest };
    }
    rest.push({ operator: operator ?? BESIDE, of: parseLevel(reader, level + 1) });
  }
}

/** Whether a token goes on with a text, or a text with what is before it; in a scenario what is unquoted is text itself. */
function standsBeside({ grammar }: Reader, before: Node, token: Token): boolean {
  if (grammar.mode !== 'app') return false;
  if (token.kind === 'string') return true;
  const isText = before.type === 'literal' && typeof before.value === 'string';
  const isWord = token.kind === 'name' && !LEVELS.some((operators) => operatorOf(token, operators) !== undefined);
  return isText && (isWord || token.kind === 'number');
}

function operatorOf(token: Token, operators: ReadonlyMap<string, string>): string | undefined {
  const written = token.kind === 'symbol' || (token.kind === 'name' && !token.quoted) ? token.value : undefined;
  return written === undefined ? undefined : operators.get(written);
}

function parseUnary(reader: Reader): Node {
  const token = peek(reader);
  if (token.kind !== 'symbol' || !UNARY.has(token.value)) return parsePostfix(reader);
  take(reader, token);
  return nested(reader, () => ({ type: 'unary', operator: token.value, of: parseUnary(reader) }));
}

function parsePostfix(reader: Reader): Node {
  const start = peek(reader).start;
  const node = parsePrimary(reader);
  const segments = parseSegments(reader);
  // An item in parentheses has a path of its own already, which goes on behind them: `(1.a).b`.
  if (node.type === 'path') return pathOf(reader, { ...node, segments: [...node.segments, ...segments] }, start);
  return segments.length === 0 ? node : { type: 'access', of: node, segments };
}

/** Remembers how a path was written where a word that names no variable is text. */
function pathOf(reader: Reader, { text, ...path }: PathNode, start: number): PathNode {
  const written = reader.source.slice(start, reader.at);
  const isWord = text !== undefined || /^[^\d`(]/.test(written);
  const plain = isWord && path.segments.every((segment) => segment.type === 'name');
  return reader.bareWords && plain ? { ...path, text: written } : path;
}

function parseSegments(reader: Reader): readonly Segment[] {
  const segments: Segment[] = [];
  for (;;) {
    if (takeSymbol(reader, '.')) segments.push(parseName(reader));
    else if (takeSymbol(reader, '[')) segments.push(parseIndex(reader));
    else return segments;
  }
}

function parseName(reader: Reader): Segment {
  const token = readSegment(reader.source, reader.at, reader.end);
  if (token?.kind !== 'name' || token.end > reader.end) {
    throw unexpected(reader, 'Write a name behind the dot; put unusual characters in backticks.');
  }
  take(reader, token);
  return { type: 'name', name: token.value };
}

function parseIndex(reader: Reader): Segment {
  if (takeSymbol(reader, ']')) return { type: 'first' };
  const braces = takeBraces(reader, '{');
  const of = nested(reader, () => parseAny(reader));
  if (braces && !takeBraces(reader, '}')) throw unexpected(reader, 'Close the inner expression with }}.');
  expectSymbol(reader, ']', 'the index');
  return { type: 'index', of };
}

/** Takes two equal braces that stand together, as in `items[{{n}}]`. */
function takeBraces(reader: Reader, brace: string): boolean {
  const { start } = peek(reader);
  if (start + 2 > reader.end || !reader.source.startsWith(brace + brace, start)) return false;
  reader.at = start + 2;
  return true;
}

function parsePrimary(reader: Reader): Node {
  const moduleRoot = readModuleRoot(reader);
  if (moduleRoot !== undefined) return moduleRoot;
  const token = peek(reader);
  switch (token.kind) {
    case 'number':
    case 'string':
      take(reader, token);
      return { type: 'literal', value: token.value };
    case 'name':
      take(reader, token);
      return parseNamed(reader, token);
    case 'symbol':
      return parseBracketed(reader, token);
    default:
      throw unexpected(reader, 'Write a value, a variable or a function here.');
  }
}

/** `1.email` and `3[2]` in a scenario: the number is the name of a module. */
function readModuleRoot(reader: Reader): Node | undefined {
  if (reader.grammar.mode !== 'scenario') return undefined;
  MODULE_ROOT.lastIndex = reader.at;
  const match = MODULE_ROOT.exec(reader.source);
  const root = match?.[1];
  if (match === null || root === undefined || MODULE_ROOT.lastIndex >= reader.end) return undefined;
  reader.at += match[0].length;
  return { type: 'path', root, segments: [] };
}

function parseNamed(reader: Reader, token: Token & { kind: 'name' }): Node {
  const next = peekSymbol(reader);
  if (next === '(' && !token.quoted) {
    const args = nested(reader, () => parseArguments(reader, parseAny));
    return { type: 'call', name: token.value, args: wholeList(reader, token.value, args), at: token.start };
  }
  const isKeyword = !token.quoted && KEYWORDS.has(token.value) && next !== '.' && next !== '[';
  if (isKeyword) return { type: 'keyword', name: token.value };
  return { type: 'path', root: token.value, segments: [] };
}

/** In a scenario `items[]` as the list of an array function means all elements, as the mapping panel shows it. */
function wholeList(reader: Reader, name: string, args: readonly Node[]): readonly Node[] {
  const [list, ...others] = args;
  if (reader.grammar.mode !== 'scenario' || BUILT_IN_FUNCTIONS.get(name)?.group !== 'array') return args;
  if (list?.type !== 'path' || list.segments.at(-1)?.type !== 'first') return args;
  return [{ ...list, segments: list.segments.slice(0, -1) }, ...others];
}

function parseBracketed(reader: Reader, token: Token & { kind: 'symbol' }): Node {
  if (token.value === '(') {
    take(reader, token);
    const node = nested(reader, () => parseAny(reader));
    expectSymbol(reader, ')', 'the parenthesis');
    return node;
  }
  if (token.value === '{') {
    take(reader, token);
    return nested(reader, () => ({ type: 'object', members: parseMembers(reader) }));
  }
  const regex = readRegex(reader.source, token.start, reader.end);
  if (regex?.kind !== 'regex') throw unexpected(reader, 'Write a value, a variable or a function here.');
  take(reader, regex);
  return { type: 'literal', value: regex.value };
}

function parseMembers(reader: Reader): readonly ObjectMember[] {
  const members: ObjectMember[] = [];
  if (takeSymbol(reader, '}')) return members;
  do {
    const token = peek(reader);
    if (token.kind !== 'name' && token.kind !== 'string') throw unexpected(reader, 'Write the name of a member here.');
    take(reader, token);
    expectSymbol(reader, ':', `the name ${JSON.stringify(token.value)}`);
    members.push({ key: token.value, of: parseAny(reader) });
  } while (takeSymbol(reader, ',') || takeSymbol(reader, ';'));
  expectSymbol(reader, '}', 'the object');
  return members;
}

/** The next token's sign when it is one; a character that starts no token is left to whoever reads on. */
function peekSymbol(reader: Reader): string | undefined {
  const token = peek(reader);
  return token.kind === 'symbol' ? token.value : undefined;
}

function operators(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table));
}
