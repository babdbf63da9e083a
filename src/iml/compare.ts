import { isDeepStrictEqual } from 'node:util';
import { isMissing, looseNumber, textOf } from './coerce.ts';

/** `=`: as loose as JavaScript's `==`, but dates by their time and arrays and collections by their content. */
export function looseEqual(a: unknown, b: unknown): boolean {
  if (isMissing(a) || isMissing(b)) return isMissing(a) && isMissing(b);
  if (typeof a === 'object' && typeof b === 'object') return isDeepStrictEqual(a, b);
  if (typeof a === 'object') return typeof b === 'string' ? textOf(a) === b : looseNumber(a) === looseNumber(b);
  if (typeof b === 'object') return looseEqual(b, a);
  return typeof a === typeof b ? a === b : Number(a) === Number(b);
}

/** `===`: the same type and value; dates, arrays and collections by their content. */
export function strictEqual(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || a === b || (typeof a === 'object' && typeof b === 'object' && isDeepStrictEqual(a, b));
}

/**
 * Order of two values: negative, 0 or positive; undefined when one is missing. Numbers (also against numeric text) by
 * size, dates by time, booleans as 0 and 1, everything else as text.
 */
export function compare(a: unknown, b: unknown): number | undefined {
  if (isMissing(a) || isMissing(b)) return undefined;
  if (typeof a !== 'string' || typeof b !== 'string') {
    const difference = (timeOf(a) ?? Number.NaN) - (timeOf(b) ?? Number.NaN);
    if (!Number.isNaN(difference)) return difference;
  }
  const left = textOf(a);
  const right = textOf(b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** A number, a numeric text, or the time of a date, also of one written in ISO 8601. */
function timeOf(value: unknown): number | undefined {
  const number = looseNumber(value);
  if (typeof value !== 'string' || !Number.isNaN(number)) return number;
  return /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
}
