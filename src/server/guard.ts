import type { IncomingHttpHeaders } from 'node:http';
import type { ConnectorError } from '../core/errors.ts';
import { refuse } from './refusal.ts';

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;
/** Paths without anything to protect, which monitors may ask through the public address. */
const PUBLIC_PATHS: ReadonlySet<string> = new Set(['/healthz', '/readyz']);
/** Where services send browsers back to; what comes there proves itself. */
const PUBLIC_FOLDER = '/oauth/cb/';
/** Headers that only proxies and tunnels write. */
const FORWARDED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
] as const;
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What is known of a request before it is routed. */
export interface Approach {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Refuses what a foreign web page may have made a browser send: there is no sign-in yet, so the API belongs to this
 * computer. A foreign `Host` means that a name was rebound to it, a foreign `Origin` that another site is calling.
 * Under `publicUrl` only hooks, which never come here, callbacks and the health of the server can be reached; the same holds for
 * what a tunnel or proxy passes on, because many of them write the local address into `Host`.
 */
export function foreignRefusal({ method, path, headers }: Approach, publicUrl?: string): ConnectorError | undefined {
  const host = headers.host ?? '';
  const isLocal = LOOPBACK.test(host);
  const isKnown = isLocal || (publicUrl !== undefined && host.toLowerCase() === new URL(publicUrl).host);
  const isPublic = PUBLIC_PATHS.has(path) || (method === 'GET' && path.startsWith(PUBLIC_FOLDER));
  if (!isLocal && !(isKnown && isPublic)) {
    return refuse('ForeignHost', 'Here the server answers to 127.0.0.1, localhost and [::1] only.');
  }
  if (FORWARDED.some((name) => headers[name] !== undefined) && !isPublic) {
    return refuse(
      'ForeignHost',
      'The request came through a proxy or tunnel, which may pass on /hooks/ and /oauth/cb/ only.',
    );
  }
  return SAFE_METHODS.has(method) ? undefined : foreignOrigin(headers, host);
}

function foreignOrigin(headers: IncomingHttpHeaders, host: string): ConnectorError | undefined {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const isForeign = origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase();
  if (!isForeign && (site === undefined || site === 'same-origin' || site === 'none')) return undefined;
  return refuse('ForeignOrigin', 'The request was sent by a page of another site, so nothing was changed.');
}
