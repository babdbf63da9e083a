import { ownValue } from '../core/json.ts';

/** The member `name` of a collection, or the 1-based element of an array when the name is a number; else undefined. */
export function readMember(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined;
  if (Array.isArray(holder)) return /^-?\d+$/.test(name) ? readElement(holder, Number(name)) : undefined;
  return dataOf(ownValue(holder, name));
}

/** The element of an array by its 1-based index, counted from the end when negative; 0 is none. */
export function readElement(array: readonly unknown[], index: number): unknown {
  return index === 0 ? undefined : array.at(index > 0 ? index - 1 : index);
}

/** What `holder[key]` gives: elements of arrays by number, members of collections by text. */
export function readKey(holder: unknown, key: unknown): unknown {
  if (typeof key === 'string') return readMember(holder, key);
  if (typeof key !== 'number') return undefined;
  return Array.isArray(holder) ? readElement(holder, key) : readMember(holder, String(key));
}

/** The first element of an array. */
export function readFirst(holder: unknown): unknown {
  return Array.isArray(holder) ? holder[0] : undefined;
}

/** The member whose name equals `name` but for upper and lower case, as HTTP headers are read. */
export function readIgnoringCase(holder: unknown, name: string): unknown {
  const exact = readMember(holder, name);
  if (exact !== undefined || typeof holder !== 'object' || holder === null || Array.isArray(holder)) return exact;
  const wanted = name.toLowerCase();
  const key = Object.keys(holder).find((other) => other.toLowerCase() === wanted);
  return key === undefined ? undefined : readMember(holder, key);
}

/** Follows a path given as data, such as `emails[1].address` or `2`; a member with exactly that name wins. */
export function readPath(holder: unknown, path: string): unknown {
  const whole = readMember(holder, path);
  if (whole !== undefined) return whole;
  let value: unknown = holder;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(-?\d*)\]/g)) {
    if (name !== undefined) value = readMember(value, name.trim());
    else value = index === '' ? readFirst(value) : readKey(value, Number(index));
  }
  return value;
}

/** Functions are no data: a host object handed in by mistake shows none. */
function dataOf(value: unknown): unknown {
  return typeof value === 'function' ? undefined : value;
}
