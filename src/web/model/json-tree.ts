import { writeMapping, type PathSegment } from './iml-path.ts';
import { isValues, own } from './values.ts';

/** The way to a value inside a bundle: names of items, and indexes of arrays from 0. */
export type JsonPath = readonly (string | number)[];

/** What a value is, in words people know. */
export type JsonType =
  'text' | 'number' | 'boolean' | 'empty' | 'date' | 'binary' | 'collection' | 'array' | 'cut' | 'nothing';

/** One line of a tree. */
export interface JsonRow {
  /** JSON pointer; unique in the tree. */
  readonly id: string;
  readonly path: JsonPath;
  /** Name of the item, or its number from 1 in an array. */
  readonly name: string;
  /** From 1. */
  readonly level: number;
  /** Place among its siblings, from 1, and how many there are. */
  readonly position: number;
  readonly siblings: number;
  readonly type: JsonType;
  /** The value in a few words. */
  readonly preview: string;
  /** Whether there is something below it. */
  readonly isParent: boolean;
  readonly isOpen: boolean;
  readonly value: unknown;
}

/** A value that is too large to be sent along; `of` is how it begins, `size` its bytes. */
export interface CutValue {
  readonly of: string;
  readonly size: number;
}

/** Longest text of a line, in characters. */
export const PREVIEW_LENGTH = 80;

/** JSON has no form for these: they stand as `{"$value": kind, "of": …}`. */
const MARKED: Readonly<Record<string, JsonType>> = {
  date: 'date',
  buffer: 'binary',
  cut: 'cut',
  undefined: 'nothing',
  number: 'number',
  bigint: 'number',
};

/** What kind of value it is. */
export function jsonTypeOf(value: unknown): JsonType {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'array';
  if (isValues(value)) return markOf(value) ?? 'collection';
  return typeof value === 'string' ? 'text' : (PLAIN[typeof value] ?? 'nothing');
}

const PLAIN: Readonly<Record<string, JsonType>> = { number: 'number', boolean: 'boolean', bigint: 'number' };

/** The value that was too large, or undefined for every other value. */
export function cutValueOf(value: unknown): CutValue | undefined {
  if (jsonTypeOf(value) !== 'cut') return undefined;
  const [of, size] = [own(value, 'of'), own(value, 'size')];
  return { of: typeof of === 'string' ? of : '', size: typeof size === 'number' ? size : 0 };
}

/** Whether something in a value was cut. */
export function hasCut(value: unknown): boolean {
  return jsonTypeOf(value) === 'cut' || membersOf(value).some(([, member]) => hasCut(member));
}

/** The values inside a value, with their names or indexes; none for what has no parts. */
export function membersOf(value: unknown): readonly (readonly [key: string | number, value: unknown])[] {
  if (Array.isArray(value)) return value.map((element: unknown, index) => [index, element] as const);
  const held = collectionIn(value);
  return held === undefined ? [] : Object.entries(held);
}

/** A value in one line of at most 80 characters. */
export function previewOf(value: unknown): string {
  const type = jsonTypeOf(value);
  if (type === 'array') return `[ ] ${counted((value as readonly unknown[]).length, 'item')}`;
  if (type === 'collection') return `{ } ${counted(membersOf(value).length, 'item')}`;
  if (type === 'empty' || type === 'nothing') return type;
  if (type === 'cut') return shorten(cutValueOf(value)?.of ?? '', PREVIEW_LENGTH);
  return shorten(textOfLeaf(value), PREVIEW_LENGTH);
}

/** A value without parts as the text people copy: texts without quotes, dates in ISO form. */
export function textOfLeaf(value: unknown): string {
  if (isValues(value)) {
    const of = own(value, 'of');
    return typeof of === 'string' ? of : JSON.stringify(of ?? null);
  }
  return typeof value === 'string' ? value : String(value);
}

/** The lines of a tree in which the parents with these ids are open; the value itself is no line. */
export function jsonRows(value: unknown, open: ReadonlySet<string>): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  addRows(value, [], open, rows);
  return rows;
}

function addRows(parent: unknown, path: JsonPath, open: ReadonlySet<string>, rows: JsonRow[]): void {
  const members = membersOf(parent);
  members.forEach(([key, value], index) => {
    const own = [...path, key];
    const id = pointerOf(own);
    const isParent = membersOf(value).length > 0;
    const isOpen = isParent && open.has(id);
    rows.push({
      id,
      path: own,
      name: typeof key === 'number' ? String(key + 1) : key,
      level: own.length,
      position: index + 1,
      siblings: members.length,
      type: jsonTypeOf(value),
      preview: previewOf(value),
      isParent,
      isOpen,
      value,
    });
    if (isOpen) addRows(value, own, open, rows);
  });
}

/** The parents that are open at first: level by level as long as the tree stays short. */
export function openAtFirst(value: unknown, most = 60): ReadonlySet<string> {
  const open = new Set<string>();
  let lines = membersOf(value).length;
  let parents = childParents(value, []);
  while (parents.length > 0) {
    lines += parents.reduce((sum, [, parent]) => sum + membersOf(parent).length, 0);
    if (lines > most) return open;
    for (const [path] of parents) open.add(pointerOf(path));
    parents = parents.flatMap(([path, parent]) => childParents(parent, path));
  }
  return open;
}

function childParents(value: unknown, path: JsonPath): readonly (readonly [path: JsonPath, value: unknown])[] {
  return membersOf(value).flatMap(([key, member]) =>
    membersOf(member).length > 0 ? [[[...path, key], member] as const] : [],
  );
}

/** Paths of the values whose name or text contains `text`, in order; at most `most`. */
export function findInJson(value: unknown, text: string, most = 500): readonly JsonPath[] {
  const wanted = text.trim().toLowerCase();
  const found: JsonPath[] = [];
  if (wanted !== '') search(value, []);
  return found;

  function search(parent: unknown, path: JsonPath): void {
    for (const [key, member] of membersOf(parent)) {
      if (found.length >= most) return;
      const own = [...path, key];
      const isNamed = typeof key === 'string' && key.toLowerCase().includes(wanted);
      if (isNamed || leafContains(member, wanted)) found.push(own);
      search(member, own);
    }
  }
}

function leafContains(value: unknown, wanted: string): boolean {
  return !['array', 'collection'].includes(jsonTypeOf(value)) && textOfLeaf(value).toLowerCase().includes(wanted);
}

/** The ids of everything above a value: open, they show it. */
export function parentsOf(path: JsonPath): readonly string[] {
  return path.slice(0, -1).map((_, index) => pointerOf(path.slice(0, index + 1)));
}

/** A path as a JSON pointer (RFC 6901). */
export function pointerOf(path: JsonPath): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A path as segments of a mapping, where arrays count from 1. */
export function segmentsOf(path: JsonPath): readonly PathSegment[] {
  return path.map((key) => (typeof key === 'number' ? { type: 'index', index: key + 1 } : { type: 'name', name: key }));
}

/** A value of the bundle of a module as a mapping, for example `{{2.customer.phone_number}}`. */
export function mappingOf(module: number, path: JsonPath): string {
  return writeMapping({ module, segments: segmentsOf(path) });
}

/** Bytes for people: "312 B", "64 KB", "5.2 MB". */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function markOf(value: object): JsonType | undefined {
  const kind = own(value, '$value');
  return typeof kind === 'string' && Object.hasOwn(MARKED, kind) ? MARKED[kind] : undefined;
}

/** The items of a collection, also of one that is wrapped because it has an item `$value` of its own. */
function collectionIn(value: unknown): object | undefined {
  if (!isValues(value) || markOf(value) !== undefined) return undefined;
  const inner = own(value, 'of');
  return own(value, '$value') === 'collection' && isValues(inner) ? inner : value;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function shorten(text: string, length: number): string {
  // Enough to fill the line although blanks fall together; the rest of a large text is not looked at.
  const start = text.slice(0, 4 * length);
  const line = start.replaceAll(/\s+/g, ' ');
  return line.length > length || start.length < text.length ? `${line.slice(0, length)}…` : line;
}
