import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isCollection } from '../core/json.ts';
import { formPairs, pairText } from '../http/form-pairs.ts';
import type { AnswerPlan } from './answer-plan.ts';
import { NEXT_PAGE } from './placeholder.ts';
import { writeXml } from '../core/write-xml.ts';

/** One request as it arrived, without anything that could be a secret. */
export interface ReceivedRequest {
  readonly method: string;
  /** Origin and path it was meant for. */
  readonly url: string;
}

/** Stands in for the service of an app on a loopback port: it answers what was planned. */
export interface StandIn {
  readonly origin: string;
  /** What it answers from now on, in the order of the requests of a call; forgets what was received. */
  expect(plans: readonly AnswerPlan[]): void;
  readonly received: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** Starts a stand-in. */
export async function startStandIn(): Promise<StandIn> {
  let plans: readonly AnswerPlan[] = [];
  let at = 0;
  let counts: number[] = [];
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => respond(request, response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    expect(next) {
      plans = next;
      at = 0;
      counts = next.map(() => 0);
      received.length = 0;
    },
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  function respond(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', String(request.headers['x-stand-in-for']));
    received.push({ method: request.method ?? '', url: url.origin + url.pathname });
    const index = planFor(request.method ?? '', url.pathname);
    const plan = plans[index];
    if (plan === undefined) {
      response.writeHead(404).end();
      return;
    }
    at = index;
    const count = counts[index] ?? 0;
    counts[index] = count + 1;
    const next = new URL(url);
    next.searchParams.set('page', String(count + 2));
    const { contentType, bytes } = written(plan.type, withNextPage(count === 0 ? plan.body : plan.again, next.href));
    response.writeHead(200, { 'content-type': contentType }).end(request.method === 'HEAD' ? undefined : bytes);
  }

  /** Requests come in the order they are written, and may be asked again; conditions may leave some out. */
  function planFor(method: string, path: string): number {
    const fits = (plan: AnswerPlan): boolean =>
      (plan.method === undefined || plan.method === method) && plan.path.test(path);
    const order = plans.map((_, index) => index).filter((index) => index >= at);
    const fresh = order.find((index) => counts[index] === 0 && fits(plans[index] as AnswerPlan));
    return fresh ?? order.find((index) => fits(plans[index] as AnswerPlan)) ?? Math.min(at, plans.length - 1);
  }
}

function withNextPage(value: unknown, url: string): unknown {
  if (value === NEXT_PAGE) return url;
  if (Array.isArray(value)) return value.map((element: unknown) => withNextPage(element, url));
  if (!isCollection(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNextPage(inner, url)]));
}

interface Written {
  readonly contentType: string;
  readonly bytes: string | Uint8Array;
}

/** How a body is written, by the type the app reads it as. */
const WRITERS: ReadonlyMap<string, (body: unknown) => Written> = new Map([
  ['xml', (body: unknown) => ({ contentType: 'application/xml', bytes: writeXml(withRoot(body)) })],
  ['binary', (body: unknown) => ({ contentType: 'application/octet-stream', bytes: textOrJson(body) })],
  [
    'urlencoded',
    (body: unknown) => {
      const bytes = isCollection(body) ? formPairs(body, 'repeat').map(pairText).join('&') : '';
      return { contentType: 'application/x-www-form-urlencoded', bytes };
    },
  ],
]);

function written(type: string, body: unknown): Written {
  return WRITERS.get(type)?.(body) ?? { contentType: 'application/json', bytes: JSON.stringify(body) };
}

/** A document has one root, which samples often leave out. */
function withRoot(body: unknown): unknown {
  const [root, ...others] = isCollection(body) ? Object.values(body) : [];
  const isOne = others.length === 0 && (isCollection(root) || (Array.isArray(root) && root.length === 1));
  return isOne ? body : { root: body };
}

function textOrJson(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
