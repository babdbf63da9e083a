import type { Place } from '../model/placement.ts';

/** A place as text, for the attribute of what modules are dropped on. */
export function keyOfPlace({ list, index }: Place): string {
  return JSON.stringify([...list, index]);
}

/** The place in such a text. */
export function placeOfKey(key: string): Place {
  const path = JSON.parse(key) as Place['list'];
  return { list: path.slice(0, -1), index: Number(path.at(-1)) };
}
