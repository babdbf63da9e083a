import { STATUS_CODES } from 'node:http';

import type { CallContext, CallKind, CallResult } from '../../src/communication/call.ts';
import { compileCall } from '../../src/communication/compile.ts';
import type { ExampleAnswer } from '../../src/communication/directive.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Collection } from '../../src/core/json.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../src/http/client.ts';
import { checkCallerHeaders, checkDestination, checkMethod } from '../../src/http/guard.ts';

/** A client that answers from a script and keeps what was sent; it refuses what the real one refuses. */
export interface ScriptedClient extends HttpClient {
  readonly sent: readonly HttpRequest[];
}

/** The last answer repeats. */
export function createScriptedClient(
  answers: readonly ExampleAnswer[] = [{}],
  onSend: (request: HttpRequest) => void = () => undefined,
): ScriptedClient {
  const sent: HttpRequest[] = [];
  return {
    sent,
    async send(request) {
      checkMethod(request.method);
      checkDestination(request.url, request.policy);
      checkCallerHeaders(request.headers, request.policy.secrets);
      const answer = answers[Math.min(sent.length, answers.length - 1)] ?? {};
      sent.push(request);
      onSend(request);
      return responseOf(answer, request.url);
    },
    close() {
      /* nothing is open */
    },
  };
}

/** A context in which everything but `given` is the default. */
export function contextOf(http: HttpClient, given: Partial<CallContext> = {}): CallContext {
  return {
    variables: {},
    secrets: [],
    privateOrigins: [],
    http,
    clock: systemClock,
    random: () => 0.5,
    timezone: 'UTC',
    limits: DEFAULT_LIMITS,
    ...given,
  };
}

/** What a test says about one run. */
export interface RunOptions {
  readonly kind?: CallKind;
  readonly base?: unknown;
  readonly variables?: Collection;
  readonly answers?: readonly ExampleAnswer[];
  readonly context?: Partial<CallContext>;
}

export const BASE = { baseUrl: 'https://api.example.com' };

/** Compiles and runs a communication once; `error` holds what it threw. */
export async function runOnce(
  raw: unknown,
  options: RunOptions = {},
): Promise<{ readonly sent: readonly HttpRequest[]; readonly result?: CallResult; readonly error?: unknown }> {
  const { kind = 'module', base = BASE, variables = {}, answers, context = {} } = options;
  const http = createScriptedClient(answers);
  const call = compileCall(raw, { kind, base });
  try {
    const result = await call.run(contextOf(http, { variables, ...context }));
    return { sent: http.sent, result };
  } catch (error) {
    return { sent: http.sent, error };
  }
}

/** The request as the examples compare it: its members and those of its policy in one. */
export function flat(request: HttpRequest): Collection {
  return { ...request.policy, ...request };
}

function responseOf({ status = 200, headers = {}, body = {} }: ExampleAnswer, url: string): HttpResponse {
  const isText = typeof body === 'string';
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    headers: { 'content-type': isText ? 'text/plain' : 'application/json', ...headers },
    body: Buffer.from(isText ? body : JSON.stringify(body)),
    url,
  };
}
