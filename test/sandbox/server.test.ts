import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { ConnectorError } from '../../src/core/errors.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import { member, openStage, openSubscriber } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => stage.sandbox.close());

describe('answers', () => {
  test('carry the headers of the service', async () => {
    const { headers } = await stage.api('GET', '/v1/webhooks');
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('cache-control')).toBe('max-age=0, private, must-revalidate');
    expect(headers.get('etag')).toMatch(/^W\/"[0-9a-f]{32}"$/);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-runtime')).toMatch(/^\d+\.\d{6}$/);
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('that are errors or accepted are not to be cached', async () => {
    const accepted = await stage.api('POST', '/v1/messages', { to: '+13105551111', text: 'hi' });
    const refused = await stage.api('POST', '/v1/messages', {});
    for (const { headers } of [accepted, refused]) {
      expect([headers.get('cache-control'), headers.get('etag')]).toEqual(['no-cache', null]);
    }
  });

  test('name the methods a path allows', async () => {
    expect((await stage.api('PATCH', '/v1/customers', {})).headers.get('allow')).toBe('POST, GET');
  });

  test('refuse a body that is too large', async () => {
    const answer = await stage.api('POST', '/v1/messages', { text: 'x'.repeat(1_100_000) });
    expect([answer.status, answer.body]).toEqual([413, { error: 'request entity too large' }]);
  });

  test('refuse JSON that is nested too deeply', async () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const headers = { 'X-Token': stage.sandbox.token };
    const answer = await request(stage.sandbox.apiBase)
      .post('/v1/customers')
      .set(headers)
      .type('json')
      .send(`{"phone_number":"+13105551234","properties":${deep}}`);
    expect(answer.body).toEqual({ error: 'message body does not match declared format' });
  });
});

describe('pages of other sites', () => {
  test('cannot reach it through a name that was rebound to this computer', async () => {
    const answer = await request(stage.sandbox.url).get('/__sandbox/state').set('Host', 'evil.example');
    expect(answer.status).toBe(403);
    expect(answer.body).toEqual({
      error: 'Host not allowed: the sandbox answers to 127.0.0.1, localhost and [::1] only',
    });
  });

  test.each(['https://evil.example', 'null', 'http://127.0.0.1.evil.example'])('cannot call it: %s', async (origin) => {
    const control = await request(stage.sandbox.url).post('/__sandbox/reset').set('Origin', origin);
    const api = await request(stage.sandbox.url).get('/api/v1/webhooks').set('Origin', origin);
    expect([control.status, api.status]).toEqual([403, 403]);
  });

  test.each(['localhost:3100', '[::1]:3100', 'LOCALHOST'])('are not those of this computer: %s', async (host) => {
    const answer = await request(stage.sandbox.url).get('/__sandbox').set('Host', host).set('Origin', `http://${host}`);
    expect(answer.status).toBe(200);
  });
});

describe('faults', () => {
  const send = (): Promise<{ status: number }> => stage.api('GET', '/v1/webhooks');

  test('a status is answered for as many calls as asked', async () => {
    await stage.control('POST', '/faults', { status: 503, times: 2 });
    expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([503, 503, 200]);
  });

  test('a rate limit names the seconds to wait', async () => {
    await stage.control('POST', '/faults', { retryAfter: 7 });
    const answer = await stage.api('GET', '/v1/webhooks');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    await stage.control('DELETE', '/faults');
    expect((await send()).status).toBe(200);
  });

  test('only matching calls are hit, and nothing is done for them', async () => {
    await stage.control('POST', '/faults', { match: { method: 'post', path: '/api/v1/cust*' }, status: 500 });
    expect((await stage.api('POST', '/v1/customers', { phone_number: '+13105551234' })).status).toBe(500);
    expect((await stage.api('GET', '/v1/customers?phone_number=%2B13105551234')).status).toBe(404);
  });

  test('an answer can be no JSON, or end in its middle', async () => {
    await stage.control('POST', '/faults', { malformedJson: true, times: 1 });
    const malformed = await stage.api('GET', '/v1/tags');
    expect([malformed.status, malformed.body]).toEqual([200, undefined]);
    await stage.control('POST', '/faults', { truncate: true, times: 1 });
    await expect(stage.api('GET', '/v1/tags')).rejects.toThrow('terminated');
  });

  test('a connection can be cut without anything being done', async () => {
    await stage.control('POST', '/faults', { cutConnection: true, times: 1 });
    await expect(stage.api('POST', '/v1/customers', { phone_number: '+13105551234' })).rejects.toThrow('fetch failed');
    expect((await stage.api('GET', '/v1/customers?phone_number=%2B13105551234')).status).toBe(404);
  });

  test('an answer can take its time', async () => {
    await stage.control('POST', '/faults', { latencyMs: 80 });
    const started = performance.now();
    await send();
    expect(performance.now() - started).toBeGreaterThan(70);
  });

  test.each([{}, { times: 3 }, { latency: 5 }, { status: 200 }, { malformedJson: false }])(
    '%j is refused',
    async (fault) => {
      expect((await stage.control('POST', '/faults', fault)).status).toBe(400);
    },
  );
});

describe('the log of calls', () => {
  test('shows each call but never a token', async () => {
    const { token, apiBase } = stage.sandbox;
    await stage.api('POST', '/v1/messages', { to: '+13105551111', text: 'hi' });
    await fetch(`${apiBase}/v1/customers?phone_number=1&token=${token}`);
    await fetch(`${apiBase}/v1/customers?token=some-other-token`);
    await stage.api('POST', '/v1/customers/close', { token: 'third-token', phone_number: token });
    const { text, body } = await stage.control('GET', '/requests');
    expect(member(body, 'total')).toBe(4);
    expect(member(body, 'requests', 3)).toMatchObject({
      method: 'POST',
      path: '/api/v1/messages',
      body: '{"to":"+13105551111","text":"hi"}',
      status: 202,
    });
    expect(member(body, 'requests', 2, 'path')).toBe('/api/v1/customers?phone_number=1&token=[secret]');
    for (const secret of [token, 'some-other-token', 'third-token']) expect(text).not.toContain(secret);
  });
});

describe('control routes', () => {
  test('the overview says where everything is', async () => {
    expect((await stage.control('GET', '')).body).toMatchObject({
      api_base: stage.sandbox.apiBase,
      token: 'sonar_demo_token_0123456789abcde',
      company: { name: 'Acme Pets', state: 'active' },
      customers: 3,
    });
  });

  test('a reset begins again from the seed', async () => {
    await stage.api('POST', '/v1/customers', { phone_number: '+13105551234' });
    await stage.control('POST', '/company', { state: 'inactive' });
    await stage.control('POST', '/clock', { advanceMs: 5000 });
    await stage.control('POST', '/reset');
    expect((await stage.control('GET', '/state')).body).toMatchObject({
      now: '2026-03-01T12:00:00.000Z',
      company: { state: 'active' },
      customers: [{ id: 1 }, { id: 2 }, { id: 3 }],
    });
    expect((await stage.control('GET', '/requests')).body).toEqual({ total: 0, requests: [] });
  });

  test.each([
    ['/messages/receive', { phone_number: '+13105551111' }, 400, 'text or media_url must be given'],
    ['/messages/receive', { phone_number: '1', text: 'a' }, 400, 'Invalid Phone Number'],
    ['/customers/assign', { phone_number: '+13105551111', user_email: 'x@example.com' }, 404, 'User not found'],
    ['/customers/state', { phone_number: '+13105550199', state: 'closed' }, 404, 'Customer not found'],
    ['/customers/state', { phone_number: '+13105551111', state: 'open' }, 400, 'state: Invalid option'],
    ['/company', {}, 400, 'state: Invalid option'],
    ['/clock', { advanceMs: -1 }, 400, 'advanceMs: Too small'],
    ['/nothing', {}, 404, 'No such control route'],
  ])('%s with %j answers %i', async (route, body, status, text) => {
    const answer = await stage.control('POST', route, body);
    expect(answer.status).toBe(status);
    expect(String(member(answer.body, 'error'))).toContain(text);
  });

  test('an assumption can be changed without touching the others', async () => {
    await stage.control('POST', '/settings', { invalidPhoneStatus: 403 });
    expect((await stage.control('POST', '/settings', { duplicateStatus: 409 })).body).toEqual({
      invalidPhoneStatus: 403,
      duplicateStatus: 409,
      retryFrom: 'previous',
      deliveryTimeoutMs: 10_000,
      server: '2017',
    });
  });
});

describe('the file', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sandbox-'));
    file = path.join(folder, 'deep', 'world.json');
  });

  afterEach(() => rm(folder, { recursive: true }));

  test('lies in a folder that only its owner may look into', async () => {
    const { sandbox } = await openStage({ file });
    await sandbox.close();
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  });

  test('keeps the world between two starts, until it is reset', async () => {
    const first = await openStage({ file });
    await first.api('POST', '/v1/customers', { phone_number: '+13105551234', first_name: 'Kept' });
    await first.sandbox.close();
    const second = await openStage({ file });
    expect((await second.api('GET', '/v1/customers?phone_number=3105551234')).body).toMatchObject({
      first_name: 'Kept',
    });
    await second.sandbox.close();
    const third = await openStage({ file, reset: true });
    expect((await third.api('GET', '/v1/customers?phone_number=3105551234')).status).toBe(404);
    await third.sandbox.close();
    expect(await readFile(file, 'utf8')).toContain('\n  "company": {\n    "name": "Acme Pets"');
  });

  test('does not repeat the token of the seed, but keeps one of its own', async () => {
    const first = await openStage({ file });
    const { token } = first.sandbox;
    await first.sandbox.close();
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(token);
    const own = 'a_token_of_this_world_0123456789';
    await writeFile(file, text.replace('"name": "Acme Pets"', `"name": "Acme Pets", "token": "${own}"`));
    const second = await openStage({ file });
    expect(second.sandbox.token).toBe(own);
    await second.sandbox.close();
    expect(await readFile(file, 'utf8')).toContain(own);
  });

  test('lets a delivery that was pending go on after a restart', async () => {
    const subscriber = await openSubscriber(500, 200);
    const first = await openStage({ file });
    await first.hook(subscriber.url, 'customer_created');
    await first.api('POST', '/v1/customers', { phone_number: '+13105551234' });
    await first.settle();
    await first.sandbox.close();
    const second = await openStage({ file });
    await second.control('POST', '/clock', { advanceMs: 10_000 });
    expect(subscriber.received).toHaveLength(2);
    expect(subscriber.received[0]?.body).toEqual(subscriber.received[1]?.body);
    await second.sandbox.close();
    await subscriber.close();
  });

  test.each(['{', '{"version":2}', '[]'])('with %p in it is refused by name', async (content) => {
    const broken = path.join(folder, 'world.json');
    await writeFile(broken, content);
    const error: unknown = await createSandbox({ port: 0, file: broken }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining(broken) });
  });
});

test('a port that is taken is refused by its number', async () => {
  const port = Number(new URL(stage.sandbox.url).port);
  await expect(createSandbox({ port })).rejects.toMatchObject({
    name: 'ConflictError',
    message: `The sandbox cannot listen on port ${port} of 127.0.0.1: another program has it.`,
  });
});

test('closing frees the port and ends open connections', async () => {
  const other = await createSandbox({ port: 0 });
  const agent = new http.Agent({ keepAlive: true });
  await new Promise((resolve) => {
    http.get(other.url, { agent }, (response) => response.resume().on('end', resolve));
  });
  await other.close();
  await expect(fetch(other.url)).rejects.toThrow('fetch failed');
  agent.destroy();
});

test('a sandbox that gets the port of another one starts with everything that one has stored', async () => {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'sandbox-')), 'world.json');
  const first = await createSandbox({ port: 0, file });
  const port = Number(new URL(first.url).port);
  await fetch(`${first.apiBase}/v1/customers?phone_number=%2B13105550188&token=${first.token}`, { method: 'POST' });
  const closing = first.close();
  let second: Awaited<ReturnType<typeof createSandbox>> | undefined;
  while (second === undefined) {
    second = await createSandbox({ port, file }).catch(() => undefined);
    await new Promise(setImmediate);
  }
  const read = await fetch(`${second.apiBase}/v1/customers?phone_number=%2B13105550188&token=${second.token}`);
  expect(read.status).toBe(200);
  await closing;
  await second.close();
});
