import { createHash, createHmac } from 'node:crypto';
import { didYouMean } from '../../core/suggest.ts';
import { dataError, isEmpty, isMissing, textOf } from '../coerce.ts';
import { inGroup, type EagerFunction } from './function.ts';

/** Encodings by the names they go by. */
const ENCODINGS: ReadonlyMap<string, BufferEncoding> = new Map<string, BufferEncoding>([
  ['utf8', 'utf8'],
  ['utf-8', 'utf8'],
  ['text', 'utf8'],
  ['hex', 'hex'],
  ['base64', 'base64'],
  ['base64url', 'base64url'],
  ['latin1', 'latin1'],
  ['binary', 'latin1'],
  ['ascii', 'ascii'],
  ['utf16le', 'utf16le'],
  ['ucs2', 'utf16le'],
]);

/** Binary data, encodings and digests. */
export const BINARY_FUNCTIONS = inGroup('binary', [
  {
    name: 'base64',
    signature: 'base64(text or binary data)',
    summary: 'The data in Base64.',
    examples: [{ expression: 'base64("Make")', result: 'TWFrZQ==' }],
    call: ([value]) => (isMissing(value) ? value : bytesOf(value).toString('base64')),
  },
  {
    name: 'base64url',
    signature: 'base64url(text or binary data)',
    summary: 'The data in the Base64 that may stand in a URL, without padding.',
    examples: [{ expression: 'base64url("a?>")', result: 'YT8-' }],
    call: ([value]) => (isMissing(value) ? value : bytesOf(value).toString('base64url')),
  },
  {
    name: 'toBinary',
    signature: 'toBinary(value; [encoding])',
    summary: 'The value as binary data; a text is read in the encoding, UTF-8 unless given.',
    examples: [{ expression: 'toString(toBinary("4d616b65"; "hex"))', result: 'Make' }],
    call: ([value, encoding]) => (isMissing(value) ? value : bytesOf(value, encodingOf(encoding, 'utf8'))),
  },
  {
    name: 'toString',
    signature: 'toString(value; [encoding])',
    summary: 'The value as text; binary data is written in the encoding, UTF-8 unless given.',
    examples: [
      { expression: 'toString(12.5)', result: '12.5' },
      { expression: 'toString(toBinary("Make"); "hex")', result: '4d616b65' },
    ],
    call: ([value, encoding]) => {
      if (isMissing(value)) return value;
      const isBinary = value instanceof Uint8Array;
      return isBinary ? bytesOf(value).toString(encodingOf(encoding, 'utf8')) : textOf(value);
    },
  },
  digest('md5', '529a05ca6c1263aab080ec4f20754411'),
  digest('sha1', 'a94431ee22f05f141107f9355ed3127d0f0c4d5a'),
  digest('sha256', 'ccdd25d4230fb997a7ee1166f8afabd157248eb812ea55ec7c3d1b7c8af7fa11'),
  digest(
    'sha512',
    'e8000cd0fb8fae18caa8daa677269b0034380d3ec549e0113a0722d8b8dc05b0f7037f33f32fa09f906b2f1d7c43f2689a55d79aadf6bf09dd93f79407424d34',
  ),
]);

/** The bytes of binary data as they are, or of any value's text in an encoding. */
export function bytesOf(value: unknown, encoding: BufferEncoding = 'utf8'): Buffer {
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(textOf(value), encoding);
}

/**
 * The encoding named by an argument.
 * @throws ConnectorError `DataError` for an unknown name.
 */
export function encodingOf(value: unknown, otherwise: BufferEncoding): BufferEncoding {
  if (isEmpty(value)) return otherwise;
  const name = textOf(value).toLowerCase();
  const encoding = ENCODINGS.get(name);
  if (encoding !== undefined) return encoding;
  throw dataError(`There is no encoding ${JSON.stringify(name)}.${didYouMean(name, ENCODINGS.keys())}`);
}

function digest(name: string, ofMake: string): EagerFunction {
  return {
    name,
    signature: `${name}(text; [encoding]; [key]; [key encoding])`,
    summary: `The ${name.toUpperCase()} digest in hex, base64 or latin1; with a key (text, hex, base64 or binary), the HMAC.`,
    examples: [{ expression: `${name}("Make")`, result: ofMake }],
    call: ([value, encoding, key, keyEncoding]) => {
      if (isMissing(value)) return value;
      const hash = isEmpty(key) ? createHash(name) : createHmac(name, bytesOf(key, encodingOf(keyEncoding, 'utf8')));
      return hash.update(bytesOf(value)).digest().toString(encodingOf(encoding, 'hex'));
    },
  };
}
