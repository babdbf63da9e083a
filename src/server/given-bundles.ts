import { ConnectorError } from '../core/errors.ts';
import { collectionOf, isCollection, type Collection } from '../core/json.ts';
import { decodeValue } from '../engine/flow/snapshot.ts';

/** Values that expressions read beside bundles, in runs only. */
export const RUN_VALUES: ReadonlySet<string> = new Set(['executionId', 'scenario', 'var']);

/**
 * Bundles as a caller gives them, for example out of the history: `{"$value": "date", "of": …}` is a date again, a value
 * that was cut counts as its first part, and anything else stays as it is.
 */
export function readBundles(bundles: Collection): Collection {
  return collectionOf(Object.entries(bundles).map(([id, bundle]) => [id, readValue(bundle)]));
}

function readValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readValue);
  if (!isCollection(value)) return value;
  if (Object.hasOwn(value, '$value')) return readMarked(value);
  return readBundles(value);
}

function readMarked(value: Collection): unknown {
  if (value['$value'] === 'cut') return value['of'];
  try {
    return decodeValue(value);
  } catch (error) {
    if (error instanceof ConnectorError || error instanceof SyntaxError) return value;
    throw error;
  }
}
