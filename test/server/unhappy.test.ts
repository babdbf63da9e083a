import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OPERATIONS } from '../../src/server/operations.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Case {
  readonly title: string;
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly code: string;
  readonly pointers?: readonly string[];
}

const CONNECTIONS = '/api/v1/connections';
const deep = `${'['.repeat(300)}${']'.repeat(300)}`;

const CASES: readonly Case[] = [
  { title: 'a path that is nowhere', path: '/api/v1/nothing', status: 404, code: 'NotFoundError' },
  { title: 'an id of another kind', path: '/api/v1/scenarios/con_1', status: 404, code: 'NotFoundError' },
  { title: 'an id nothing has', path: '/api/v1/executions/run_none', status: 404, code: 'NotFoundError' },
  { title: 'a path that cannot be decoded', path: '/api/v1/apps/%E0%A4%A', status: 400, code: 'UsageError' },
  { title: 'an unknown app', path: '/api/v1/apps/sonnar', status: 404, code: 'NotFoundError' },
  { title: 'a name every object has', path: '/api/v1/apps/constructor', status: 404, code: 'NotFoundError' },
  {
    title: 'a method the path does not take',
    method: 'PUT',
    path: CONNECTIONS,
    body: {},
    status: 405,
    code: 'MethodNotAllowed',
  },
  { title: 'a write to a fixed path', method: 'POST', path: '/healthz', status: 405, code: 'MethodNotAllowed' },
  {
    title: 'an unknown query key',
    path: `${CONNECTIONS}?limt=1`,
    status: 400,
    code: 'UsageError',
    pointers: ['/query/limt'],
  },
  {
    title: 'a query where there is none',
    path: '/api/v1/apps/sonar?x=1',
    status: 400,
    code: 'UsageError',
    pointers: ['/query/x'],
  },
  {
    title: 'a query key given twice',
    path: `${CONNECTIONS}?limit=1&limit=2`,
    status: 400,
    code: 'UsageError',
    pointers: ['/query/limit'],
  },
  {
    title: 'a page of nothing',
    path: `${CONNECTIONS}?limit=0`,
    status: 400,
    code: 'UsageError',
    pointers: ['/query/limit'],
  },
  {
    title: 'too large a page',
    path: `${CONNECTIONS}?limit=251`,
    status: 400,
    code: 'UsageError',
    pointers: ['/query/limit'],
  },
  {
    title: 'a forged cursor',
    path: `${CONNECTIONS}?cursor=!!`,
    status: 400,
    code: 'UsageError',
    pointers: ['/query/cursor'],
  },
  { title: 'a forged cursor of the store', path: '/api/v1/executions?cursor=!!', status: 400, code: 'UsageError' },
  {
    title: 'malformed JSON',
    method: 'POST',
    path: CONNECTIONS,
    body: '{"app":',
    status: 400,
    code: 'UsageError',
    pointers: [''],
  },
  {
    title: 'a body of another type',
    method: 'POST',
    path: CONNECTIONS,
    body: 'app=sonar',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'UnsupportedMediaType',
  },
  {
    title: 'JSON that calls itself text, as a form of another site could send it',
    method: 'POST',
    path: CONNECTIONS,
    body: '{}',
    headers: { 'Content-Type': 'text/plain' },
    status: 415,
    code: 'UnsupportedMediaType',
  },
  {
    title: 'a compressed body',
    method: 'POST',
    path: CONNECTIONS,
    body: '{}',
    headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    status: 415,
    code: 'UnsupportedMediaType',
  },
  {
    title: 'a body over a megabyte',
    method: 'POST',
    path: CONNECTIONS,
    body: { app: 'x'.repeat(1024 * 1024) },
    status: 413,
    code: 'BodyTooLarge',
  },
  {
    title: 'a body nested too deeply',
    method: 'POST',
    path: '/api/v1/iml/evaluate',
    body: `{"value":${deep}}`,
    status: 400,
    code: 'UsageError',
  },
  {
    title: 'a body with a missing and an unknown member',
    method: 'POST',
    path: CONNECTIONS,
    body: { app: 'sonar', name: '', values: {}, colour: 'red' },
    status: 400,
    code: 'UsageError',
    pointers: ['/name', '/colour'],
  },
  {
    title: 'a body that is no object',
    method: 'POST',
    path: CONNECTIONS,
    body: '[]',
    status: 400,
    code: 'UsageError',
    pointers: [''],
  },
  {
    title: 'an idempotency key with a line break in it',
    method: 'POST',
    path: '/api/v1/scenarios',
    body: { blueprint: {} },
    headers: { 'Idempotency-Key': 'with space' },
    status: 400,
    code: 'UsageError',
    pointers: ['/headers/idempotency-key'],
  },
  {
    title: 'a foreign host name, as after DNS rebinding',
    path: CONNECTIONS,
    headers: { Host: 'evil.example.com' },
    status: 403,
    code: 'ForeignHost',
  },
  {
    title: 'the public address, because there is no sign-in',
    path: CONNECTIONS,
    headers: { Host: 'hooks.example.com' },
    status: 403,
    code: 'ForeignHost',
  },
  {
    title: 'what a tunnel passes on with the local host name',
    path: CONNECTIONS,
    headers: { 'X-Forwarded-For': '203.0.113.9' },
    status: 403,
    code: 'ForeignHost',
  },
  {
    title: 'what a proxy passes on, by the standard header',
    path: CONNECTIONS,
    headers: { Forwarded: 'for=203.0.113.9' },
    status: 403,
    code: 'ForeignHost',
  },
  {
    title: 'a change from a page of another site',
    method: 'POST',
    path: CONNECTIONS,
    body: {},
    headers: { Origin: 'https://evil.example.com' },
    status: 403,
    code: 'ForeignOrigin',
  },
  {
    title: 'a change from a page of another port of this computer',
    method: 'POST',
    path: CONNECTIONS,
    body: {},
    headers: { Origin: 'http://127.0.0.1:9' },
    status: 403,
    code: 'ForeignOrigin',
  },
  {
    title: 'a change from a page without an origin',
    method: 'POST',
    path: CONNECTIONS,
    body: {},
    headers: { Origin: 'null' },
    status: 403,
    code: 'ForeignOrigin',
  },
  {
    title: 'a change the browser calls cross-site',
    method: 'DELETE',
    path: `${CONNECTIONS}/con_1`,
    headers: { 'Sec-Fetch-Site': 'cross-site' },
    status: 403,
    code: 'ForeignOrigin',
  },
  {
    title: 'a module that needs a connection and gets none',
    method: 'POST',
    path: '/api/v1/apps/sonar/modules/getCustomer/run',
    body: { input: { phoneNumber: '+13105551234' } },
    status: 400,
    code: 'UsageError',
    pointers: ['/connectionId'],
  },
  {
    title: 'an expression that cannot be read',
    method: 'POST',
    path: '/api/v1/iml/evaluate',
    body: { value: '{{upper(}}' },
    status: 422,
    code: 'ExpressionError',
  },
  {
    title: 'every delivery at once, unconfirmed',
    method: 'POST',
    path: '/api/v1/deliveries/replay',
    body: {},
    status: 409,
    code: 'ConflictError',
  },
  {
    title: 'deliveries by id and by a filter',
    method: 'POST',
    path: '/api/v1/deliveries/discard',
    body: { deliveryIds: ['whd_1'], states: ['dead'] },
    status: 400,
    code: 'UsageError',
    pointers: ['/deliveryIds'],
  },
];

test.each(CASES)('refuses $title with $status and says why', async (each) => {
  const { method = 'GET', path, body, headers = {}, status, code } = each;
  const answer = await stage.call(method, path, { ...(body === undefined ? {} : { body }), headers });
  expect(answer).toMatchObject({ status, body: { status, code, instance: path.split('?')[0] } });
  const document = answer.body as { traceId: string; fix: string; errors?: { pointer: string }[] };
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(document.traceId).toBe(answer.headers['x-trace-id']);
  expect(document.fix).not.toBe('');
  expect(answer.text).not.toMatch(/\n\s+at |node_modules|\.ts:\d/);
  if (each.pointers !== undefined) expect(document.errors?.map(({ pointer }) => pointer)).toEqual(each.pointers);
});

test.each([...new Set(OPERATIONS.map(({ path }) => path))])('names the methods %s takes', async (path) => {
  const address = path.replaceAll(/\{\w+\}/g, 'x_1');
  const methods = OPERATIONS.filter((each) => each.path === path).map(({ method }) => method.toUpperCase());
  const answer = await stage.call(methods.includes('PUT') ? 'PATCH' : 'PUT', address);
  expect(answer.status).toBe(405);
  expect(answer.headers['allow']?.split(', ').toSorted()).toEqual(
    [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].toSorted(),
  );
});

test('answers for its own pages, for programs, and under the public address when asked for its health', async () => {
  const own = { Origin: stage.url, 'Sec-Fetch-Site': 'same-origin' };
  const body = { value: '{{1 + 1}}' };
  expect((await stage.call('POST', '/api/v1/iml/evaluate', { body, headers: own })).status).toBe(200);
  const answer = await stage.call('GET', '/healthz', { headers: { Host: 'hooks.example.com' } });
  expect(answer.status).toBe(200);
  const forwarded = await stage.call('GET', '/healthz', { headers: { 'X-Forwarded-For': '203.0.113.9' } });
  expect(forwarded.status).toBe(200);
});

test('keeps what it does not know of a failure for its log', async () => {
  const broken = await openStage({
    expressions: {
      evaluate: () => {
        throw new TypeError('the-inner-detail');
      },
    },
  });
  const answer = await broken.call('POST', '/api/v1/iml/evaluate', { body: { value: 1 } });
  expect(answer).toMatchObject({ status: 500, body: { code: 'UnexpectedError' } });
  expect(answer.text).not.toContain('the-inner-detail');
  expect(broken.log.join('')).toContain('the-inner-detail');
  expect(broken.log.join('')).toContain((answer.body as { traceId: string }).traceId);
  await broken.close();
});

test('stops reading a body that goes on behind the limit', async () => {
  const { port } = new URL(stage.url);
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
    socket.write(
      `POST /api/v1/iml/evaluate HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const chunk = 'x'.repeat(256 * 1024);
    for (let count = 0; count < 5; count += 1) socket.write(`40000\r\n${chunk}\r\n`);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});
