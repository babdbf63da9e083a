import { ConnectorError } from '../../core/errors.ts';
import { collectionOf, depthOf, isCollection, ownValue, type Collection, type Json } from '../../core/json.ts';
import { DATA_STORE_LIMITS } from '../../core/limits.ts';

/** Data of a record, ready to be kept, and the bytes it takes with its key. */
export interface SizedRecord {
  readonly key: string;
  readonly data: Json;
  readonly size: number;
}

/**
 * A record as it is kept: dates as ISO 8601, binary data as base64.
 * @throws ConnectorError `DataError` for a key or data beyond the limits.
 */
export function recordOf(key: string, data: Collection): SizedRecord {
  const { keyLength, recordBytes, depth } = DATA_STORE_LIMITS;
  if (key === '') throw new ConnectorError('DataError', 'The key of the record is empty.', { fix: 'Map a key.' });
  if (key.length > keyLength) {
    throw new ConnectorError('DataError', `The key of the record has more than ${keyLength} characters.`, {
      fix: 'Use a shorter key, for example a hash of it.',
    });
  }
  if (depthOf(data, depth + 1) > depth) {
    throw new ConnectorError('DataError', `The record "${shortKey(key)}" is nested deeper than ${depth} levels.`, {
      fix: 'Keep the inner part as JSON text.',
    });
  }
  const plain = plainOf(data);
  const size = Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(plain));
  if (size > recordBytes) {
    const limit = `${recordBytes / 1024} KB`;
    throw new ConnectorError('DataError', `The record "${shortKey(key)}" takes more than ${limit}.`, {
      fix: 'Keep less in one record, or divide it among several.',
    });
  }
  return { key, data: plain, size };
}

/**
 * `changes` written over what a record holds: collections member by member; arrays are replaced, or get the new items
 * behind their own.
 */
export function mergeData(present: unknown, changes: unknown, overwriteArrays: boolean): unknown {
  if (changes === undefined) return present;
  if (Array.isArray(present) && Array.isArray(changes) && !overwriteArrays)
    return [...present, ...changes] as unknown[];
  if (!isCollection(present) || !isCollection(changes)) return changes;
  const merged = Object.entries(changes).map(
    ([name, value]) => [name, mergeData(ownValue(present, name), value, overwriteArrays)] as const,
  );
  return collectionOf([...Object.entries(present), ...merged]);
}

/** A key as messages show it. */
export function shortKey(key: string): string {
  return key.length > 60 ? `${key.slice(0, 60)}…` : key;
}

function plainOf(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'object' && value !== null ? plainObject(value) : null;
}

function plainObject(value: object): Json {
  if (Array.isArray(value)) return value.map(plainOf);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (!isCollection(value)) return null;
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return collectionOf(members.map(([name, inner]) => [name, plainOf(inner)])) as Record<string, Json>;
}
