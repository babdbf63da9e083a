/** Any value JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An object as data: every key is plain, also `__proto__` and `constructor`. */
export type Collection = Record<string, unknown>;

/** Whether `value` is a plain collection: not null, not an array, not a Date, a buffer or another class instance. */
export function isCollection(value: unknown): value is Collection {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** The own property `key` of a collection or array, or undefined: inherited names such as `constructor` are never seen. */
export function ownValue(holder: unknown, key: string | number): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Collection)[key];
}

/** Sets an own property even when the key is `__proto__`, which a plain assignment would swallow. */
export function setOwn(target: object, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
    return;
  }
  (target as Collection)[key] = value;
}

/** A collection built from entries, `__proto__` kept as plain data; later keys win. */
export function collectionOf(entries: Iterable<readonly [string, unknown]>): Collection {
  const result: Collection = {};
  for (const [key, value] of entries) setOwn(result, key, value);
  return result;
}

/**
 * `over` merged into `base`, into new collections: collections merge key by key, anything else of `over` replaces,
 * undefined leaves what is there. Arrays are replaced.
 */
export function mergeDeep(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isCollection(base) || !isCollection(over)) return over;
  const result = collectionOf(Object.entries(base));
  for (const [key, value] of Object.entries(over)) setOwn(result, key, mergeDeep(ownValue(base, key), value));
  return result;
}

/** How deep a value is nested; stops counting at `limit`. */
export function depthOf(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null || limit <= 0) return 0;
  let deepest = 0;
  for (const child of Object.values(value)) deepest = Math.max(deepest, depthOf(child, limit - 1));
  return deepest + 1;
}
