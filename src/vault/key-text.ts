import { ConnectorError } from '../core/errors.ts';
import type { EncryptionKey } from './cipher.ts';
import { createKey, KEY_BYTES } from './cipher.ts';

const HEX = /^[\da-f]{64}$/i;
const BASE64 = /^[\w+/-]{43}=?$/;

/**
 * Keys written as text, 32 bytes each in base64 or hexadecimal digits, separated by commas or line ends; the first is
 * the current one. `origin` says in messages where the text stands.
 * @throws ConnectorError `ConfigurationError` that never repeats the text.
 */
export function parseKeys(text: string, origin: string): readonly [EncryptionKey, ...EncryptionKey[]] {
  const [first, ...rest] = text.split(/[\s,]+/).filter(Boolean);
  if (first === undefined) throw notAKey(`${origin} holds no key.`);
  const parse = (item: string, index: number): EncryptionKey => parseKey(item, `Key ${index + 1} of ${origin}`);
  return [parse(first, 0), ...rest.map((item, index) => parse(item, index + 1))];
}

/** A key as {@link parseKeys} reads it. */
export function keyText(key: EncryptionKey): string {
  return key.secret.export().toString('base64');
}

function parseKey(text: string, origin: string): EncryptionKey {
  const bytes = HEX.test(text) ? Buffer.from(text, 'hex') : Buffer.from(BASE64.test(text) ? text : '', 'base64');
  if (bytes.length !== KEY_BYTES) throw notAKey(`${origin} is not 32 bytes in base64 or in hexadecimal digits.`);
  return createKey(bytes);
}

function notAKey(message: string): ConnectorError {
  return new ConnectorError('ConfigurationError', message, { fix: 'Make one with: openssl rand -base64 32' });
}
