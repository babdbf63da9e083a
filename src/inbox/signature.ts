import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RawDelivery } from './parse-delivery.ts';

/** What a signature is judged by. */
export interface SignedRequest {
  readonly headers: RawDelivery['headers'];
  /** The bytes as sent. */
  readonly body: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How a scheme is set up for one hook. */
export interface SignatureSettings {
  /** Secrets, one per line: several while they are exchanged. */
  readonly secret: string;
  /** Header of the signature, where the scheme leaves it open. */
  readonly header?: string;
  /** How far the time of the sender may be off, where the scheme signs it. @default 300 */
  readonly toleranceSeconds?: number;
}

/** Compiled: whether a request is signed by someone who knows a secret. */
export type Signature = (request: SignedRequest) => boolean;

/** The header an HMAC is looked for in unless the hook names another. */
const HMAC_HEADER = 'x-signature';
const TOLERANCE_SECONDS = 300;
const DIGEST_BYTES = 32;

/** Ways of signing a delivery. Each works on the raw bytes, compares in constant time, and refuses without a secret. */
export const SIGNATURE_SCHEMES = {
  /** HMAC-SHA256 of the body, in hex or base64, with or without `sha256=` in front. */
  'hmac-sha256': ({ secret, header = HMAC_HEADER }) => {
    const keys = linesOf(secret);
    const name = header.toLowerCase();
    return ({ headers, body }) => {
      const given = String(headers[name] ?? '')
        .split(',')
        .map(digestOf);
      return keys.some((key) => isAmong(given, createHmac('sha256', key).update(body).digest()));
    };
  },
  /** https://www.standardwebhooks.com: `webhook-id.webhook-timestamp.body`, several signatures for an exchange of secrets. */
  'standard-webhooks': ({ secret, toleranceSeconds = TOLERANCE_SECONDS }) => {
    const keys = linesOf(secret).map((line) => Buffer.from(line.replace(/^whsec_/, ''), 'base64'));
    return ({ headers, body, now }) => {
      const id = String(headers['webhook-id'] ?? '');
      const timestamp = String(headers['webhook-timestamp'] ?? '');
      if (id === '' || !/^\d{1,12}$/.test(timestamp)) return false;
      if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) return false;
      const given = String(headers['webhook-signature'] ?? '')
        .split(' ')
        .filter((text) => text.startsWith('v1,'))
        .map((text) => Buffer.from(text.slice(3), 'base64'));
      return keys.some(
        (key) =>
          key.length > 0 &&
          isAmong(given, createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()),
      );
    };
  },
} as const satisfies Record<string, (settings: SignatureSettings) => Signature>;

function linesOf(secret: string): readonly string[] {
  return secret
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function digestOf(text: string): Buffer {
  const value = text.trim().replace(/^sha256=/i, '');
  return Buffer.from(value, /^[0-9a-f]{64}$/i.test(value) ? 'hex' : 'base64');
}

/** Compares with every one of them, so that the time tells nothing. */
function isAmong(given: readonly Buffer[], expected: Buffer): boolean {
  let found = false;
  for (const digest of given) {
    if (digest.length === DIGEST_BYTES && timingSafeEqual(digest, expected)) found = true;
  }
  return found;
}
