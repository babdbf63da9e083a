import { isCollection, ownValue } from '../core/json.ts';
import { checkCallerHeaders, checkDestination, checkMethod } from '../http/guard.ts';
import type { HttpRequest, RequestPolicy } from '../http/client.ts';
import { describeRequest } from '../http/transcript.ts';
import { appendQuery } from '../http/url.ts';
import type { RequestPreview } from './call.ts';
import type { Draft, Round } from './round.ts';

/** The finished request of a round whose `address` and `build` steps have run. */
export function buildRequest(round: Round): HttpRequest {
  const { draft, call } = round;
  const { context } = call;
  const deadlineMs = draft.timeout ?? commonTimeout(call.variables['common']);
  return {
    method: draft.method,
    url: addressOf(draft),
    headers: headersOf(draft),
    ...(draft.encoded?.body !== undefined && { body: draft.encoded.body }),
    policy: policyOf(round),
    redirects: draft.redirects,
    ...(deadlineMs !== undefined && { deadlineMs }),
    ...(draft.ca !== undefined && { ca: draft.ca }),
    ...(context.signal && { signal: context.signal }),
    ...(context.onExchange && { onExchange: context.onExchange }),
  };
}

/** The request as it is sent: signed, where the app signs. A signature is another one every time. */
export function signed(request: HttpRequest, { draft }: Round): HttpRequest {
  return draft.sign?.(request) ?? request;
}

/**
 * A request for people to read, every secret replaced; the rules that would refuse it are applied.
 *
 * @throws ConnectorError `RequestRefusedError`.
 */
export function previewOf(request: HttpRequest): RequestPreview {
  checkMethod(request.method);
  checkDestination(request.url, request.policy);
  checkCallerHeaders(request.headers, request.policy.secrets);
  return describeRequest(request);
}

/** One text for a request, equal for equal requests. */
export function fingerprintOf(request: HttpRequest): string {
  const { method, url, headers, body } = request;
  const text = body instanceof Uint8Array ? Buffer.from(body).toString('latin1') : body;
  return JSON.stringify([method, url, headers, text]);
}

function addressOf({ url = '', qs }: Draft): string {
  return qs === undefined ? url : appendQuery(url, qs);
}

function policyOf({ draft, call }: Round): RequestPolicy {
  const { privateOrigins, secrets } = call.context;
  return { bases: draft.bases, privateOrigins, secrets, ...(draft.sanitize && { sanitize: draft.sanitize }) };
}

/** A multipart body needs its own boundary, so there the written content type gives way. */
function headersOf({ headers, encoded }: Draft): HttpRequest['headers'] {
  const contentType = encoded?.contentType;
  if (contentType === undefined) return headers;
  const written = Object.keys(headers).find((name) => name.toLowerCase() === 'content-type');
  if (written === undefined) return { ...headers, 'Content-Type': contentType };
  return contentType.startsWith('multipart/') ? { ...headers, [written]: contentType } : headers;
}

/** `common.timeout`, which apps use for all their modules. */
function commonTimeout(common: unknown): number | undefined {
  const timeout = isCollection(common) ? Number(ownValue(common, 'timeout')) : Number.NaN;
  return Number.isFinite(timeout) && timeout > 0 ? Math.min(timeout, LONGEST_TIMEOUT) : undefined;
}

/** Milliseconds. */
export const LONGEST_TIMEOUT = 300_000;
