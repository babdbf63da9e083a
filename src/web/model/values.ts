/** A JSON object as data. */
export type Values = Readonly<Record<string, unknown>>;

/** Whether `value` is an object as JSON knows it: not null and not an array. */
export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own property `key`, or undefined: inherited names such as `constructor` are never seen. */
export function own(holder: unknown, key: string | number): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Values)[key];
}

/** `values` with `key` set, or removed when `value` is undefined; the order of the keys stays. */
export function withKey<T extends object>(values: T, key: string, value: unknown): T {
  const entries = Object.entries(values).filter(([name]) => value !== undefined || name !== key);
  const known = entries.some(([name]) => name === key);
  const changed = entries.map(([name, old]) => [name, name === key ? value : old] as const);
  // `fromEntries` defines own properties, so `__proto__` stays plain data.
  return Object.fromEntries(known || value === undefined ? changed : [...changed, [key, value] as const]) as T;
}

/** What lies at the end of a path of keys and indexes, or undefined. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(own, value);
}

/**
 * A copy of `holder` in which the value at `path` is what `change` makes of it; everything beside the path is shared.
 * Objects that are missing on the way are created; undefined removes a key.
 */
export function changeAt<T>(holder: T, path: readonly (string | number)[], change: (value: unknown) => unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return change(holder) as T;
  const value = changeAt(own(holder, key), rest, change);
  if (Array.isArray(holder)) return holder.map((entry: unknown, index) => (index === key ? value : entry)) as T;
  return withKey(isValues(holder) ? holder : {}, String(key), value) as T;
}
