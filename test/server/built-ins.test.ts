import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BUILT_INS } from '../../src/engine/builtins/index.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
let connectionId: string;

beforeAll(async () => {
  stage = await openStage();
  connectionId = await stage.connect();
});
afterAll(() => stage.close());

const preview = async (body: object) => stage.call('POST', '/api/v1/requests/preview', { body });

test('lists every built-in module with what its form needs', async () => {
  const { body } = await stage.call('GET', '/api/v1/built-in-modules');
  const { data } = body as { data: { name: string }[] };
  expect(data.map(({ name }) => name)).toEqual([...BUILT_INS.keys()]);
  expect(data).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'builtin:BasicRouter', kind: 'router', group: 'flow-control' }),
      expect.objectContaining({
        name: 'builtin:Break',
        kind: 'directive',
        group: 'error-handling',
        mappable: [
          expect.objectContaining({
            name: 'retry',
            nested: [expect.objectContaining({ name: 'count' }), expect.objectContaining({ name: 'interval' })],
          }),
        ],
      }),
    ]),
  );
});

test('shows the request of a built-in HTTP module, secrets as dots', async () => {
  const text = '{"to":  "{{1.name}}", "note":"[secret]"}';
  const mapper = {
    url: 'https://example.com/a?b=1',
    method: 'POST',
    headers: [
      { name: 'Authorization', value: 'Bearer abcdefghijkl' },
      { name: 'X-Trace', value: 'abcdefghijkl' },
    ],
    queryParameters: [{ name: 'q', value: '{{1.name}}' }],
    contentType: 'json',
    jsonStringBodyContent: text,
  };
  const bundles = { 1: { name: 'Ünä & Co' } };
  const answer = await preview({ app: 'http', module: 'MakeRequest', mapper, bundles });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      request: {
        method: 'POST',
        url: 'https://example.com/a?b=1&q=%C3%9Cn%C3%A4%20%26%20Co',
        headers: { Authorization: '••••••••', 'X-Trace': '••••••••', 'Content-Type': 'application/json' },
        body: text.replace('{{1.name}}', 'Ünä & Co'),
      },
      missing: [],
    },
  });
  expect(answer.text).not.toContain('abcdefghijkl');
});

test('shows a large body whole', async () => {
  const content = 'x'.repeat(200_000);
  const mapper = { url: 'https://example.com/', method: 'POST', data: '{{1.content}}', bodyType: 'raw' };
  const { body } = await preview({ app: 'http', module: 'ActionSendData', mapper, bundles: { 1: { content } } });
  expect(body).toMatchObject({ request: { body: content } });
});

test('names what the mapping reads and nobody gives, with its field', async () => {
  const mapper = { phoneNumber: '+13105550199', text: 'Hi {{1.customer.nick}} {{2.name}} {{scenario.name}}' };
  const bundles = { 1: { customer: { name: 'Ann' } } };
  const { status, body } = await preview({ app: 'sonar', module: 'sendMessage', connectionId, mapper, bundles });
  expect({ status, body }).toMatchObject({
    status: 200,
    body: {
      request: { headers: { 'X-Token': '••••••••' }, body: expect.stringContaining('Hi   ') },
      missing: [
        { path: '1.customer.nick', reason: 'Item nick is not in this bundle.', pointer: '/text' },
        { path: '2.name', reason: 'Module 2 has no data yet.', pointer: '/text' },
      ],
    },
  });
});

test('a module that sends nothing has no request', async () => {
  const { body } = await preview({ app: 'util', module: 'ComposeTransformer', mapper: { value: 'a' } });
  expect(body).toEqual({ request: null, missing: [] });
});

test('refuses an address that is none, and one of this computer', async () => {
  const of = (url: string) => preview({ app: 'http', module: 'MakeRequest', mapper: { url } });
  expect(await of('example')).toMatchObject({ status: 422, body: { code: 'BundleValidationError' } });
  expect(await of('http://169.254.169.254/latest')).toMatchObject({ body: { code: 'RequestRefusedError' } });
});
