import { ConnectorError, type ErrorName } from '../../core/errors.ts';
import type { HttpResponse } from '../../http/client.ts';

const SHOWN_CHARACTERS = 2000;

/** The error of an answer with a status from 400 on. */
export function refusal(response: HttpResponse, now: number): ConnectorError {
  const { status, statusText, body, headers } = response;
  const wait = retryAfter([headers['retry-after']].flat()[0], now);
  return new ConnectorError(nameOf(status), `The service answered [${status}] ${statusText}`.trim(), {
    upstream: { status, body: Buffer.from(body).toString('utf8').slice(0, SHOWN_CHARACTERS) },
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
}

function nameOf(status: number): ErrorName {
  if (status === 429) return 'RateLimitError';
  return status >= 500 ? 'ConnectionError' : 'RuntimeError';
}

/** `Retry-After` in seconds or as a date, as milliseconds from now. */
function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
