import { readPath } from '../access.ts';
import { isMissing, textOf } from '../coerce.ts';
import { compare } from '../compare.ts';

const ORDERS: ReadonlyMap<string, { readonly sign: 1 | -1; readonly ignoresCase: boolean }> = new Map([
  ['asc', { sign: 1, ignoresCase: false }],
  ['desc', { sign: -1, ignoresCase: false }],
  ['asc ci', { sign: 1, ignoresCase: true }],
  ['desc ci', { sign: -1, ignoresCase: true }],
] as const);

/**
 * The elements in order, missing values last. `order` is asc, desc, asc ci or desc ci; anything else in its place is
 * the key to sort by.
 */
export function sortList(list: readonly unknown[], order: unknown, key: unknown): readonly unknown[] {
  const named = ORDERS.get(textOf(order).trim().toLowerCase());
  const path = isMissing(key) && named === undefined ? order : key;
  const { sign, ignoresCase } = named ?? { sign: 1, ignoresCase: false };
  return list
    .map((element) => ({ element, rank: rankOf(element, path, ignoresCase) }))
    .sort((a, b) => inOrder(a.rank, b.rank, sign))
    .map(({ element }) => element);
}

function rankOf(element: unknown, path: unknown, ignoresCase: boolean): unknown {
  const value = isMissing(path) || path === '' ? element : readPath(element, textOf(path));
  return ignoresCase && typeof value === 'string' ? value.toLowerCase() : value;
}

function inOrder(a: unknown, b: unknown, sign: 1 | -1): number {
  if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
  return (compare(a, b) ?? 0) * sign;
}
