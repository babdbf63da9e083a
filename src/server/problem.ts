import type { ServerResponse } from 'node:http';
import { toConnectorError } from '../core/errors.ts';
import type { ConnectorError } from '../core/errors.ts';
import { problemDocument } from '../core/problem.ts';
import type { ProblemDocument } from '../core/problem.ts';
import { ERROR_PAGE_PATH } from './error-page.ts';
import { REFUSALS, refusalOf } from './refusal.ts';

/** An answer of the API to a request that failed. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly document: ProblemDocument & { readonly instance: string; readonly traceId: string };
}

/** Where a problem happened. */
export interface ProblemPlace {
  /** Path of the request, without its query. */
  readonly instance: string;
  readonly traceId: string;
}

/** What any thrown value becomes for the caller: never a stack, and never the text of an error we do not know. */
export function problemAnswer(thrown: unknown, place: ProblemPlace): ProblemAnswer {
  const error = toConnectorError(thrown);
  const document = { ...(isForeign(error) ? hidden(error) : shown(error)), ...place };
  const seconds = error.retryAfterMs === undefined ? undefined : Math.ceil(error.retryAfterMs / 1000);
  return {
    status: document.status,
    headers: {
      ...(seconds === undefined ? {} : { 'Retry-After': String(seconds) }),
      ...refusalOf(error)?.headers,
    },
    document,
  };
}

/** Writes a problem unless the answer has begun already; then the connection is closed. */
export function sendProblem(response: ServerResponse, answer: ProblemAnswer): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const text = JSON.stringify(answer.document);
  response.writeHead(answer.status, {
    ...answer.headers,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Whether the message was written by another program part than ours, so that nobody knows what it holds. */
function isForeign(error: ConnectorError): boolean {
  return error.name === 'UnexpectedError' && error.cause !== undefined;
}

function hidden(error: ConnectorError): ProblemDocument {
  const { upstream: _upstream, errors: _errors, ...document } = problemDocument(error);
  return { ...document, detail: 'The server could not finish this request; its log has the reason.' };
}

function shown(error: ConnectorError): ProblemDocument {
  const document = problemDocument(error);
  const refusal = refusalOf(error);
  if (refusal === undefined) return document;
  const { status, title, fix } = REFUSALS[refusal.code];
  const type = `${ERROR_PAGE_PATH}#${refusal.code.toLowerCase()}`;
  return { ...document, type, title, status, fix, code: refusal.code };
}
