import { ConnectorError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { collectionOf, isCollection } from '../../core/json.ts';

/** The key that marks an encoded value JSON has no form for. */
const MARK = '$value';

/**
 * Any bundle value as plain JSON, without loss: dates, binary data, undefined, big integers and numbers that are not
 * finite become `{"$value": kind, "of": text}`; a collection with a key `$value` of its own is wrapped.
 * @throws ConnectorError `DataError` for a value that is no data, such as a function.
 */
export function encodeValue(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'object') return encodeObject(value);
  if (typeof value === 'number') return isPlain(value) ? value : marked('number', numberText(value));
  if (value === undefined) return marked('undefined', '');
  if (typeof value === 'bigint') return marked('bigint', String(value));
  throw new ConnectorError('DataError', `A ${typeof value} is no data and cannot be kept.`);
}

/**
 * The value {@link encodeValue} encoded.
 * @throws ConnectorError `DataError` for a mark of an unknown kind.
 */
export function decodeValue(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(decodeValue);
  if (!isCollection(json)) return json;
  if (!Object.hasOwn(json, MARK)) return decodeMembers(json);
  const kind = String(json[MARK]);
  const decode = DECODERS.get(kind);
  if (decode === undefined) throw new ConnectorError('DataError', `A kept value has the unknown kind "${kind}".`);
  return decode(json['of']);
}

/** Bundles as JSON, see {@link encodeValue}. */
export function encodeBundles(bundles: readonly unknown[]): readonly Json[] {
  return bundles.map(encodeValue);
}

const DECODERS: ReadonlyMap<string, (of: unknown) => unknown> = new Map<string, (of: unknown) => unknown>([
  ['undefined', () => undefined],
  ['number', (of) => Number(of)],
  ['bigint', (of) => BigInt(String(of))],
  ['date', (of) => new Date(of === '' ? Number.NaN : String(of))],
  ['buffer', (of) => Buffer.from(String(of), 'base64')],
  ['collection', (of) => (isCollection(of) ? decodeMembers(of) : {})],
]);

function encodeObject(value: object): Json {
  if (Array.isArray(value)) return value.map(encodeValue);
  if (isCollection(value)) return encodeCollection(value);
  if (value instanceof Date) return marked('date', Number.isNaN(value.getTime()) ? '' : value.toISOString());
  if (value instanceof Uint8Array) return marked('buffer', Buffer.from(value).toString('base64'));
  throw new ConnectorError('DataError', 'An object that is no data cannot be kept.');
}

function encodeCollection(value: Record<string, unknown>): Json {
  const members = collectionOf(Object.entries(value).map(([key, inner]) => [key, encodeValue(inner)])) as Record<
    string,
    Json
  >;
  return Object.hasOwn(value, MARK) ? { [MARK]: 'collection', of: members } : members;
}

function decodeMembers(json: Record<string, unknown>): Record<string, unknown> {
  return collectionOf(Object.entries(json).map(([key, inner]) => [key, decodeValue(inner)]));
}

function marked(kind: string, of: string): Json {
  return { [MARK]: kind, of };
}

function isPlain(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
