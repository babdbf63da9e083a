import zlib from 'node:zlib';
import { asBuffer } from '../core/bytes.ts';
import { ConnectorError } from '../core/errors.ts';
import { collectionOf } from '../core/json.ts';
import type { Collection } from '../core/json.ts';
import { DEFAULT_LIMITS } from '../core/limits.ts';
import { decodeBody } from '../http/decode.ts';
import { parseJson } from '../http/json-text.ts';
import type { Delivery } from '../manifest/inbound.ts';
import { codingsOf } from './content-coding.ts';

/** A request as it arrived, byte for byte. */
export interface RawDelivery {
  readonly method: string;
  /** Query string without `?`. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** As sent: still compressed when `content-encoding` says so. */
  readonly body: Uint8Array;
}

/**
 * What a webhook's communication sees of a delivery. The body is read by its Content-Type only: JSON, form, or text.
 * @throws ConnectorError `DataError` when the body is not what its Content-Type or Content-Encoding says.
 */
export function parseDelivery(raw: RawDelivery, parameters: Collection): Delivery {
  return {
    method: raw.method,
    query: parseQuery(raw.query),
    headers: collectionOf(Object.entries(raw.headers)),
    body: parseBody(raw.headers, inflated(raw)),
    parameters,
  };
}

/** The members of a query string. */
export function parseQuery(query: string): Collection {
  return collectionOf(new URLSearchParams(query));
}

/**
 * The value of a body that is not compressed (any more).
 * @throws ConnectorError `DataError` when it is not what its Content-Type says.
 */
export function parseBody(headers: RawDelivery['headers'], body: Uint8Array): unknown {
  try {
    if (headers['content-type'] === 'application/json') return parseJsonBytes(body);
    return decodeBody({ status: 200, statusText: '', headers, body, url: '' }, 'automatic');
  } catch (cause) {
    throw unreadable('Content-Type', cause);
  }
}

/** What nearly every delivery is, without the detour over its Content-Type. */
function parseJsonBytes(body: Uint8Array): unknown {
  const text = asBuffer(body).toString('utf8');
  if (text.trim() === '') return undefined;
  return parseJson(text.startsWith('\u{FEFF}') ? text.slice(1) : text);
}

type Inflate = (body: Uint8Array, options: zlib.ZlibOptions) => Uint8Array;

const INFLATE: ReadonlyMap<string, Inflate> = new Map<string, Inflate>([
  ['gzip', zlib.gunzipSync],
  ['x-gzip', zlib.gunzipSync],
  // `deflate` means the zlib format, but some senders mean the bare one: unzip tells them apart by their start.
  ['deflate', (body, options) => (((body[0] ?? 0) & 15) === 8 ? zlib.inflateSync : zlib.inflateRawSync)(body, options)],
  ['br', (body, options) => zlib.brotliDecompressSync(body, options)],
]);

function inflated({ headers, body }: RawDelivery): Uint8Array {
  const limit = { maxOutputLength: DEFAULT_LIMITS.http.bodyBytes };
  let result = body;
  try {
    for (const coding of codingsOf(headers['content-encoding']).reverse()) {
      result = INFLATE.get(coding)?.(result, limit) ?? result;
    }
  } catch (cause) {
    throw unreadable('Content-Encoding', cause);
  }
  return result;
}

function unreadable(header: string, cause: unknown): ConnectorError {
  return new ConnectorError('DataError', `The body of the delivery is not what its ${header} says.`, {
    cause,
    fix: 'Look at the raw body of the delivery; the sender has to correct it.',
  });
}
