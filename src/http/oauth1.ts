import { createHash, createHmac, createSign } from 'node:crypto';
import { ConnectorError } from '../core/errors.ts';
import type { HttpRequest } from './client.ts';

/** How the signature is made. */
export type OAuth1Method = 'HMAC-SHA1' | 'HMAC-SHA256' | 'RSA-SHA1' | 'PLAINTEXT';

/** Where the parameters of the signature travel. */
export type OAuth1Transport = 'header' | 'query' | 'body';

/** What a request is signed with (RFC 5849). */
export interface OAuth1Signing {
  readonly method: OAuth1Method;
  readonly transport: OAuth1Transport;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** PEM, for RSA-SHA1. */
  readonly privateKey: string;
  readonly token?: string;
  readonly tokenSecret: string;
  readonly verifier?: string;
  readonly callback?: string;
  readonly realm?: string;
  /** Signs the hash of a body that is no form as well. */
  readonly bodyHash: boolean;
  /** Left out where the method does not need them. */
  readonly nonce?: string;
  /** Seconds since 1970. */
  readonly timestamp?: number;
}

type Pair = readonly [name: string, value: string];

/**
 * The request with the parameters and the signature of OAuth 1.
 * @throws ConnectorError `InvalidConfigurationError` when a key cannot sign, or the parameters cannot travel in the body.
 */
export function signOAuth1(request: HttpRequest, signing: OAuth1Signing): HttpRequest {
  const parameters = [...parametersOf(signing), ...bodyHashOf(request, signing)];
  const base = signatureBase(request, parameters);
  const signature = SIGNERS[signing.method](base, signing);
  return TRANSPORTS[signing.transport](request, [...parameters, ['oauth_signature', signature]], signing.realm);
}

function parametersOf(signing: OAuth1Signing): Pair[] {
  const all: (readonly [string, string | undefined])[] = [
    ['oauth_callback', signing.callback],
    ['oauth_consumer_key', signing.consumerKey],
    ['oauth_nonce', signing.nonce],
    ['oauth_signature_method', signing.method],
    ['oauth_timestamp', signing.timestamp === undefined ? undefined : String(signing.timestamp)],
    ['oauth_token', signing.token],
    ['oauth_verifier', signing.verifier],
    ['oauth_version', '1.0'],
  ];
  return all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

function bodyHashOf(request: HttpRequest, { bodyHash, method }: OAuth1Signing): Pair[] {
  if (!bodyHash || isForm(request)) return [];
  const algorithm = method === 'HMAC-SHA256' ? 'sha256' : 'sha1';
  return [
    [
      'oauth_body_hash',
      createHash(algorithm)
        .update(request.body ?? '')
        .digest('base64'),
    ],
  ];
}

/** The text that is signed (RFC 5849, 3.4.1): method, address and every parameter, in one order for both sides. */
export function signatureBase(
  request: Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>,
  parameters: readonly Pair[],
): string {
  const url = new URL(request.url);
  const form = isForm(request) ? [...new URLSearchParams(String(request.body ?? ''))] : [];
  const pairs = [...url.searchParams, ...form, ...parameters].map(([name, value]) => [escape(name), escape(value)]);
  const sorted = pairs.toSorted(([a = '', x = ''], [b = '', y = '']) => compareBytes(a, b) || compareBytes(x, y));
  const normalised = sorted.map((pair) => pair.join('=')).join('&');
  return [request.method.toUpperCase(), url.origin + url.pathname, normalised].map(escape).join('&');
}

const SIGNERS: Readonly<Record<OAuth1Method, (base: string, signing: OAuth1Signing) => string>> = {
  'HMAC-SHA1': (base, signing) => createHmac('sha1', keyOf(signing)).update(base).digest('base64'),
  'HMAC-SHA256': (base, signing) => createHmac('sha256', keyOf(signing)).update(base).digest('base64'),
  'RSA-SHA1': (base, { privateKey }) => signWithKey(base, privateKey),
  PLAINTEXT: (_base, signing) => keyOf(signing),
};

function keyOf({ consumerSecret, tokenSecret }: OAuth1Signing): string {
  return `${escape(consumerSecret)}&${escape(tokenSecret)}`;
}

function signWithKey(base: string, privateKey: string): string {
  try {
    return createSign('RSA-SHA1').update(base).sign(privateKey, 'base64');
  } catch {
    throw new ConnectorError(
      'InvalidConfigurationError',
      'The private key for OAuth 1 cannot sign: it is no RSA key.',
      {
        fix: 'Give the connection an RSA private key in PEM form.',
      },
    );
  }
}

type Transport = (request: HttpRequest, parameters: readonly Pair[], realm: string | undefined) => HttpRequest;

const TRANSPORTS: Readonly<Record<OAuth1Transport, Transport>> = {
  header(request, parameters, realm) {
    const named = realm === undefined ? [] : [`realm="${realm.replaceAll(/["\\\r\n]/g, '')}"`];
    const written = parameters.map(([name, value]) => `${escape(name)}="${escape(value)}"`);
    return { ...request, headers: { ...request.headers, Authorization: `OAuth ${[...named, ...written].join(', ')}` } };
  },
  query(request, parameters) {
    const { url } = request;
    return { ...request, url: `${url}${url.includes('?') ? '&' : '?'}${formOf(parameters)}` };
  },
  body(request, parameters) {
    if (!isForm(request)) {
      throw new ConnectorError('InvalidConfigurationError', 'OAuth 1 parameters only travel in the body of a form.', {
        fix: 'Set "type" to "urlencoded" for this request, or let them travel in the header.',
      });
    }
    const before = String(request.body ?? '');
    return { ...request, body: `${before}${before === '' ? '' : '&'}${formOf(parameters)}` };
  },
};

function formOf(parameters: readonly Pair[]): string {
  return parameters.map((pair) => pair.map(escape).join('=')).join('&');
}

function isForm({ headers, body }: Pick<HttpRequest, 'headers' | 'body'>): boolean {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'content-type');
  const type = name === undefined ? '' : String(headers[name]);
  return typeof body === 'string' && type.toLowerCase().startsWith('application/x-www-form-urlencoded');
}

/** RFC 3986: everything but letters, digits and `-._~` is encoded. */
function escape(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\u{FFFD}')).replaceAll(
    /[!'()*]/g,
    (character) => `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  );
}

/** Escaped texts are plain ASCII, so that their order is that of their bytes. */
function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
