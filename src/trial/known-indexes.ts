import { isCollection, type Collection, ownValue } from '../core/json.ts';

/** A member that an input names: `item[parameters.dateField]`. */
const NAMED_BY_INPUT = /\[\s*parameters\.([\w$]+)\s*\]/g;

/** Requests with the members that inputs name written out, so that a place in an answer can be told from them. */
export function withKnownIndexes(raw: unknown, input: Collection): unknown {
  if (typeof raw === 'string') {
    return raw.replace(NAMED_BY_INPUT, (written, name: string) => {
      const value = ownValue(input, name);
      return typeof value === 'string' && !/["\\]/.test(value) ? `["${value}"]` : written;
    });
  }
  if (Array.isArray(raw)) return raw.map((one) => withKnownIndexes(one, input));
  if (!isCollection(raw)) return raw;
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, withKnownIndexes(value, input)]));
}
