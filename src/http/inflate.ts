import { promisify, types } from 'node:util';
import zlib from 'node:zlib';

import { ConnectorError } from '../core/errors.ts';
import { cutShort, tooLarge } from './transport.ts';

/**
 * A body decompressed as its Content-Encoding says, from the last coding to the first, and never beyond `limit` bytes.
 *
 * @throws ConnectorError `MaxFileSizeExceededError`, `ConnectionError` when the compressed data is cut short,
 *   `RuntimeError` when it is not compressed as announced, or in an unknown way.
 */
export async function inflate(received: Buffer, coding: string | undefined, limit: number): Promise<Buffer> {
  if (received.length === 0 || coding === undefined) return within(received, limit);
  const names = coding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > MOST_CODINGS) throw new ConnectorError('RuntimeError', 'The answer is compressed too many times.');
  let body = received;
  for (const name of names.reverse()) body = await inflateOnce(body, name, limit);
  return within(body, limit);
}

async function inflateOnce(body: Buffer, name: string, limit: number): Promise<Buffer> {
  const decoder = DECODERS.get(name);
  if (decoder === undefined) {
    throw new ConnectorError('RuntimeError', 'The answer is compressed in a way this program does not read.', {
      fix: 'Ask the service for gzip, deflate, br or no compression in the header Accept-Encoding.',
    });
  }
  try {
    return await decoder(body, { maxOutputLength: limit });
  } catch (thrown) {
    throw inflateError(thrown, name, limit);
  }
}

type Inflate = (body: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const gunzip: Inflate = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip);
const inflateZlib: Inflate = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate);
const inflateRaw: Inflate = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflateRaw);
const brotli: Inflate = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress);

/** `deflate` means the zlib format, but some servers send the bare one, which starts with another nibble. */
const deflate: Inflate = (body, options) =>
  ((body[0] ?? 0) & 15) === 8 ? inflateZlib(body, options) : inflateRaw(body, options);

const MOST_CODINGS = 3;
const DECODERS: ReadonlyMap<string, Inflate> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', deflate],
  ['br', brotli],
]);

function inflateError(thrown: unknown, name: string, limit: number): ConnectorError {
  const code = types.isNativeError(thrown) && 'code' in thrown ? thrown.code : undefined;
  if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(limit, 'after decompression');
  if (code === 'Z_BUF_ERROR') return cutShort();
  return new ConnectorError('RuntimeError', `The answer is announced as compressed by ${name}, but it is not.`);
}

function within(body: Buffer, limit: number): Buffer {
  if (body.length > limit) throw tooLarge(limit, 'after decompression');
  return body;
}
