import { named, writePath, type ItemPath, type PathSegment } from './iml-path.ts';
import { jsonTypeOf, membersOf, previewOf, type JsonType } from './json-tree.ts';
import { isValues, own } from './values.ts';

/** A field of an interface, as manifests declare it. */
export interface ItemField {
  readonly name: string;
  readonly label?: string;
  readonly type?: string;
  /** Fields of a collection or of the elements of an array, or one field for plain elements. */
  readonly spec?: unknown;
}

/** One thing that can be mapped: a whole bundle, or something in it. */
export interface Item {
  /** The path as it is written in an expression; unique among all items. */
  readonly iml: string;
  readonly path: ItemPath;
  /** Technical name. */
  readonly name: string;
  readonly label: string;
  /** What it is, in a word: `text`, `number`, `array`, … */
  readonly type: string;
  readonly isArray: boolean;
  /** The value in the sample bundle, or undefined. */
  readonly sample: unknown;
  /** The sample in at most 80 characters; empty without one. */
  readonly preview: string;
  readonly isParent: boolean;
  readonly fields: readonly ItemField[];
}

/** What the tree of one module is made of. */
export interface ItemSource {
  readonly module: number;
  readonly label: string;
  readonly fields: readonly ItemField[];
  /** A bundle of the module, from a run, a delivery or the manifest. */
  readonly sample?: unknown;
}

/** What a failed module gives to its error handler. */
export const ERROR_FIELDS: readonly ItemField[] = [
  {
    name: 'error',
    label: 'Error',
    type: 'collection',
    spec: [
      { name: 'message', label: 'Message', type: 'text' },
      { name: 'type', label: 'Type', type: 'text' },
    ],
  },
];

/** Which element of an array is meant; a number counts from 1. */
export type ElementChoice = 'first' | 'all' | number;

/** The whole bundle of a module, the top of its tree. */
export function bundleItem({ module, label, fields, sample }: ItemSource): Item {
  return itemOf({ module, segments: [] }, { name: String(module), label, type: 'collection', spec: fields }, sample);
}

/** What is inside an item: declared fields in their order, then what only the sample has. Built when asked for. */
export function childrenOf(item: Item): readonly Item[] {
  const inside = contentOf(item);
  const declared = new Map(item.fields.map((field) => [field.name, field]));
  const names = new Set([...declared.keys(), ...membersOf(inside).map(([name]) => String(name))]);
  return [...names].map((name) => childOf(item, name, declared.get(name) ?? { name }, inside));
}

/** The item called `name` inside another; undefined when neither the interface nor the sample knows it. */
export function childNamed(item: Item, name: string): Item | undefined {
  const inside = contentOf(item);
  const field = item.fields.find((other) => other.name === name);
  if (field === undefined && !membersOf(inside).some(([other]) => other === name)) return undefined;
  return childOf(item, name, field ?? { name }, inside);
}

/** The path to an element of an array item, or to all of them. */
export function elementPath({ path }: Item, choice: ElementChoice): ItemPath {
  if (choice === 'all') return path;
  const element: PathSegment = choice === 'first' ? { type: 'first' } : { type: 'index', index: choice };
  return { ...path, segments: [...path.segments, element] };
}

/** The label of what a path leads to, such as "Tags[2]"; undefined when it is not known. */
export function labelOfPath(bundle: Item, segments: readonly PathSegment[]): string | undefined {
  let item: Item | undefined = bundle;
  let index = '';
  for (const segment of segments) {
    if (item === undefined) return undefined;
    if (segment.type === 'name') {
      item = childNamed(item, segment.name);
      index = '';
    } else {
      index += writePath({ module: 0, segments: [segment] }).slice(1);
    }
  }
  return item === undefined ? undefined : `${item.label}${index}`;
}

/** Deepest level and most items a search looks at, so that it stays fast in any bundle. */
const DEEPEST = 12;
const MOST_VISITED = 50_000;

/** Items whose label, name or value contains every word of `query`, in the order of the tree, each with those above it. */
export function findItems(
  bundles: readonly Item[],
  query: string,
  most = 200,
): readonly { readonly item: Item; readonly parents: readonly Item[] }[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: { readonly item: Item; readonly parents: readonly Item[] }[] = [];
  let visited = 0;
  const visit = (item: Item, parents: readonly Item[]): void => {
    visited += 1;
    if (found.length >= most || visited > MOST_VISITED) return;
    if (matches(item, words)) found.push({ item, parents });
    if (!item.isParent || parents.length >= DEEPEST) return;
    for (const child of childrenOf(item)) visit(child, [...parents, item]);
  };
  if (words.length > 0) for (const bundle of bundles) visit(bundle, []);
  return found;
}

function matches(item: Item, words: readonly string[]): boolean {
  const text = `${item.label}\n${item.name}\n${item.isParent ? '' : item.preview}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function childOf(parent: Item, name: string, field: ItemField, inside: unknown): Item {
  const element: readonly PathSegment[] = parent.isArray ? [{ type: 'first' }] : [];
  const segments = [...parent.path.segments, ...element, named(name)];
  return itemOf({ module: parent.path.module, segments }, field, memberOf(inside, name));
}

function itemOf(path: ItemPath, field: ItemField, sample: unknown): Item {
  const type = typeOf(field, sample);
  const isArray = type === 'array';
  const fields = fieldsOf(field.spec);
  const inside = isArray ? firstCollection(sample) : sample;
  return {
    path,
    name: field.name,
    label: field.label ?? field.name,
    type,
    isArray,
    sample,
    isParent: fields.length > 0 || (isCollection(inside) && Object.keys(unwrapped(inside)).length > 0),
    fields,
    // Written when they are read: of thousands of items a tree shows a few.
    get iml() {
      return writePath(path);
    },
    get preview() {
      return sample === undefined ? '' : previewOf(sample);
    },
  };
}

/** The collection whose items are the children: of an array, its first collection. */
function contentOf({ isArray, sample }: Item): unknown {
  const inside = isArray ? firstCollection(sample) : sample;
  return isCollection(inside) ? inside : undefined;
}

function isCollection(value: unknown): boolean {
  return jsonTypeOf(value) === 'collection';
}

function firstCollection(value: unknown): unknown {
  return Array.isArray(value) ? (value as readonly unknown[]).find(isCollection) : undefined;
}

function memberOf(inside: unknown, name: string): unknown {
  return own(unwrapped(inside), name);
}

/** The collection itself where it is wrapped because it has an item `$value` of its own. */
function unwrapped(inside: unknown): object {
  const held = own(inside, '$value') === 'collection' ? own(inside, 'of') : inside;
  return isValues(held) ? held : {};
}

/** Declared fields inside a field: a list of them, or one for the elements of an array. */
function fieldsOf(spec: unknown): readonly ItemField[] {
  if (Array.isArray(spec)) return spec.filter(isField);
  return isValues(spec) && Array.isArray(spec['spec']) ? spec['spec'].filter(isField) : [];
}

function isField(value: unknown): value is ItemField {
  return isValues(value) && typeof value['name'] === 'string';
}

/** The declared type in people's words; without one, that of the sample. */
function typeOf({ type, spec }: ItemField, sample: unknown): string {
  const declared = type === undefined ? undefined : TYPE_WORDS.get(type);
  if (declared !== undefined) return declared;
  if (type !== undefined && type !== 'any' && type !== 'json') return 'text';
  const found: JsonType = jsonTypeOf(sample);
  if (found === 'nothing' || found === 'empty' || found === 'cut')
    return fieldsOf(spec).length > 0 ? 'collection' : 'any';
  return found;
}

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['number', 'number'],
  ['integer', 'number'],
  ['uinteger', 'number'],
  ['port', 'number'],
  ['boolean', 'boolean'],
  ['date', 'date'],
  ['time', 'date'],
  ['timestamp', 'date'],
  ['buffer', 'binary'],
  ['collection', 'collection'],
  ['array', 'array'],
]);
