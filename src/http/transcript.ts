import { asBuffer } from '../core/bytes.ts';
import type { ConnectorError } from '../core/errors.ts';
import { collectionOf, setOwn } from '../core/json.ts';
import { REDACTED, redactor, Secret } from '../core/secret.ts';
import type { Exchange, HttpRequest, HttpResponse } from './client.ts';
import { type Mask, readMasks } from './sanitize.ts';

/** What became of a request. */
export interface Outcome {
  readonly response?: HttpResponse;
  readonly error?: ConnectorError;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

type Headers = Readonly<Record<string, string | readonly string[]>>;
type Redact = (text: string) => string;

/** The record of one exchange with every secret, every header that carries one and every `sanitize` path masked. */
export function describeExchange(request: HttpRequest, outcome: Outcome): Exchange {
  const { redact, margin } = redactionOf(request);
  const shorten = (text: string): string => redactAndCut(text, redact, margin);
  const part = readMasks(request.policy.sanitize ?? []);
  const { response, error } = outcome;
  return {
    request: maskRequest(request, redact, shorten),
    ...(response === undefined
      ? {}
      : {
          response: {
            status: response.status,
            headers: maskHeaders(response.headers, part('response.headers'), redact),
            body: shorten(bodyText(response.body, response.headers, part('response.body'))),
          },
        }),
    ...(error === undefined ? {} : { error: { name: error.name, message: redact(error.message) } }),
    startedAt: outcome.startedAt,
    durationMs: outcome.durationMs,
  };
}

/** A request that was not sent, masked as in a record, with its whole body. */
export function describeRequest(request: HttpRequest): Exchange['request'] {
  const { redact } = redactionOf(request);
  return maskRequest(request, redact, redact);
}

function maskRequest(request: HttpRequest, redact: Redact, shorten: Redact): Exchange['request'] {
  const part = readMasks(request.policy.sanitize ?? []);
  const body = request.body === undefined ? undefined : bodyText(request.body, request.headers, part('request.body'));
  return {
    method: redact(request.method),
    url: redact(maskUrl(request.url, part('request.url'), part('request.qs'))),
    headers: maskHeaders(request.headers, part('request.headers'), redact),
    ...(body === undefined ? {} : { body: shorten(body) }),
  };
}

/** How the texts of an exchange are redacted. */
interface Redaction {
  readonly redact: Redact;
  /** The longest form that a secret may have, in characters. */
  readonly margin: number;
  /** What it was made for besides the secrets of the policy. */
  readonly carried: string;
  readonly secrets: number;
}

/** The last redaction made for a list of secrets: most requests with one connection carry the same headers. */
const redactions = new WeakMap<readonly Secret[], Redaction>();

function redactionOf({ policy: { secrets }, headers }: HttpRequest): Redaction {
  const values = credentialsIn(headers);
  const carried = JSON.stringify(values);
  const last = redactions.get(secrets);
  if (last?.carried === carried && last.secrets === secrets.length) return last;
  const fresh = values.filter((value) => !secrets.some((secret) => secret.reveal() === value));
  const known = [...secrets, ...fresh.map((value) => new Secret(value))];
  const margin = known.reduce((most, secret) => Math.max(most, secret.reveal().length), 0) * 6;
  const redaction = { redact: redactor(known), margin, carried, secrets: secrets.length };
  redactions.set(secrets, redaction);
  return redaction;
}

/** Headers that carry credentials by their nature. */
const ALWAYS_MASKED =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key|api-key|x-auth-token|x-access-token|x-token)$/i;
/** Longest body in a transcript, in characters. */
const MOST_CHARACTERS = 65_536;
/** Longest body that is parsed for masking; a longer one is hidden when something in it is to be masked. */
const MOST_PARSED = 1024 * 1024;
const SHORTEST_CREDENTIAL = 8;

/** Values of credential headers, whole and behind their scheme, so that an answer that echoes them shows none. */
function credentialsIn(headers: Headers): readonly string[] {
  const found: string[] = [];
  for (const name of Object.keys(headers)) {
    if (!ALWAYS_MASKED.test(name)) continue;
    for (const value of [headers[name] ?? []].flat()) found.push(value, value.replace(/^\S+\s+/, ''));
  }
  return found.filter((value) => value.length >= SHORTEST_CREDENTIAL);
}

function maskHeaders(headers: Headers, mask: Mask, redact: Redact): Headers {
  const shown: Record<string, string | readonly string[]> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? '';
    const masked = ALWAYS_MASKED.test(name) ? REDACTED : typeof value === 'string' ? redact(value) : value.map(redact);
    setOwn(shown, redact(name), masked);
  }
  return mask.apply(shown) as Headers;
}

/** The address with the values of masked parameters replaced in place. */
function maskUrl(url: string, whole: Mask, query: Mask): string {
  if (!whole.isEmpty) return REDACTED;
  const start = url.indexOf('?');
  return query.isEmpty || start < 0 ? url : url.slice(0, start + 1) + maskForm(url.slice(start + 1), query);
}

/** A form-encoded text with masked values; `a[b]` and `a[]` are the path `a.b` and `a`. */
function maskForm(text: string, mask: Mask): string {
  const pairs = text.split('&').map((pair) => {
    const name = pair.split('=', 1)[0] ?? '';
    const path = decoded(name)
      .split(/[[\]]+/)
      .filter((segment) => segment !== '');
    const nested = path.reduceRight<unknown>((inner, segment) => collectionOf([[segment, inner]]), pair);
    return JSON.stringify(mask.apply(nested)) === JSON.stringify(nested) ? pair : `${name}=${REDACTED}`;
  });
  return pairs.join('&');
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

function bodyText(body: string | Uint8Array, headers: Headers, mask: Mask): string {
  if (typeof body === 'string') return mask.isEmpty ? body : maskBody(body, headers, mask);
  const bytes = asBuffer(body);
  if (bytes.subarray(0, 1024).includes(0)) return `[${bytes.length} bytes of binary data]`;
  if (mask.isEmpty) return bytes.toString('utf8', 0, Math.min(bytes.length, 8 * MOST_CHARACTERS));
  return maskBody(bytes.toString('utf8', 0, Math.min(bytes.length, MOST_PARSED + 1)), headers, mask);
}

/** A body that cannot be read, but in which something is to be masked, is hidden whole. */
function maskBody(text: string, headers: Headers, mask: Mask): string {
  const type = contentType(headers);
  if (text.length > MOST_PARSED || type.startsWith('multipart/')) return '[hidden: it may hold masked values]';
  if (type.startsWith('application/x-www-form-urlencoded')) return maskForm(text, mask);
  try {
    return JSON.stringify(mask.apply(JSON.parse(text)));
  } catch {
    return /json/.test(type) || /^\s*[[{]/.test(text)
      ? '[hidden: it may hold masked values]'
      : String(mask.apply(text));
  }
}

function contentType(headers: Headers): string {
  const value = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return ([value].flat()[0] ?? '').toLowerCase();
}

/**
 * Redacts, then cuts. Only a stretch behind the cut is searched, and as much is dropped from its end, so that no
 * part of a secret which lies across the end of the stretch is shown.
 */
function redactAndCut(text: string, redact: Redact, margin: number): string {
  if (text.length <= MOST_CHARACTERS + margin) return redact(text).slice(0, MOST_CHARACTERS);
  const redacted = redact(text.slice(0, MOST_CHARACTERS + margin));
  return redacted.slice(0, Math.min(MOST_CHARACTERS, redacted.length - margin));
}
