import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { setOwn } from '../core/json.ts';
import { pointerTo, positionAt, type Problem } from '../core/source.ts';

/** What a file of an app describes. */
export type SourceKind = 'manifest' | 'module' | 'connection' | 'webhook' | 'rpc';

/** One file of an app as it stands on disk, parsed but not yet judged. */
export interface SourceFile {
  /** Relative to the app's folder, with `/`, for example `modules/get-customer.json`. */
  readonly path: string;
  readonly kind: SourceKind;
  /** File name without its extension, for example `get-customer`. */
  readonly stem: string;
  /** Without a byte order mark; positions count in this text. */
  readonly text: string;
  /** The parsed value; undefined when the file is not valid JSON. */
  readonly json: unknown;
  /** The syntax tree behind `json`, for locations. */
  readonly tree: Node | undefined;
  /** What keeps the text from being valid JSON. */
  readonly problems: readonly Problem[];
  /** Where the pieces of a component that was put together from several files stand; the longest `at` counts. */
  readonly parts?: readonly SourcePart[];
}

/** A piece of a component that stands in a file of its own, or somewhere in a file with others. */
export interface SourcePart {
  /** Pointer to it in the component, for example `/communication`. */
  readonly at: string;
  readonly file: Pick<SourceFile, 'path' | 'text' | 'tree'>;
  /** Pointer to it in that file. */
  readonly from: string;
}

/** A file by its place and its text, before it is parsed. */
export interface SourceText {
  readonly path: string;
  /** Code of functions is text for good: it is no JSON. */
  readonly kind: SourceKind | 'function';
  readonly text: string;
}

/**
 * Parses JSON with comments, trailing commas and a byte order mark. Every `__proto__` stays plain data; nesting deeper
 * than `depth` is refused before anything recurses into it.
 */
export function parseSource(source: SourceText & { readonly kind: SourceKind }, depth: number): SourceFile {
  const text = source.text.startsWith('\uFEFF') ? source.text.slice(1) : source.text;
  const file = { path: source.path, kind: source.kind, stem: stemOf(source.path), text };
  const tooDeep = offsetBelow(text, depth);
  if (tooDeep !== undefined)
    return { ...file, json: undefined, tree: undefined, problems: [depthProblem(file, tooDeep, depth)] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (tree === undefined || first !== undefined) {
    return { ...file, json: undefined, tree: undefined, problems: [syntaxProblem(file, first)] };
  }
  return {
    ...file,
    json: valueOf(tree),
    tree,
    problems: duplicateKeys(tree, '')
      .slice(0, MOST_DUPLICATES)
      .map((one) => duplicateProblem(file, one)),
  };
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.jsonc?$/, '');
}

/** Where the text nests deeper than `depth`, or undefined. */
function offsetBelow(text: string, depth: number): number | undefined {
  const scanner = createScanner(text, true);
  let open = 0;
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const token = text[scanner.getTokenOffset()];
    if (token === '{' || token === '[') open += 1;
    if (token === '}' || token === ']') open -= 1;
    if (open > depth) return scanner.getTokenOffset();
  }
  return undefined;
}

type Place = Pick<SourceFile, 'path' | 'text'>;

function depthProblem(file: Place, offset: number, depth: number): Problem {
  return {
    file: file.path,
    pointer: '',
    position: positionAt(file.text, offset),
    severity: 'error',
    code: 'TOO_DEEP',
    message: `The JSON is nested deeper than ${depth} levels.`,
    fix: 'Make the structure flatter.',
  };
}

/** Sentences for the mistakes people make most; others are named by the parser's own word. */
const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This word is no JSON value.',
  InvalidNumberFormat: 'This number is not written as JSON wants it.',
  PropertyNameExpected: 'A key in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected between key and value.',
  CommaExpected: 'A comma is missing before this.',
  CloseBraceExpected: 'A closing } is missing.',
  CloseBracketExpected: 'A closing ] is missing.',
  EndOfFileExpected: 'Something stands behind the end of the JSON value.',
  UnexpectedEndOfComment: 'The comment is not closed.',
  UnexpectedEndOfString: 'The text has no closing quote on its line.',
  InvalidEscapeCharacter: 'This escape is not known in JSON.',
  InvalidUnicode: 'The escape \\u needs four hexadecimal digits.',
  InvalidCharacter: 'A control character stands in the text; write it as an escape.',
};

function syntaxProblem(file: Place, error: ParseError | undefined): Problem {
  const name = error === undefined ? 'ValueExpected' : printParseErrorCode(error.error);
  return {
    file: file.path,
    pointer: '',
    position: positionAt(file.text, error?.offset ?? 0),
    severity: 'error',
    code: 'JSON_SYNTAX',
    message: `The file is not valid JSON. ${SYNTAX_MESSAGES[name] ?? `${name}.`}`,
    fix: 'Correct the JSON at the position shown; comments and trailing commas are fine.',
  };
}

function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value;
  const result = {};
  for (const member of node.children ?? []) {
    const [key, value] = member.children ?? [];
    if (key !== undefined && value !== undefined) setOwn(result, String(key.value), valueOf(value));
  }
  return result;
}

/** JSON lets the last of two equal keys win silently; in a manifest that hides a mistake. */
function duplicateKeys(node: Node, pointer: string): Duplicate[] {
  if (node.type === 'array') {
    return (node.children ?? []).flatMap((child, index) => duplicateKeys(child, pointerTo(pointer, index)));
  }
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((member) => {
    const [key, value] = member.children ?? [];
    if (key === undefined || value === undefined) return [];
    const name = String(key.value);
    const below = duplicateKeys(value, pointerTo(pointer, name));
    if (!seen.has(name)) {
      seen.add(name);
      return below;
    }
    return [{ pointer: pointerTo(pointer, name), key }, ...below];
  });
}

/** More of them are one mistake, and nobody reads on. */
const MOST_DUPLICATES = 100;

interface Duplicate {
  readonly pointer: string;
  readonly key: Node;
}

function duplicateProblem(file: Place, { pointer, key }: Duplicate): Problem {
  return {
    file: file.path,
    pointer,
    position: positionAt(file.text, key.offset),
    severity: 'error',
    code: 'DUPLICATE_KEY',
    message: `The key "${String(key.value)}" stands twice in the same object; only the last would count.`,
    fix: 'Keep one of them.',
  };
}
