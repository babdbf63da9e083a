import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { apiReference } from '../../src/server/api-reference.ts';
import { FIXED_PATHS } from '../../src/server/app.ts';
import { openApiDocument } from '../../src/server/openapi.ts';
import { OPERATIONS } from '../../src/server/operations.ts';
import { REFUSALS } from '../../src/server/refusal.ts';
import { createServer } from '../../src/server/server.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const ROUTES = [
  ...FIXED_PATHS.map((path) => ['GET', path] as const),
  ['GET', '/nowhere'] as const,
  ...OPERATIONS.filter(({ operationId }) => operationId !== 'watchEvents').map(
    ({ method, path }) => [method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'x_1')] as const,
  ),
];

test.each(ROUTES)('protects the answer to %s %s by its headers', async (method, path) => {
  const { headers } = await stage.call(method, path);
  const { date: _date, connection: _connection, 'keep-alive': _keepAlive, ...stable } = headers;
  const { 'x-trace-id': traceId, 'content-length': _length, 'transfer-encoding': _coding, ...security } = stable;
  expect(traceId).toMatch(/^[\da-f-]{36}$/);
  expect(Object.fromEntries(Object.entries(security).filter(([name]) => !VARYING.has(name)))).toEqual({
    'content-security-policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
  });
});

const VARYING: ReadonlySet<string> = new Set(['content-type', 'cache-control', 'allow', 'etag', 'location']);

test('the type of a problem leads to what it means', async () => {
  for (const [method, address] of [
    ['GET', '/api/v1/scenarios/scn_none'],
    ['DELETE', '/api/v1/apps'],
  ] as const) {
    const refused = JSON.parse((await stage.call(method, address)).text) as { type: string };
    const [path = '', anchor = ''] = refused.type.split('#');
    const page = await stage.call('GET', path);
    expect(page.status).toBe(200);
    expect(anchor).not.toBe('');
    expect(page.text).toContain(`id="${anchor}"`);
  }
});

test('shows a page of links without script or style', async () => {
  const { headers, text } = await stage.call('GET', '/');
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(text).not.toMatch(/<script|<style|style=|on\w+=/);
  const links = [...text.matchAll(/href="([^"]+)"/g)].map((match) => match[1]!);
  const statuses = await Promise.all(
    links.filter((link) => !link.endsWith('/events')).map((link) => stage.call('GET', link)),
  );
  expect(statuses.map(({ status }) => status)).toEqual(statuses.map(() => 200));
});

test('serves the document its answers are tested with', async () => {
  const { body } = await stage.call('GET', '/openapi.json');
  expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument(OPERATIONS, '0.1.0'))));
  const ids = OPERATIONS.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('describes every operation and every code in the reference', () => {
  const text = apiReference();
  for (const { method, path } of OPERATIONS) expect(text).toContain(`### ${method.toUpperCase()} ${path}\n`);
  for (const code of Object.keys(REFUSALS)) expect(text).toContain(`### ${code}\n`);
});

test('is ready while its checks hold, and keeps the reason of a failure for its log', async () => {
  expect(await stage.call('GET', '/readyz')).toMatchObject({ status: 200, body: { checks: { store: 'ok' } } });
  const check = () => Promise.reject(new Error('the key is another one'));
  const unready = await openStage({ checks: [{ name: 'key', check }] });
  const answer = await unready.call('GET', '/readyz');
  expect(answer).toMatchObject({
    status: 503,
    body: { status: 'unavailable', checks: { store: 'ok', key: 'failed' } },
  });
  expect(answer.text).not.toContain('another one');
  expect(unready.log.join('')).toContain('the key is another one');
  await unready.close();
});

test('counts requests by route, never by address, and shows what others count', async () => {
  const counting = await openStage({
    metrics: () => [
      { name: 'runs_total', help: 'Runs.', type: 'counter', values: [{ labels: { status: 'success' }, value: 3 }] },
    ],
  });
  await counting.call('GET', '/api/v1/scenarios/scn_some');
  await counting.call('GET', '/wp-login.php');
  const { text } = await counting.call('GET', '/metrics');
  expect(text).toContain(
    'sonar_connect_http_requests_total{route="/api/v1/scenarios/{id}",method="GET",status="404"} 1',
  );
  expect(text).toContain('sonar_connect_http_requests_total{route="unknown",method="GET",status="404"} 1');
  expect(text).toContain('sonar_connect_runs_total{status="success"} 3');
  expect(text).toMatch(/sonar_connect_webhook_queue_depth 0\n/);
  expect(text).not.toMatch(/scn_some|wp-login/);
  await counting.close();
});

test.each(['0.0.0.0', '::', '192.168.1.5', 'example.com'])('does not listen on %s', async (host) => {
  const server = createServer({ ...stage.parts, config: { ...stage.parts.config, host } });
  await expect(server.listen()).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringContaining(host),
  });
  await server.close();
});

test('says so when its port is taken', async () => {
  const other = createHttpServer();
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  const { port } = other.address() as AddressInfo;
  const server = createServer({ ...stage.parts, config: { ...stage.parts.config, port } });
  await expect(server.listen()).rejects.toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining(String(port)),
  });
  await new Promise((resolve) => {
    other.close(resolve);
  });
});

test('finishes what it has begun before it stops, and accepts nothing new', async () => {
  let finish = (): void => undefined;
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const intake: ServerStage['parts']['intake'] = (_request, response) => void slow.then(() => response.end('done'));
  const server = createServer({ ...stage.parts, intake });
  const { url } = await server.listen();
  const answer = fetch(`${url}/hooks/x`, { method: 'POST' }).then((response) => response.text());
  await new Promise((resolve) => setTimeout(resolve, 50));
  const closed = server.close();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  finish();
  expect(await answer).toBe('done');
  await closed;
});

test('cuts off what does not end in time', async () => {
  const server = createServer({ ...stage.parts, intake: () => undefined }, { graceMs: 20 });
  const { url } = await server.listen();
  const answer = fetch(`${url}/hooks/x`, { method: 'POST' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const [, outcome] = await Promise.all([server.close(), answer.catch((error: unknown) => String(error))]);
  expect(outcome).toContain('failed');
});

test('answers a delivery that breaks the intake without telling why', async () => {
  const intake = (): void => {
    throw new Error('inner-reason');
  };
  const server = createServer({ ...stage.parts, intake });
  const { url } = await server.listen();
  const response = await fetch(`${url}/hooks/x`, { method: 'POST' });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('inner-reason');
  await server.close();
});
