import { ConnectorError, isErrorName, type ErrorName, type UpstreamAnswer } from '../core/errors.ts';
import type { HttpResponse } from '../http/client.ts';
import type { Failure, Round } from './round.ts';

/** Whether the service refused the request of this round. */
export function isRefusal(round: Round): boolean {
  return round.response !== undefined && round.response.status >= 400;
}

/**
 * The error of a refused answer. `said` are what the app says about it, most specific first; the first message and
 * the first type of them count.
 */
export function failureOf(round: Round, said: readonly (Failure | undefined)[]): ConnectorError {
  const { response, call } = round;
  const message = said.find((one) => hasText(one?.message))?.message ?? defaultMessage(round);
  const type = said.find((one) => hasText(one?.type))?.type;
  const retryAfterMs = response === undefined ? undefined : retryAfter(response, call.context.clock.now());
  return new ConnectorError(
    type === undefined ? defaultType(response?.status) : appErrorName(type),
    call.redact(message),
    {
      ...(response && { upstream: upstreamOf(response, call.redact) }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  );
}

/** The error type an app names, or `RuntimeError` when the name is not one of the format. */
export function appErrorName(name: string): ErrorName {
  return isErrorName(name) && !OWN_NAMES.has(name) ? name : 'RuntimeError';
}

/** Names that only this program may raise; an app that uses one means an ordinary failure. */
const OWN_NAMES: ReadonlySet<ErrorName> = new Set([
  'ExpressionError',
  'ManifestError',
  'RequestRefusedError',
  'UsageError',
  'NotFoundError',
  'ConflictError',
  'ConfigurationError',
]);

function hasText(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function defaultMessage(round: Round): string {
  if (!isRefusal(round) || round.response === undefined) return 'Response marked as invalid.';
  return `[${round.response.status}] ${round.response.statusText}`.trim();
}

function defaultType(status: number | undefined): ErrorName {
  if (status === 429) return 'RateLimitError';
  return status !== undefined && status >= 500 ? 'ConnectionError' : 'RuntimeError';
}

/** Redacted before it is cut, so that no half of a secret is left at the end. */
function upstreamOf(response: HttpResponse, redact: (text: string) => string): UpstreamAnswer {
  const { body } = response;
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, REDACTED_BYTES)).toString('utf8');
  return { status: response.status, body: redact(text).slice(0, SHOWN_CHARACTERS) };
}

const REDACTED_BYTES = 65_536;
const SHOWN_CHARACTERS = 2000;

/** `Retry-After` of a 429 or 503, in seconds or as a date, as milliseconds from now. */
function retryAfter(response: HttpResponse, now: number): number | undefined {
  if (response.status !== 429 && response.status !== 503) return undefined;
  const header = [response.headers['retry-after']].flat()[0]?.trim();
  if (header === undefined || header === '') return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
