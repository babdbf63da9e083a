import { isIP } from 'node:net';

import { ConnectorError } from '../core/errors.ts';
import { redactor, type Secret } from '../core/secret.ts';
import { privateRange } from './address.ts';
import type { RequestPolicy } from './client.ts';

/** What of a policy decides where a request may go. */
export type DestinationPolicy = Pick<RequestPolicy, 'bases' | 'privateOrigins' | 'secrets'>;

/**
 * Checks the address of a request, before anything is sent, and gives it back parsed: it must be absolute, free of
 * tricks, on the origin of one of the bases and below its path, and a literal IP address must be public or excepted.
 *
 * @throws ConnectorError `RequestRefusedError`, its message naming the rule.
 */
export function checkDestination(url: string, policy: DestinationPolicy): URL {
  const rule = WRITTEN_RULES.find(({ breaks }) => breaks(url));
  if (rule !== undefined) refuse(rule.name, rule.message, policy.secrets);
  const destination = parse(url, policy.secrets);
  if (destination.username !== '' || destination.password !== '') {
    refuse('no user name in an address', 'the address holds a user name or password', policy.secrets);
  }
  checkBase(destination, policy);
  checkLiteralAddress(destination, policy);
  return destination;
}

interface WrittenRule {
  readonly name: string;
  readonly message: string;
  /** Whether the address, as written, breaks the rule. */
  readonly breaks: (url: string) => boolean;
}

/** Judged on the text, because parsing an address hides these. */
const WRITTEN_RULES: readonly WrittenRule[] = [
  {
    name: 'no control characters',
    message: 'the address holds a space, line break or another control character',
    breaks: (url) => /[\p{Cc} ]/u.test(url),
  },
  { name: 'no backslash', message: 'the address holds a backslash', breaks: (url) => url.includes('\\') },
  {
    name: 'absolute address',
    message: 'the address does not start with http:// or https://',
    breaks: (url) => !/^https?:\/\/[^/]/i.test(url),
  },
  {
    name: 'no user name in an address',
    message: 'the address holds a user name or password',
    breaks: (url) => authorityOf(url).includes('@'),
  },
  {
    name: 'no double slash',
    message: 'the path starts with "//", which some servers read as another host',
    breaks: (url) => pathOf(url).startsWith('//'),
  },
  {
    name: 'no dot segments',
    message: 'the path holds "." or ".." as a segment, plain or encoded',
    breaks: (url) => hasDotSegment(pathOf(url)),
  },
];

function authorityOf(url: string): string {
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
}

function pathOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '';
}

/** Also sees what a server may see after decoding once: encoded dots, slashes and backslashes, and `..;x`. */
function hasDotSegment(path: string): boolean {
  if (!path.includes('.') && !/%2e/i.test(path)) return false;
  const decoded = path.replace(/%2e/gi, '.').replace(/%2f|%5c/gi, '/');
  return /(?:^|\/)\.{1,2}(?:[/;]|$)/.test(decoded);
}

function parse(url: string, secrets: readonly Secret[]): URL {
  try {
    return new URL(url);
  } catch {
    return refuse('absolute address', 'the address is not a valid URL', secrets);
  }
}

function checkBase(destination: URL, policy: DestinationPolicy): void {
  const bases = policy.bases.map(placeOf).filter((base) => base !== undefined);
  const sameOrigin = bases.filter((base) => base.origin === destination.origin);
  if (sameOrigin.length === 0) {
    const allowed = bases.map((base) => base.origin).join(', ') || 'none';
    refuse('same origin', `${destination.origin} is not an address of this connection (${allowed})`, policy.secrets);
  }
  if (!sameOrigin.some((base) => isBelow(destination.pathname, base.pathname))) {
    const paths = sameOrigin.map((base) => base.pathname).join(', ');
    refuse('path below the base', `the path does not stay below ${paths} on ${destination.origin}`, policy.secrets);
  }
}

function isBelow(path: string, base: string): boolean {
  const folder = base.endsWith('/') ? base : `${base}/`;
  return path.startsWith(folder) || `${path}/` === folder;
}

function checkLiteralAddress(destination: URL, policy: DestinationPolicy): void {
  const host = destination.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 0 || mayBePrivate(destination, policy)) return;
  const range = privateRange(host);
  if (range !== undefined) throw privateAddressError(host, range);
}

/** Whether the policy excepts this exact origin from the rule against private addresses. */
export function mayBePrivate(destination: URL, policy: Pick<RequestPolicy, 'privateOrigins'>): boolean {
  return policy.privateOrigins.some((origin) => placeOf(origin)?.origin === destination.origin);
}

type Place = Pick<URL, 'origin' | 'pathname'>;

/** Bases and exceptions stand in settings and connections: it is the same few texts with every request. */
const places = new Map<string, Place | undefined>();
const MOST_PLACES = 1000;

function placeOf(address: string): Place | undefined {
  if (places.has(address)) return places.get(address);
  if (places.size >= MOST_PLACES) places.clear();
  const place = readPlace(address);
  places.set(address, place);
  return place;
}

function readPlace(address: string): Place | undefined {
  if (!URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  return { origin, pathname };
}

/** The refusal of a host that is, or resolves to, an address that is not public. */
export function privateAddressError(host: string, range: string): ConnectorError {
  return new ConnectorError(
    'RequestRefusedError',
    `Refused by the rule "public addresses only": ${host} is ${range}.`,
    { fix: 'Use a public address, or have the administrator allow this exact origin as a private one.' },
  );
}

/**
 * Checks what a caller set besides the address: the method and the headers. Names must be plain tokens outside the
 * connection's own ones, values free of control characters and of characters a header cannot carry.
 *
 * @throws ConnectorError `RequestRefusedError`, its message naming the rule and the header, never its value.
 */
export function checkCallerHeaders(
  headers: Readonly<Record<string, string | readonly string[]>>,
  secrets: readonly Secret[] = [],
): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!TOKEN.test(name)) {
      refuse('header names', `${JSON.stringify(name.slice(0, 60))} is not a valid name of a header`, secrets);
    }
    if (FORBIDDEN_HEADERS.test(name)) {
      refuse('reserved headers', `the header ${name} is set by this program alone`, secrets);
    }
    for (const text of typeof value === 'string' ? [value] : value) checkHeaderValue(name, text, secrets);
  }
}

/** @throws ConnectorError `RequestRefusedError` for a method that is no token, or opens a tunnel or an echo. */
export function checkMethod(method: string): void {
  if (TOKEN.test(method) && !/^(?:connect|trace|track)$/i.test(method)) return;
  refuse('methods', `${JSON.stringify(method.slice(0, 20))} is not a method that may be used`, []);
}

const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;
const FORBIDDEN_HEADERS =
  /^(?:host|content-length|transfer-encoding|connection|keep-alive|proxy-.*|te|trailer|upgrade|expect|http2-settings)$/i;

function checkHeaderValue(name: string, value: string, secrets: readonly Secret[]): void {
  if (/(?![\t\u{80}-\u{9f}])\p{Cc}/u.test(value)) {
    refuse('no control characters', `the header ${name} holds a line break or another control character`, secrets);
  }
  if (/[\u{100}-\u{10ffff}]/u.test(value)) {
    refuse('header characters', `the header ${name} holds a character beyond Latin-1; encode it first`, secrets);
  }
}

function refuse(rule: string, reason: string, secrets: readonly Secret[]): never {
  throw new ConnectorError('RequestRefusedError', redactor(secrets)(`Refused by the rule "${rule}": ${reason}.`));
}
