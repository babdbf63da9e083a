import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isCollection } from '../core/json.ts';
import { formPairs, pairText } from '../http/form-pairs.ts';
import type { AnswerPlan } from './answer-plan.ts';
import { LINK, NEXT_PAGE } from './placeholder.ts';
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
  /**
   * What it answers from now on, in the order of the requests of a call; forgets what was received. `aside` is what may
   * be asked in between, for the choices of an input.
   */
  expect(plans: readonly AnswerPlan[], aside?: readonly AnswerPlan[]): void;
  readonly received: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** Starts a stand-in. */
export async function startStandIn(): Promise<StandIn> {
  let plans: readonly AnswerPlan[] = [];
  let beside: readonly AnswerPlan[] = [];
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
    expect(next, aside = []) {
      plans = next;
      beside = aside;
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
    const plan = index === undefined ? (asideFor(request.method ?? '', url.pathname) ?? plans[at]) : plans[index];
    if (plan === undefined) {
      response.writeHead(404).end();
      return;
    }
    const count = counts[index ?? at] ?? 0;
    if (index !== undefined) {
      at = index;
      counts[index] = count + 1;
    }
    const { contentType, bytes } = written(
      plan.type,
      withLinks(count === 0 ? plan.body : plan.again, linksOf(url, count)),
    );
    response.writeHead(200, { 'content-type': contentType }).end(bytes);
  }

  /** Requests come in the order they are written, and may be asked again; conditions may leave some out. */
  function planFor(method: string, path: string): number | undefined {
    const order = plans.map((plan, index) => ({ plan, index })).filter(({ plan }) => fits(plan, method, path));
    const left = order.filter(({ index }) => index >= at);
    const found = left.find(({ index }) => counts[index] === 0) ?? left[0];
    const other = asideFor(method, path);
    return found !== undefined && (other === undefined || certainty(found.plan) >= certainty(other))
      ? found.index
      : undefined;
  }

  function asideFor(method: string, path: string): AnswerPlan | undefined {
    return beside.filter((plan) => fits(plan, method, path)).toSorted((a, b) => certainty(b) - certainty(a))[0];
  }
}

function fits(plan: AnswerPlan, method: string, path: string): boolean {
  return (plan.method === undefined || plan.method === method) && plan.path.test(path);
}

/** A path that is written out says more than one that is worked out. */
function certainty({ path }: AnswerPlan): number {
  return path.source.replaceAll('.*', '').length;
}

/** Where the links of an answer lead. */
interface Links {
  readonly page: string;
  readonly link: string;
}

/** Links lead to where the request went, so that they stay below the address of the service. */
function linksOf(url: URL, count: number): Links {
  const next = new URL(url);
  next.searchParams.set('page', String(count + 2));
  return { page: next.href, link: url.origin + url.pathname };
}

function withLinks(value: unknown, links: Links): unknown {
  if (value === NEXT_PAGE) return links.page;
  if (value === LINK) return links.link;
  if (Array.isArray(value)) return value.map((element: unknown) => withLinks(element, links));
  if (!isCollection(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withLinks(inner, links)]));
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
