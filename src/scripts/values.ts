import { ConnectorError } from '../core/errors.ts';
import { isCollection, ownValue, setOwn, type Collection } from '../core/json.ts';
import { Secret } from '../core/secret.ts';

/** A value on its way between expressions and the functions of an app. */
export interface PackedValue {
  /** JSON; a collection with the member `$` stands for what JSON cannot hold. */
  readonly text: string;
  /** Binary data the text refers to by position. */
  readonly buffers: readonly ArrayBuffer[];
}

/** Deepest nesting of a value that crosses. */
const DEEPEST = 200;

/**
 * Packs a value: JSON, dates, binary data, and undefined in lists. Undefined members are left out.
 * @throws ConnectorError `DataError` for a value nested too deeply, which one that holds itself is.
 */
export function pack(value: unknown): PackedValue {
  const buffers: ArrayBuffer[] = [];
  return { text: JSON.stringify(plain(value, 0, buffers)), buffers };
}

/** The value that was packed, its members all plain data. */
export function unpack({ text, buffers }: PackedValue): unknown {
  const value: unknown = JSON.parse(text);
  return text.includes('"$"') ? revive(value, buffers) : value;
}

function plain(value: unknown, depth: number, buffers: ArrayBuffer[]): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $: 'number', v: String(value) };
  if (typeof value === 'bigint') return String(value);
  if (value === undefined || typeof value === 'function') return { $: 'undefined' };
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) throw new ConnectorError('DataError', `A value is nested deeper than ${DEEPEST} levels.`);
  return structure(value, depth, buffers);
}

function structure(value: object, depth: number, buffers: ArrayBuffer[]): unknown {
  if (value instanceof Date) return { $: 'date', v: Number.isNaN(value.getTime()) ? null : value.getTime() };
  if (value instanceof Uint8Array) return { $: 'bytes', v: buffers.push(copyOf(value)) - 1 };
  if (Array.isArray(value)) return value.map((element: unknown) => plain(element, depth + 1, buffers));
  if (value instanceof Secret || !isCollection(value)) return { $: 'undefined' };
  return members(value, depth, buffers);
}

function members(value: Collection, depth: number, buffers: ArrayBuffer[]): Collection {
  const result: Collection = {};
  for (const key of Object.keys(value)) {
    const inner = value[key];
    if (inner !== undefined) setOwn(result, key, plain(inner, depth + 1, buffers));
  }
  return Object.hasOwn(result, '$') ? { $: 'object', v: result } : result;
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

type Read = (value: unknown, buffers: readonly ArrayBuffer[]) => unknown;

/** How what JSON cannot hold is read back, by its mark. */
const READERS: ReadonlyMap<unknown, Read> = new Map<unknown, Read>([
  ['date', (value) => new Date(typeof value === 'number' ? value : Number.NaN)],
  ['bytes', (value, buffers) => Buffer.from(buffers[Number(value)] ?? new ArrayBuffer(0))],
  ['undefined', () => undefined],
  ['number', Number],
  ['object', (value, buffers) => (isCollection(value) ? revived(value, buffers) : undefined)],
]);

function revive(value: unknown, buffers: readonly ArrayBuffer[]): unknown {
  if (Array.isArray(value)) return value.map((element: unknown) => revive(element, buffers));
  if (!isCollection(value)) return value;
  const read = READERS.get(ownValue(value, '$'));
  return read === undefined ? revived(value, buffers) : read(value['v'], buffers);
}

function revived(value: Collection, buffers: readonly ArrayBuffer[]): Collection {
  for (const [key, inner] of Object.entries(value)) setOwn(value, key, revive(inner, buffers));
  return value;
}
