import { ConnectorError } from '../core/errors.ts';
import { isCollection, type Collection } from '../core/json.ts';
import { REDACTED, Secret } from '../core/secret.ts';

/**
 * The text of any value, as it stands in a joined template: nothing for null and undefined, ISO 8601 for dates, UTF-8
 * for binary data, a comma list for an array of simple values, JSON for everything else.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return isScalar(value) ? String(value) : '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.every(isSimple) ? value.map(textOf).join(',') : jsonOf(value);
  return value instanceof Secret ? REDACTED : jsonOf(value);
}

/**
 * The number a value stands for, undefined for null, undefined and blank text.
 * @throws ConnectorError `DataError` for anything that is no number.
 */
export function numberOf(value: unknown): number | undefined {
  const number = looseNumber(value);
  if (number !== undefined && Number.isNaN(number)) throw dataError(`${shown(value)} is not a number.`);
  return number;
}

/** Like {@link numberOf}, but NaN instead of an error. */
export function looseNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return Number.NaN;
  const text = value.trim();
  return text === '' ? undefined : Number(text);
}

/** A value as a list: nothing for null and undefined, an array as it is, anything else as the only element. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * A value as a collection; empty for null and undefined.
 * @throws ConnectorError `DataError` for anything else.
 */
export function collectionFrom(value: unknown): Collection {
  if (value === null || value === undefined) return {};
  if (isCollection(value)) return value;
  throw dataError(`${shown(value)} is not a collection.`);
}

/** Null, undefined and the empty text; 0, false and [] are values. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** Null and undefined: nothing to work on. */
export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** JSON text of a value; undefined counts as null. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'null';
}

/** A `DataError`: the data, not the expression, is at fault. */
export function dataError(message: string, fix?: string): ConnectorError {
  return new ConnectorError('DataError', message, fix === undefined ? {} : { fix });
}

/** A value as messages show it: short, and texts in quotes. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'An array';
  if (value instanceof Uint8Array) return 'Binary data';
  if (isCollection(value)) return 'A collection';
  const text = textOf(value);
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return typeof value === 'string' ? JSON.stringify(short) : short;
}

function isScalar(value: unknown): value is number | boolean | bigint {
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint';
}

function isSimple(value: unknown): boolean {
  return value === null || typeof value !== 'object' || value instanceof Date;
}
