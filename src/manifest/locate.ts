import type { Node } from 'jsonc-parser';
import type { Position, Problem } from '../core/source.ts';
import type { SourceFile, SourcePart } from './source-file.ts';

/** A place in a file, more exact than a pointer alone. */
export interface Place {
  /** JSON pointer to the value. */
  readonly pointer: string;
  /** The finding is about the key, not its value. */
  readonly key?: boolean;
  /** Position inside the text of the value (or key), both counted from 1. */
  readonly within?: Position;
}

/** Where people find a place: the file that really holds it, the pointer in that file, line and column. */
export type Located = Required<Pick<Problem, 'file' | 'pointer' | 'position'>>;

/** Looks a place of a component up; a value that does not exist is where its nearest parent is. */
export function locate(file: SourceFile, place: Place): Located {
  const part = partAt(file, place.pointer);
  const pointer = part.from + place.pointer.slice(part.at.length);
  return { file: part.file.path, pointer, position: positionOf(part.file, { ...place, pointer }) };
}

function partAt(file: SourceFile, pointer: string): SourcePart {
  const around = (file.parts ?? []).filter(({ at }) => pointer === at || pointer.startsWith(`${at}/`));
  return around.reduce((a, b) => (b.at.length >= a.at.length ? b : a), { at: '', file, from: '' });
}

function positionOf(file: SourcePart['file'], place: Place): Position {
  if (file.tree === undefined) return { line: 1, column: 1 };
  const node = nodeAt(file.tree, place);
  const offset = place.within === undefined ? node.offset : offsetWithin(file.text, node, place.within);
  return positionIn(linesOf(file), offset);
}

/** Where the lines of a text begin; worked out once, because a file can have very many findings. */
function linesOf(file: SourcePart['file']): readonly number[] {
  const known = lines.get(file);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = file.text.indexOf('\n'); at !== -1; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lines.set(file, starts);
  return starts;
}

const lines = new WeakMap<SourcePart['file'], readonly number[]>();

function positionIn(starts: readonly number[], offset: number): Position {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return { line: low, column: offset - (starts[low - 1] ?? 0) + 1 };
}

/**
 * A problem of a compiler (pointer, and a position inside the string it points to) as a problem of the file: with the
 * file's path and the line and column in it. `key`: it is about the key, not its value.
 */
export function inFile(problem: Problem, file: SourceFile, options: { readonly key?: boolean } = {}): Problem {
  const within = problem.position;
  const place = { ...options, pointer: problem.pointer, ...(within === undefined ? {} : { within }) };
  return { ...problem, ...locate(file, place) };
}

function nodeAt(tree: Node, place: Place): Node {
  const { node, rest } = walk(tree, place.pointer);
  const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  return place.key === true && rest === 0 && key !== undefined ? key : node;
}

/** Follows the pointer as far as it leads; `rest` counts the segments that lead nowhere. */
function walk(tree: Node, pointer: string): { readonly node: Node; readonly rest: number } {
  const segments = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let node = tree;
  for (const [index, segment] of segments.entries()) {
    const child = childOf(node, segment);
    if (child === undefined) return { node, rest: segments.length - index };
    node = child;
  }
  return { node, rest: 0 };
}

function childOf(node: Node, segment: string): Node | undefined {
  if (node.type === 'array') return node.children?.[Number(segment)];
  if (node.type !== 'object') return undefined;
  return membersOf(node).get(segment);
}

/** The values in an object by their key; the last of two equal keys is the one that counts. */
function membersOf(node: Node): ReadonlyMap<string, Node> {
  const known = members.get(node);
  if (known !== undefined) return known;
  const pairs = (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [[String(key.value), value] as const],
  );
  const byKey = new Map(pairs);
  members.set(node, byKey);
  return byKey;
}

const members = new WeakMap<Node, ReadonlyMap<string, Node>>();

/** File offset of a position inside a string node, its escapes counted as the one character they stand for. */
function offsetWithin(text: string, node: Node, within: Position): number {
  if (node.type !== 'string') return node.offset;
  let left = offsetOf(String(node.value), within);
  let offset = node.offset + 1;
  for (; left > 0; left -= 1) offset += escapeLength(text, offset);
  return offset;
}

function offsetOf(text: string, { line, column }: Position): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

function escapeLength(text: string, offset: number): number {
  if (text[offset] !== '\\') return 1;
  return text[offset + 1] === 'u' ? 6 : 2;
}
