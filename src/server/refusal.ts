import { ConnectorError } from '../core/errors.ts';

/** One reason of HTTP itself to refuse a request. */
export interface RefusalRow {
  readonly status: number;
  /** What it means, one sentence. */
  readonly title: string;
  /** What to do about it, one sentence. */
  readonly fix: string;
}

/** What the API refuses before any service is asked: codes beside those of the error table, stable as well. */
export const REFUSALS = {
  ForeignHost: {
    status: 403,
    title: 'The request was made for a host name this server does not answer to.',
    fix: 'Use http://127.0.0.1 or http://localhost on the computer the server runs on.',
  },
  ForeignOrigin: {
    status: 403,
    title: 'A page of another site made this request.',
    fix: 'Send the request from a page of this server, or from a program that sends no Origin.',
  },
  MethodNotAllowed: {
    status: 405,
    title: 'The address exists, but not with this method.',
    fix: 'Use one of the methods in the Allow header.',
  },
  PreconditionFailed: {
    status: 412,
    title: 'The resource was changed by someone else in the meantime.',
    fix: 'Read it again and repeat the change with the new ETag.',
  },
  BodyTooLarge: {
    status: 413,
    title: 'The body is larger than this operation takes.',
    fix: 'Send less at once.',
  },
  UnsupportedMediaType: {
    status: 415,
    title: 'The body is not of a type this operation reads.',
    fix: 'Send JSON in UTF-8, not compressed, with Content-Type: application/json.',
  },
  IdempotencyKeyReused: {
    status: 422,
    title: 'The idempotency key was used for another request before.',
    fix: 'Use a new key for a new request.',
  },
  PreconditionRequired: {
    status: 428,
    title: 'An update has to say which version it is based on.',
    fix: 'Read the resource and send its ETag as If-Match.',
  },
} as const satisfies Record<string, RefusalRow>;

/** The stable code of a refusal. */
export type RefusalCode = keyof typeof REFUSALS;

/** A refusal as it travels inside an error. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly headers: Readonly<Record<string, string>>;
}

/** An error that is answered with the row `code` of {@link REFUSALS}; `headers` go along with the answer. */
export function refuse(
  code: RefusalCode,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): ConnectorError {
  const refusal: Refusal = { code, headers };
  return new ConnectorError('UsageError', detail, { fix: REFUSALS[code].fix, cause: refusal });
}

/** The refusal an error carries, if it was made by {@link refuse}. */
export function refusalOf(error: ConnectorError): Refusal | undefined {
  const { cause } = error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && 'headers' in cause
    ? (cause as Refusal)
    : undefined;
}
