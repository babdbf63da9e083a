import { isCollection, ownValue, setOwn, type Collection } from '../core/json.ts';
import type { Node } from '../iml/ast.ts';
import { placeOfPath, type Place, type Step } from './body-reads.ts';
import { answerFor } from './placeholder.ts';

/** An answer in the making. */
export interface Draft {
  /** What is known of `body`, and of the `item` in each of its elements. */
  readonly values: Collection;
  /** Parts of the answer that the request keeps in `temp`, by their name there. */
  readonly kept: ReadonlyMap<string, Place>;
}

/** Puts a value at a place; what stands in the way gives way. */
export function put({ values }: Draft, { root, steps }: Place, value: unknown): void {
  setOwn(values, root, placed(ownValue(values, root), steps, value));
}

/** The value at a place. */
export function valueAt({ values }: Draft, { root, steps }: Place): unknown {
  return steps.reduce<unknown>((holder, step) => ownValue(holder, step), ownValue(values, root));
}

/** A place as one in the answer, also when it was kept in `temp`; undefined for whatever is not from the answer. */
export function answerPlace({ kept }: Draft, place: Place): Place | undefined {
  if (place.root === 'body' || place.root === 'item') return place;
  const [name, ...steps] = place.steps;
  const from = place.root === 'temp' && typeof name === 'string' ? kept.get(name) : undefined;
  return from === undefined ? undefined : { root: from.root, steps: [...from.steps, ...steps] };
}

/** Puts a plausible value at a place where nothing stands yet. */
export function fill(draft: Draft, place: Place, isList: boolean): void {
  const present = valueAt(draft, place);
  if (present !== undefined && (present !== null || !isList)) return;
  if (isBlocked(draft, place)) return;
  const name = place.steps.findLast((step) => typeof step === 'string');
  const usual = name === undefined ? {} : answerFor(name);
  put(draft, place, isList ? [usual].flat() : usual);
}

/** A sample says that something on the way is a single value; it knows better than a name does. */
function isBlocked(draft: Draft, { root, steps }: Place): boolean {
  return steps.some((_, index) => {
    const holder = valueAt(draft, { root, steps: steps.slice(0, index) });
    return holder !== undefined && holder !== null && typeof holder !== 'object';
  });
}

function placed(holder: unknown, steps: readonly Step[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(holder) ? [...(holder as unknown[])] : [];
    list[step] = placed(list[step], rest, value);
    return Array.from(list, (element) => element ?? null);
  }
  const collection = isCollection(holder) ? { ...holder } : {};
  setOwn(collection, step, placed(ownValue(collection, step), rest, value));
  return collection;
}

/**
 * Changes the draft so that a condition is met, or not. What no single value of the answer decides stays as it is.
 * @returns whether a value of the answer decides it
 */
export function wish(draft: Draft, node: Node | undefined, truth: boolean): boolean {
  if (node?.type === 'unary' && node.operator === '!') return wish(draft, node.of, !truth);
  if (node?.type === 'path') return wishPath(draft, placeOfPath(node.root, node.segments), truth);
  if (node?.type === 'call') return wishCall(draft, node, truth);
  return node?.type === 'chain' && wishChain(draft, node, truth);
}

/** `isArray(body.items)` and `length(body.items)`: a list with something in it, or nothing. */
function wishCall(draft: Draft, { name, args }: Node & { type: 'call' }, truth: boolean): boolean {
  const [list] = args;
  if ((name !== 'isArray' && name !== 'length') || list?.type !== 'path') return false;
  const place = answerPlace(draft, placeOfPath(list.root, list.segments));
  if (place === undefined) return false;
  const present = valueAt(draft, place);
  if (!truth || !Array.isArray(present)) put(draft, place, truth ? [present ?? {}] : undefined);
  return true;
}

function wishPath(draft: Draft, written: Place, truth: boolean): boolean {
  const place = answerPlace(draft, written);
  if (place === undefined) return false;
  if (Boolean(valueAt(draft, place)) !== truth) put(draft, place, truth ? true : undefined);
  return true;
}

function wishChain(draft: Draft, { first, rest }: Node & { type: 'chain' }, truth: boolean): boolean {
  const [link] = rest;
  if (link === undefined) return false;
  if (link.operator !== '&' && link.operator !== '|') {
    return rest.length === 1 && wishComparison(draft, { left: first, operator: link.operator, right: link.of }, truth);
  }
  const operands = [first, ...rest.map(({ of }) => of)];
  const needsAll = (link.operator === '&') === truth;
  if (!needsAll) return operands.some((operand) => wish(draft, operand, truth));
  return operands.filter((operand) => wish(draft, operand, truth)).length > 0;
}

interface Comparison {
  readonly left: Node;
  readonly operator: string;
  readonly right: Node;
}

/** By operator: a value that makes `value <operator> literal` true, and one that makes it false. */
const MEETING: ReadonlyMap<string, (literal: unknown, truth: boolean) => unknown> = new Map([
  ['=', equalTo],
  ['===', equalTo],
  ['!=', (literal: unknown, truth: boolean) => equalTo(literal, !truth)],
  ['!==', (literal: unknown, truth: boolean) => equalTo(literal, !truth)],
  ['>', (literal: unknown, truth: boolean) => Number(literal) + (truth ? 1 : 0)],
  ['>=', (literal: unknown, truth: boolean) => Number(literal) - (truth ? 0 : 1)],
  ['<', (literal: unknown, truth: boolean) => Number(literal) - (truth ? 1 : 0)],
  ['<=', (literal: unknown, truth: boolean) => Number(literal) + (truth ? 0 : 1)],
]);

function wishComparison(draft: Draft, { left, operator, right }: Comparison, truth: boolean): boolean {
  const literal = literalOf(right);
  if (left.type === 'call' && operator === '>' && literal?.value === 0) return wish(draft, left, truth);
  if (left.type !== 'path' || literal === undefined) return false;
  const place = answerPlace(draft, placeOfPath(left.root, left.segments));
  const value = MEETING.get(operator)?.(literal.value, truth);
  if (place === undefined || value === undefined) return false;
  put(draft, place, value === ABSENT ? undefined : value);
  return true;
}

const ABSENT = Symbol('absent');

/** A value that equals the literal, or another one of its kind. */
function equalTo(literal: unknown, truth: boolean): unknown {
  if (truth) return literal === null || literal === undefined ? ABSENT : literal;
  if (typeof literal === 'number') return literal + 1;
  if (typeof literal === 'boolean') return !literal;
  return `not ${String(literal)}`;
}

function literalOf(node: Node): { readonly value: unknown } | undefined {
  if (node.type === 'literal') return { value: node.value };
  if (node.type !== 'keyword') return undefined;
  return KEYWORD_VALUES.get(node.name);
}

const KEYWORD_VALUES: ReadonlyMap<string, { readonly value: unknown }> = new Map([
  ['true', { value: true }],
  ['false', { value: false }],
  ['null', { value: null }],
  ['undefined', { value: undefined }],
  ['emptystring', { value: '' }],
]);
