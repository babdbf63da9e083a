import type { LookupFunction } from 'node:net';

import { AxiosHeaders, getAdapter, isAxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';

import { asBuffer } from '../core/bytes.ts';
import type { Clock } from '../core/clock.ts';
import { ConnectorError } from '../core/errors.ts';
import { setOwn } from '../core/json.ts';
import type { HttpLimits } from '../core/limits.ts';
import { redactor } from '../core/secret.ts';
import { createAgents } from './agents.ts';
import type { HttpClient, HttpRequest, HttpResponse } from './client.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import { checkCallerHeaders, checkDestination, checkMethod, mayBePrivate } from './guard.ts';
import { inflate } from './inflate.ts';
import { toNetworkError } from './network-error.ts';
import { nextHop, type Hop } from './redirects.ts';
import { describeExchange } from './transcript.ts';
import { cutShort, watchTransport } from './transport.ts';

/** What a client needs from outside. */
export interface AxiosClientOptions {
  readonly limits: HttpLimits;
  readonly clock: Clock;
  /** Resolves host names. @default the system's resolver */
  readonly lookup?: LookupFunction;
  /**
   * Origin of a stand-in for every service, to try apps out: each request is checked as ever and then sent there, its
   * own origin in the header `x-stand-in-for`. No setting of the program reaches it.
   */
  readonly standIn?: string;
}

/**
 * The HTTP client on the adapter of axios. Everything axios does beyond one plain exchange (redirects, decompression,
 * time limits, transformations, proxies) happens here, within the policy and the limits, or not at all.
 */
export function createAxiosClient({ limits, clock, lookup, standIn }: AxiosClientOptions): HttpClient {
  const agents = createAgents(lookup);
  const axios = getAdapter('http');
  return { send, close: () => agents.close() };

  async function send(request: HttpRequest): Promise<HttpResponse> {
    const deadline = startDeadline(request.deadlineMs ?? limits.deadlineMs, request.signal);
    try {
      return await follow(request, deadline);
    } finally {
      deadline.end();
    }
  }

  async function follow(request: HttpRequest, deadline: Deadline): Promise<HttpResponse> {
    let hop: Hop = request;
    for (let followed = 0; followed <= limits.redirects; followed += 1) {
      const response = await exchange(hop, deadline);
      const next = nextHop(hop, response);
      if (next === undefined) return response;
      hop = next;
    }
    throw new ConnectorError('RuntimeError', `The service redirected more than ${limits.redirects} times.`);
  }

  /** One request and its answer, reported to the caller however it ended. */
  async function exchange(hop: Hop, deadline: Deadline): Promise<HttpResponse> {
    const startedAt = clock.now();
    let outcome: { readonly response: HttpResponse } | { readonly error: ConnectorError };
    try {
      outcome = { response: await transfer(hop, deadline) };
    } catch (thrown) {
      outcome = { error: explain(thrown, hop, deadline) };
    }
    hop.onExchange?.(describeExchange(hop, { ...outcome, startedAt, durationMs: clock.now() - startedAt }));
    if ('error' in outcome) throw outcome.error;
    return outcome.response;
  }

  async function transfer(hop: Hop, deadline: Deadline): Promise<HttpResponse> {
    const failure = deadline.failure();
    if (failure !== undefined) throw failure;
    checkMethod(hop.method);
    checkCallerHeaders(hop.headers, hop.policy.secrets);
    const destination = checkDestination(hop.url, hop.policy);
    const isPrivate = standIn !== undefined || mayBePrivate(destination, hop.policy);
    const pair = agents.pick({ mayBePrivate: isPrivate, ca: hop.ca });
    const transport = watchTransport(deadline, limits.wireBytes);
    const sent = standIn === undefined ? hop : redirectedTo(standIn, hop, destination);
    const config = { ...pair, ...outgoing(sent), transport };
    const { data } = await receive(hop, config).catch((thrown: unknown) => {
      throw transport.answer() === undefined ? thrown : cutShort();
    });
    const answer = transport.answer();
    if (answer?.complete !== true) throw cutShort();
    return {
      status: answer.statusCode ?? 0,
      statusText: answer.statusMessage ?? '',
      headers: headersOf(answer.rawHeaders),
      body: await inflate(data, answer.headers['content-encoding'], limits.bodyBytes),
      url: hop.url,
    };
  }

  /** Asks a second time only where the first time certainly changed nothing. */
  async function receive(hop: Hop, config: InternalAxiosRequestConfig): Promise<AxiosResponse<Buffer>> {
    try {
      return (await axios(config)) as AxiosResponse<Buffer>;
    } catch (thrown) {
      if (!isStaleRead(hop, thrown)) throw thrown;
      return (await axios(config)) as AxiosResponse<Buffer>;
    }
  }
}

/**
 * A kept connection that the server had closed meanwhile fails at once. A request that only reads may be sent again;
 * one that writes may not, because nobody knows whether it arrived.
 */
function isStaleRead(hop: Hop, thrown: unknown): boolean {
  if (!/^(?:get|head)$/i.test(hop.method) || !isAxiosError<unknown>(thrown)) return false;
  const request: unknown = thrown.request;
  const reused = typeof request === 'object' && request !== null && 'reusedSocket' in request && request.reusedSocket;
  return reused === true && (thrown.code === 'ECONNRESET' || thrown.code === 'EPIPE');
}

/** One exchange and nothing else: what axios would do beyond it happens here, within the policy and the limits. */
const PLAIN_EXCHANGE = {
  proxy: false,
  maxRedirects: 0,
  decompress: false,
  responseType: 'arraybuffer',
  validateStatus: null,
  maxContentLength: -1,
  maxBodyLength: -1,
} as const;

/** The same request to a stand-in. */
function redirectedTo(standIn: string, hop: Hop, { origin, pathname, search }: URL): Hop {
  return { ...hop, url: standIn + pathname + search, headers: { ...hop.headers, 'x-stand-in-for': origin } };
}

/** The request as axios takes it. */
function outgoing({ method, url, headers, body }: Hop): InternalAxiosRequestConfig {
  const config = { ...PLAIN_EXCHANGE, method, url, headers: outgoingHeaders(headers) };
  if (body === undefined || body.length === 0) return config;
  return { ...config, data: typeof body === 'string' ? body : asBuffer(body) };
}

/** The caller's headers over ours; of two spellings of one name the last one counts. */
function outgoingHeaders(headers: HttpRequest['headers']): AxiosHeaders {
  const outgoing: Record<string, string | string[]> = {
    accept: 'application/json, text/plain, */*',
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': 'sonar-connect',
  };
  for (const [name, value] of Object.entries(headers)) {
    setOwn(outgoing, name.toLowerCase(), typeof value === 'string' ? value : [...value]);
  }
  return new AxiosHeaders(outgoing);
}

function headersOf(raw: readonly string[]): HttpResponse['headers'] {
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
    setOwn(headers, name, before === undefined ? value : [before, value].flat());
  }
  return headers;
}

/** What went wrong as an error of the table: the deadline or the caller's stop before what they caused. */
function explain(thrown: unknown, hop: Hop, deadline: Deadline): ConnectorError {
  const stopped = deadline.failure();
  if (stopped !== undefined) return stopped;
  const origin = URL.canParse(hop.url) ? new URL(hop.url).origin : 'the service';
  const error = toNetworkError(thrown, origin, redactor(hop.policy.secrets));
  if (hop.redirected !== true || error.name !== 'RequestRefusedError') return error;
  return new ConnectorError('RequestRefusedError', `The service redirected, which was not followed. ${error.message}`, {
    fix: 'Use the address the service redirects to, if it is the right one, as the address of the connection.',
  });
}
