import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { writeAnswer } from './answer.ts';
import { readCall } from './call.ts';
import type { IncomingCall } from './call.ts';
import type { Fault, Faults } from '../control/faults.ts';
import { newUuid } from '../service/identifiers.ts';
import { refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import type { LoggedCall, RequestLog } from './request-log.ts';
import { timestamp } from '../service/sonar.ts';
import type { Sonar } from '../service/sonar.ts';

/** What the API works with. */
export interface ApiParts {
  /** The world as it is now; a reset exchanges it. */
  readonly sonar: () => Sonar;
  readonly faults: Faults;
  readonly log: RequestLog;
  /** Told after every call that may have changed the world. */
  readonly changed: () => void;
  /** Hears of a bug: an error that no answer names. */
  readonly report: (message: string) => void;
}

/** Gives the answer to a request that was read. */
export type Work = (incoming: IncomingCall) => Reply | Promise<Reply>;

/** Carries one exchange through: the fault that is set for it, the work, the answer, the log. */
export async function exchange(parts: ApiParts, request: Request, response: Response, work: Work): Promise<void> {
  const startedAt = performance.now();
  const requestId = newUuid();
  const fault = parts.faults.takeForCall(request.method, request.originalUrl.split('?')[0] ?? '');
  if (fault?.latencyMs !== undefined) await sleep(fault.latencyMs, undefined, { ref: false });
  const incoming = readCall(request.headers, queryOf(request), bodyOf(request));
  const reply =
    fault?.cutConnection === true ? undefined : (faultReply(fault) ?? (await attempt(parts, work, incoming)));
  const written = reply === undefined ? cut(request) : writeAnswer(response, reply, { requestId, startedAt }, fault);
  const call: LoggedCall = {
    request_id: requestId,
    at: timestamp(parts.sonar()),
    method: request.method,
    path: request.originalUrl,
    content_type: request.headers['content-type'] ?? null,
    body: bodyOf(request).toString('utf8'),
    status: reply?.status ?? null,
    response: written,
    ms: Math.round(performance.now() - startedAt),
    fault: fault !== undefined,
  };
  parts.log.add(call, [parts.sonar().world.company.token, ...incoming.credentials.presented]);
}

/** The refusal of a request that failed outside the service's own rules; what it was stays inside. */
export function failure(parts: Pick<ApiParts, 'report'>, error: unknown): Reply {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status >= 400 && status < 500 && error instanceof Error) return refusal(status, error.message);
  parts.report(`The sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return refusal(500, 'Internal Server Error');
}

async function attempt(parts: ApiParts, work: Work, incoming: IncomingCall): Promise<Reply> {
  try {
    return await work(incoming);
  } catch (error) {
    return failure(parts, error);
  }
}

function cut(request: Request): string {
  request.socket.destroy();
  return '';
}

function faultReply(fault: Fault | undefined): Reply | undefined {
  const status = fault?.status ?? (fault?.retryAfter === undefined ? undefined : 429);
  if (status === undefined) return undefined;
  const reply = refusal(status, FAULT_TEXTS[status] ?? 'Injected fault');
  return fault?.retryAfter === undefined ? reply : { ...reply, headers: { 'Retry-After': String(fault.retryAfter) } };
}

const FAULT_TEXTS: Readonly<Record<number, string>> = {
  401: 'Token or publishable_key not found',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Request Timed Out',
};

function queryOf(request: Request): string {
  const start = request.originalUrl.indexOf('?');
  return start < 0 ? '' : request.originalUrl.slice(start + 1);
}

function bodyOf(request: Request): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}
