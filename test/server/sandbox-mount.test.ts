import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { createServer } from '../../src/server/server.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const token = () => ({ 'X-Token': stage.sandbox.token });
const control = (method: string, path: string, body?: object) =>
  stage.call(method, `/sandbox-api/__sandbox${path}`, body === undefined ? {} : { body });

test('the API of the sandbox answers below /sandbox-api on the address of the server', async () => {
  const listed = await stage.call('GET', '/sandbox-api/api/v1/tags', { headers: token() });
  expect(listed).toMatchObject({ status: 200, body: [{ name: 'bug' }, { name: 'vip' }, { name: 'billing' }] });
  const body = { phone_number: '+13105550177', first_name: 'Mounted' };
  const created = await stage.call('POST', '/sandbox-api/api/v1/customers', { body, headers: token() });
  expect(created).toMatchObject({ status: 201, body: { first_name: 'Mounted' } });
  const read = await stage.call('GET', '/sandbox-api/api/v1/customers?phone_number=%2B13105550177', {
    headers: token(),
  });
  expect(read).toMatchObject({ status: 200, body: { first_name: 'Mounted' } });
  expect((await stage.call('GET', '/sandbox-api/api/v1/tags')).body).toEqual({
    error: 'Token or publishable_key not found',
  });
});

test('every control route answers there', async () => {
  expect((await control('GET', '/state')).body).toMatchObject({ customers: expect.any(Array) });
  expect((await control('POST', '/faults', { status: 503, times: 1 })).status).toBe(201);
  expect((await control('GET', '/faults')).body).toMatchObject([{ status: 503 }]);
  expect((await stage.call('GET', '/sandbox-api/api/v1/tags', { headers: token() })).status).toBe(503);
  expect((await control('DELETE', '/faults')).status).toBe(200);
  expect((await control('GET', '/requests?limit=1')).body).toMatchObject({ requests: [{ path: '/api/v1/tags' }] });
  expect((await control('POST', '/company', { state: 'inactive' })).body).toMatchObject({ state: 'inactive' });
  expect((await control('POST', '/settings', { invalidPhoneStatus: 403 })).status).toBe(200);
  expect((await control('POST', '/clock', { advanceMs: 1000 })).status).toBe(200);
  expect((await control('GET', '/deliveries?limit=5')).body).toMatchObject({ total: 0 });
  expect((await control('POST', '/reset')).status).toBe(200);
  expect((await control('GET', '')).body).toMatchObject({ name: 'Sonar sandbox', company: { state: 'active' } });
  expect((await control('GET', '/nothing')).status).toBe(404);
});

test('CSV files of customers come and go there', async () => {
  const address = `${stage.url}/sandbox-api/__sandbox/customers`;
  const file = 'Phone Number,First Name,Assigned To,vip\n+13105550178,Filed,,true\n';
  const sent = await fetch(`${address}/import`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv' },
    body: file,
  });
  expect([sent.status, await sent.json()]).toEqual([202, expect.objectContaining({ total: 1 })]);
  const search = '/export?search=vip:true';
  let exported = '';
  while (!exported.includes('Filed')) exported = await (await fetch(address + search)).text();
  expect(exported.trim().split('\r\n')).toHaveLength(2);
});

test('an event that is made to happen there comes to the webhooks that are registered', async () => {
  const received: unknown[] = [];
  const subscriber = createHttpServer((request, response) => {
    void request.toArray().then((chunks) => {
      received.push(JSON.parse(Buffer.concat(chunks as Buffer[]).toString('utf8')));
      response.end();
    });
  });
  await new Promise<void>((resolve) => void subscriber.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}/`;
  const webhook = { name: 'test', active: true, settings: { customer_created: true }, url, http_method: 'POST' };
  await stage.call('POST', '/sandbox-api/api/v1/webhooks', { body: { webhook }, headers: token() });
  expect((await control('POST', '/events', { event: 'customer_created' })).body).toMatchObject({ webhooks: 1 });
  await control('POST', '/clock', { advanceMs: 0 });
  expect(received).toMatchObject([{ action: 'customer_created', customer: { first_name: 'Robin' } }]);
  await new Promise((resolve) => {
    subscriber.close(resolve);
    subscriber.closeAllConnections();
  });
});

test('long bodies go there whole, and too long ones are refused by the sandbox itself', async () => {
  const text = 'x'.repeat(900_000);
  const body = { phone_number: '+13105550142', properties: { note: text } };
  const answer = await stage.call('POST', '/sandbox-api/api/v1/customers', { body, headers: token() });
  expect((answer.body as { properties: Collection }).properties['note']).toBe(text);
  const tooLong = { ...body, properties: { note: text + text } };
  expect((await stage.call('POST', '/sandbox-api/api/v1/customers', { body: tooLong, headers: token() })).status).toBe(
    413,
  );
});

test('a connection that a fault cuts is cut here too, and the server goes on', async () => {
  await control('POST', '/faults', { cutConnection: true, times: 1, match: { path: '/api/v1/tags' } });
  await expect(fetch(`${stage.url}/sandbox-api/api/v1/tags`, { headers: token() })).rejects.toThrow('fetch failed');
  expect((await stage.call('GET', '/sandbox-api/api/v1/tags', { headers: token() })).status).toBe(200);
});

test.each([
  [{ Host: 'hooks.example.com' }, 'ForeignHost'],
  [{ Host: 'rebound.example' }, 'ForeignHost'],
  [{ 'X-Forwarded-For': '203.0.113.7' }, 'ForeignHost'],
  [{ Origin: 'https://evil.example' }, 'ForeignOrigin'],
  [{ Origin: 'http://127.0.0.1:1' }, 'ForeignOrigin'],
  [{ 'Sec-Fetch-Site': 'cross-site' }, 'ForeignOrigin'],
])('a request with %j is refused before the sandbox sees it', async (headers, code) => {
  const answer = await stage.call('POST', '/sandbox-api/__sandbox/reset', { headers });
  expect(answer).toMatchObject({ status: 403, body: { code } });
});

test('a page of this server may call it, and is not told where else it may', async () => {
  const headers = { Origin: stage.url, 'Sec-Fetch-Site': 'same-origin' };
  const answer = await stage.call('POST', '/sandbox-api/__sandbox/clock', { body: { advanceMs: 0 }, headers });
  expect(answer.status).toBe(200);
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  expect(answer.headers['x-trace-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
});

test('is counted and logged by one name, without what was asked for', async () => {
  await control('POST', '/messages/receive', { phone_number: '+13105551111', text: 'a private text' });
  expect((await stage.call('GET', '/metrics')).text).toMatch(/route="\/sandbox-api"/);
  expect(stage.log.join('')).toContain('"/sandbox-api"');
  expect(stage.log.join('')).not.toContain('receive');
});

test('a server without a sandbox says so', async () => {
  const { sandbox: _sandbox, ...parts } = stage.parts;
  const server = createServer(parts);
  const { url } = await server.listen();
  for (const path of ['/sandbox-api', '/sandbox-api/', '/sandbox-api/__sandbox/state']) {
    const response = await fetch(`${url}${path}`);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({
      status: 404,
      code: 'NotFoundError',
      detail: expect.stringContaining('No sandbox'),
    });
  }
  const info = await fetch(`${url}/api/v1/server`);
  expect(await info.json()).toMatchObject({ sandbox: null });
  await server.close();
});

test('tells how the server is set up, and no secret', async () => {
  const { status, body, text } = await stage.call('GET', '/api/v1/server');
  expect(status).toBe(200);
  expect(body).toEqual({
    version: '0.1.0',
    node: process.version,
    startedAt: '2026-03-01T12:00:00.000Z',
    publicUrl: 'https://hooks.example.com/',
    timezone: 'UTC',
    store: 'sqlite',
    sandbox: { url: stage.sandbox.url, apiPath: '/sandbox-api' },
    keyId: expect.stringMatching(/^[\w-]+$/),
    retention: { executionDays: 14, deliveryDays: 14 },
    limits: {
      deadlineMs: 3000,
      queueLimit: 10_000,
      webhookBodyBytes: 5_242_880,
      requestBodyBytes: 1_048_576,
      blueprintBytes: 2_097_152,
    },
  });
  expect(text).not.toContain(stage.sandbox.token);
  const { body: rotated } = await stage.call('POST', '/api/v1/keys/rotate');
  const { body: after } = await stage.call('GET', '/api/v1/server');
  expect((after as Collection)['keyId']).toBe((rotated as Collection)['keyId']);
  expect((after as Collection)['keyId']).not.toBe((body as Collection)['keyId']);
});
