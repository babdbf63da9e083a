import { ConnectorError } from '../core/errors.ts';
import { walk, type Node } from './ast.ts';
import { syntaxError } from './problem.ts';
import { expectEnd, expectSymbol, peek, takeSymbol, type Reader } from './reader.ts';
import { endOfQuoted, opensQuote, readRegex } from './tokens.ts';

/** Reads one expression; handed in, so that the two halves of the grammar need not import each other. */
export type ParseExpression = (reader: Reader) => Node;

/** Text that would parse as arithmetic but is a date, a phone number or a number with leading zeros. */
const WRITTEN_FORM = /^(?:\d{4}-\d{2}-\d{2}(?:[T ][\d:.,+\-Z ]*)?|\+\d+|0\d+)$/;
/** Apps write date formats without quotes too, for example `YYYY-MM-DDTHH:mm:ss`, where nothing else can be meant. */
const DATE_FORMAT = /(?:YYYY|YY|MM|DD|HH|hh)[-./: T][-./: YMDHhmsSAaZXT]*(?=\s*[,;)])/y;
/** Signs that an argument was meant as an expression, so that a mistake in it is reported, not taken as text. */
const EXPRESSION_SIGNS = /["`(]|\d\.[\p{L}_`]|\d\[/u;
/** Operators that also occur in unquoted text such as `YYYY-MM-DD` or `Fish & Chips`. */
const TEXT_OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '&', '|']);

/**
 * Reads the arguments of a call up to its closing parenthesis. An argument left empty is undefined. In a scenario `;`
 * separates; an argument that is no expression is the text as written, and `,` separates only where all parts are
 * expressions and no `;` stands in the call.
 */
export function parseArguments(reader: Reader, parse: ParseExpression): readonly Node[] {
  const open = peek(reader).start;
  expectSymbol(reader, '(', 'the name');
  return reader.grammar.mode === 'scenario' ? parseInScenario(reader, open, parse) : parseInApp(reader, parse);
}

function parseInApp(reader: Reader, parse: ParseExpression): readonly Node[] {
  const args: Node[] = [];
  if (takeSymbol(reader, ')')) return args;
  do args.push(parseOptional(reader, parse));
  while (takeSymbol(reader, ',') || takeSymbol(reader, ';'));
  expectSymbol(reader, ')', 'the arguments');
  return args;
}

function parseOptional(reader: Reader, parse: ParseExpression): Node {
  const token = peek(reader);
  const isLeftOut = token.kind === 'symbol' && [',', ';', ')'].includes(token.value);
  if (isLeftOut) return { type: 'literal', value: undefined };
  DATE_FORMAT.lastIndex = token.start;
  const [format] = DATE_FORMAT.exec(reader.source) ?? [];
  if (format === undefined) return parse(reader);
  reader.at = token.start + format.length;
  return rawText(format);
}

function parseInScenario(reader: Reader, open: number, parse: ParseExpression): readonly Node[] {
  const layout = layOutArguments(reader);
  if (layout === undefined) {
    throw syntaxError({ source: reader.source, at: open }, 'This parenthesis is never closed.', 'Add the closing ).');
  }
  const start = reader.at;
  reader.at = layout.close + 1;
  const readSlice = (from: number, to: number): Reader => ({ ...reader, at: from, end: to, bareWords: true });
  if (layout.semicolons.length === 0 && layout.commas.length > 0) {
    return (
      parseCommaList(slices(start, layout.commas, layout.close), readSlice, parse) ?? [
        rawText(reader.source.slice(start, layout.close)),
      ]
    );
  }
  if (layout.semicolons.length === 0 && reader.source.slice(start, layout.close).trim() === '') return [];
  return slices(start, layout.semicolons, layout.close).map(([from, to]) => parseSlice(readSlice(from, to), parse));
}

/** Where a call's arguments end and where separators stand between them. */
export interface Layout {
  readonly close: number;
  readonly semicolons: readonly number[];
  readonly commas: readonly number[];
}

/** The layout of the arguments that begin where the reader stands; undefined when the call is never closed. */
export function layOutArguments(reader: Reader): Layout | undefined {
  const { source, end } = reader;
  const semicolons: number[] = [];
  const commas: number[] = [];
  let depth = 0;
  let argumentStarts = true;
  for (let at = reader.at; at < end; at += 1) {
    const char = source.charAt(at);
    if (depth === 0 && char === ')') return { close: at, semicolons, commas };
    if (depth === 0 && char === ';') semicolons.push(at);
    if (depth === 0 && char === ',') commas.push(at);
    depth = Math.max(0, depth + nesting(char));
    at = lastOfLiteral(reader, at, argumentStarts);
    argumentStarts = char === ';' || char === ',' || char === '(' || (argumentStarts && /\s/.test(char));
  }
  return undefined;
}

function nesting(char: string): number {
  if (char === '(' || char === '[' || char === '{') return 1;
  return char === ')' || char === ']' || char === '}' ? -1 : 0;
}

/** The last character of the quoted text or regular expression that starts at `at`, else `at` itself. */
function lastOfLiteral(reader: Reader, at: number, argumentStarts: boolean): number {
  const { source, end } = reader;
  if (opensQuote(source, at)) return (endOfQuoted(source, at, end) ?? at + 1) - 1;
  if (!argumentStarts || source.charAt(at) !== '/') return at;
  const regex = readRegex(source, at, end);
  const stands = regex?.kind === 'regex' && !regex.value.includes(';') && /^\s*[;,)]/.test(source.slice(regex.end));
  return stands ? regex.end - 1 : at;
}

function slices(start: number, separators: readonly number[], end: number): readonly (readonly [number, number])[] {
  const starts = [start, ...separators.map((at) => at + 1)];
  return starts.map((from, index) => [from, separators[index] ?? end]);
}

function parseCommaList(
  parts: readonly (readonly [number, number])[],
  readSlice: (from: number, to: number) => Reader,
  parse: ParseExpression,
): readonly Node[] | undefined {
  const nodes: Node[] = [];
  for (const [from, to] of parts) {
    const node = parseSlice(readSlice(from, to), parse);
    if (isText(node)) return undefined;
    nodes.push(node);
  }
  return nodes;
}

/** A quoted text is an expression; an unquoted one is not. */
function isText(node: Node): boolean {
  return (node.type === 'path' && node.text !== undefined) || (node.type === 'literal' && node.raw === true);
}

function parseSlice(reader: Reader, parse: ParseExpression): Node {
  const written = reader.source.slice(reader.at, reader.end).trim();
  if (written === '') return { type: 'literal', value: undefined };
  if (WRITTEN_FORM.test(written)) return rawText(written);
  try {
    const node = parse(reader);
    expectEnd(reader);
    return isPlainText(node) ? rawText(written) : node;
  } catch (error) {
    if (!isSyntaxError(error) || EXPRESSION_SIGNS.test(written)) throw error;
    return rawText(written);
  }
}

/** Words and numbers joined by signs that also occur in text, with no variable, call or quoted text among them. */
function isPlainText(node: Node): boolean {
  if (node.type !== 'chain') return false;
  let words = 0;
  let others = 0;
  walk(node, (inner) => {
    if (inner.type === 'path' && inner.text !== undefined) words += 1;
    else if (inner.type === 'chain') others += inner.rest.filter((link) => !TEXT_OPERATORS.has(link.operator)).length;
    else if (inner.type !== 'literal' || typeof inner.value !== 'number') others += 1;
  });
  return words > 0 && others === 0;
}

function isSyntaxError(error: unknown): boolean {
  return error instanceof ConnectorError && error.problems.every((problem) => problem.code === 'IML_SYNTAX');
}

function rawText(written: string): Node {
  return { type: 'literal', value: written.trim(), raw: true };
}
