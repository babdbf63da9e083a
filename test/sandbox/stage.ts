import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createManualClock } from '../../src/core/clock.ts';
import type { ManualClock } from '../../src/core/clock.ts';
import { isCollection } from '../../src/core/json.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/server.ts';

/** The moment at which every sandbox of the tests starts. */
export const START = Date.parse('2026-03-01T12:00:00.000Z');

/** An answer with its body read; `body` is undefined when it is no JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

/** A sandbox on a free port with a clock that stands still, and short ways to call it. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  /** A call of the API with the token; the path is below /api. */
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A call of a control route; the path is below /__sandbox. */
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Registers an active webhook for these events and gives its id. */
  hook(url: string, ...events: string[]): Promise<number>;
  /** Waits until every delivery that is due was tried. */
  settle(): Promise<void>;
}

export async function openStage(options: SandboxOptions = {}): Promise<Stage> {
  const clock = createManualClock(START);
  const sandbox = await createSandbox({ port: 0, clock, ...options });
  const stage: Stage = {
    sandbox,
    clock,
    api: (method, path, body) => send(method, `${sandbox.apiBase}${path}`, body, { 'X-Token': sandbox.token }),
    control: (method, path, body) => send(method, `${sandbox.url}/__sandbox${path}`, body, {}),
    async hook(url, ...events) {
      const settings = Object.fromEntries(events.map((event) => [event, 'true']));
      const webhook = { name: 'test', active: 'true', settings, url, http_method: 'POST' };
      return Number(member((await stage.api('POST', '/v1/webhooks', { webhook })).body, 'id'));
    },
    async settle() {
      await stage.control('POST', '/clock', { advanceMs: 0 });
    },
  };
  return stage;
}

export async function send(
  method: string,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return read(await fetch(url, { method, headers: { ...type, ...headers }, ...json }));
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

/** A member of a body, or undefined; several names go deeper. */
export function member(value: unknown, ...names: (string | number)[]): unknown {
  return names.reduce<unknown>((at, name) => {
    if (Array.isArray(at)) return (at as unknown[])[Number(name)];
    return isCollection(at) ? at[name] : undefined;
  }, value);
}

/** Something that listens for webhooks and answers with statuses one after the other, the last one for ever. */
export interface Subscriber {
  readonly url: string;
  readonly received: { readonly headers: http.IncomingHttpHeaders; readonly body: unknown }[];
  /** The `action` of everything received. */
  actions(): unknown[];
  close(): Promise<void>;
}

/** A subscriber; status 0 means never to answer. */
export async function openSubscriber(...statuses: number[]): Promise<Subscriber> {
  const received: Subscriber['received'] = [];
  const server = http.createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    request.on('end', () => {
      const status = statuses[Math.min(received.length, statuses.length - 1)] ?? 200;
      received.push({ headers: request.headers, body: parsed(text) });
      if (status !== 0) response.writeHead(status, status === 301 ? { Location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    actions: () => received.map(({ body }) => member(body, 'action')),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
