import type { HttpRequest, HttpResponse } from './client.ts';

/** A request of a chain of redirects. */
export interface Hop extends HttpRequest {
  /** Whether an answer, not the caller, named the address. */
  readonly redirected?: boolean;
}

/**
 * The request that follows a redirect, or undefined when the answer is the last one. The new address is not judged
 * here: it is checked like the first one before anything is sent.
 */
export function nextHop(hop: Hop, response: HttpResponse): Hop | undefined {
  const location = [response.headers['location']].flat()[0];
  if (location === undefined || !REDIRECTS.has(response.status) || !mayFollow(hop)) return undefined;
  const url = resolve(location, hop.url);
  return becomesGet(hop.method, response.status) ? asGet(hop, url) : { ...hop, url, redirected: true };
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function mayFollow({ method, redirects = 'safe' }: Hop): boolean {
  if (redirects === 'none') return false;
  return redirects === 'all' || isReading(method);
}

function isReading(method: string): boolean {
  return /^(?:get|head)$/i.test(method);
}

/** A location that cannot be resolved stays as it is, for the guard to refuse. */
function resolve(location: string, base: string): string {
  if (!URL.canParse(location, base)) return location;
  const url = new URL(location, base);
  url.hash = '';
  return url.href;
}

/** 303 asks for GET; 301 and 302 get it after POST, as browsers do; 307 and 308 repeat the request as it was. */
function becomesGet(method: string, status: number): boolean {
  if (isReading(method)) return false;
  return status === 303 || (status < 303 && method.toUpperCase() === 'POST');
}

function asGet({ body: _body, ...hop }: Hop, url: string): Hop {
  const headers = Object.fromEntries(Object.entries(hop.headers).filter(([name]) => !/^content-/i.test(name)));
  return { ...hop, method: 'GET', url, headers, redirected: true };
}
