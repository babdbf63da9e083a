import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { compileCall } from '../../src/communication/compile.ts';
import { systemClock } from '../../src/core/clock.ts';
import { DEFAULT_LIMITS } from '../../src/core/limits.ts';
import { Secret } from '../../src/core/secret.ts';
import { createAxiosClient } from '../../src/http/axios-client.ts';
import type { Exchange } from '../../src/http/client.ts';
import { contextOf } from './scripted-client.ts';

const http = createAxiosClient({ limits: DEFAULT_LIMITS.http, clock: systemClock });
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page'));
    const allowed = request.headers['x-token'] === 'secret-token';
    response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(allowed ? { items: page < 3 ? [{ page }] : [] } : { error: 'Bad Token' }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  http.close();
  server.close();
});

const call = compileCall(
  {
    url: '/list',
    qs: { page: '{{pagination.page}}' },
    response: {
      iterate: '{{body.items}}',
      error: { '401': { message: '{{body.error}}', type: 'InvalidAccessTokenError' } },
    },
    pagination: {},
  },
  { kind: 'module', base: { baseUrl: '{{connection.site}}/api', headers: { 'X-Token': '{{connection.token}}' } } },
);

test('reads all pages of a real service, and records every exchange without the token', async () => {
  const exchanges: Exchange[] = [];
  const result = await call.run(
    contextOf(http, {
      variables: { connection: { site: origin, token: 'secret-token' } },
      secrets: [new Secret('secret-token')],
      privateOrigins: [origin],
      onExchange: (exchange) => exchanges.push(exchange),
    }),
  );
  expect(result.outputs).toEqual([{ page: 1 }, { page: 2 }]);
  expect(exchanges.map(({ request }) => request.url)).toEqual(
    [1, 2, 3].map((page) => `${origin}/api/list?page=${page}`),
  );
  expect(JSON.stringify(exchanges)).not.toContain('secret-token');
});

test('tells the text of a real refusal', async () => {
  const variables = { connection: { site: origin, token: 'wrong-token' } };
  await expect(call.run(contextOf(http, { variables, privateOrigins: [origin] }))).rejects.toMatchObject({
    name: 'InvalidAccessTokenError',
    message: 'Bad Token',
    upstream: { status: 401, body: '{"error":"Bad Token"}' },
  });
});

test('does not reach a private address that nobody excepted', async () => {
  const variables = { connection: { site: origin, token: 'secret-token' } };
  await expect(call.run(contextOf(http, { variables }))).rejects.toMatchObject({ name: 'RequestRefusedError' });
});
