import { asBuffer } from '../core/bytes.ts';
import { isCollection } from '../core/json.ts';

/** How the items of an array are named: `repeat` gives `a=1&a=2`, `brackets` gives `a[0]=1&a[1]=2`. */
export type ArrayStyle = 'repeat' | 'brackets';

/** One name and its text, not yet encoded. */
export type FormPair = readonly [name: string, text: string];

/** A collection flattened to name and text pairs; null and undefined are dropped, collections nest as `a[b]`. */
export function formPairs(values: object, arrays: ArrayStyle): FormPair[] {
  const pairs: FormPair[] = [];
  for (const [key, value] of Object.entries(values)) addPairs(pairs, key, value, arrays);
  return pairs;
}

function addPairs(pairs: FormPair[], name: string, value: unknown, arrays: ArrayStyle): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => addPairs(pairs, arrays === 'repeat' ? name : `${name}[${index}]`, item, arrays));
    return;
  }
  if (isCollection(value)) {
    for (const [key, child] of Object.entries(value)) addPairs(pairs, `${name}[${key}]`, child, arrays);
    return;
  }
  pairs.push([name, scalarText(value)]);
}

/** One pair, percent-encoded: `name=text`. */
export function pairText([name, text]: FormPair): string {
  return `${encode(name)}=${encode(text)}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\u{FFFD}'));
}

/** A single value as text: dates in ISO form, bytes as UTF-8. */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (value instanceof Uint8Array) return asBuffer(value).toString('utf8');
  return String(value);
}
