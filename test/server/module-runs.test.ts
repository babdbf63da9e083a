import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
let connectionId: string;

beforeAll(async () => {
  stage = await openStage();
  connectionId = await stage.connect();
});
afterAll(() => stage.close());

const run = (body: object, query = '') => stage.call('POST', `/api/v1/modules/run${query}`, { body });
const message = (mapper: object, bundles: object = {}) =>
  run({ app: 'sonar', module: 'sendMessage', connectionId, mapper, bundles });

test('runs a module of an app with mapped bundles, and shows its requests without the token', async () => {
  const mapper = { phoneNumber: '{{1.customer.phone_number}}', text: 'Hi {{1.customer.first_name}}' };
  const bundles = { 1: { customer: { phone_number: '+13105550142', first_name: 'Dana' } } };
  const { status, body, text } = await message(mapper, bundles);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    input: { phoneNumber: '+13105550142', text: 'Hi Dana' },
    outputs: [{ status: 'queued' }],
    exchanges: [{ request: { method: 'POST' }, response: { status: 202 } }],
    warnings: [],
    error: null,
    problems: [],
    durationMs: expect.any(Number),
  });
  expect(text).not.toContain(stage.sandbox.token);
  expect((await stage.call('GET', '/api/v1/executions')).body).toMatchObject({ data: [] });
});

test.each([
  [
    'json:ParseJSON',
    { mapper: { json: '{{1.text}}' }, bundles: { 1: { text: '[{"a":1},{"a":2}]' } } },
    [{ a: 1 }, { a: 2 }],
  ],
  [
    'util:SetVariable2',
    { mapper: { name: 'x', value: '{{addDays(1.at; 1)}}' }, bundles: { 1: { at: noonOf('2026-03-01') } } },
    [{ x: noonOf('2026-03-02') }],
  ],
  [
    'builtin:BasicFeeder',
    { mapper: { array: '{{1.list}}' }, bundles: { 1: { list: [{ n: 1 }, { n: 2 }] } } },
    [{ n: 1 }, { n: 2 }],
  ],
])('runs the built-in module %s', async (name, task, outputs) => {
  const [app, module] = name.split(':');
  const { body } = await run({ app, module, ...task });
  expect(body).toMatchObject({ outputs, error: null });
});

test('runs the built-in HTTP module, and hides the password it was given', async () => {
  const mapper = { method: 'get', url: `${stage.sandbox.url}/api/v1/tags?token=${stage.sandbox.token}` };
  const parameters = { authUser: 'ada', authPass: 'open sesame' };
  const { body, text } = await run({ app: 'http', module: 'ActionSendData', mapper, parameters });
  expect(body).toMatchObject({
    error: null,
    outputs: [{ statusCode: 200 }],
    exchanges: [{ response: { status: 200 } }],
  });
  expect(JSON.stringify(body)).toMatch(/"authorization":"[^"]*\[secret\]"/i);
  expect(text).not.toContain('open sesame');
  expect(text).not.toContain(Buffer.from('ada:open sesame').toString('base64'));
});

test('a failure of the module is an answer, with what was sent', async () => {
  const same = { phoneNumber: '+13105550142', text: 'the same twice' };
  await message(same);
  const { status, body } = await message(same);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    outputs: [],
    error: { name: expect.any(String), message: 'Forbidden', upstream: { status: 403 } },
    exchanges: [{ response: { status: 403 } }],
  });
  expect((body as { error: object }).error).not.toHaveProperty('moduleId');
});

test('inputs that are not valid are named, and nothing is sent', async () => {
  const { status, body } = await message({ text: '{{1.missing}}' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    error: { name: 'BundleValidationError' },
    problems: expect.arrayContaining([expect.objectContaining({ pointer: '/phoneNumber' })]),
    exchanges: [],
  });
});

test('an expression that fails is an answer too', async () => {
  const { body } = await run({
    app: 'util',
    module: 'SetVariable2',
    mapper: { name: 'x', value: '{{parseDate("no"; 7)}}' },
  });
  expect(body).toMatchObject({ outputs: [], error: { name: expect.any(String), fix: expect.any(String) } });
});

test('an instant trigger has nothing to ask', async () => {
  const { body } = await run({ app: 'sonar', module: 'watchNewCustomer', connectionId });
  expect(body).toMatchObject({ error: { message: expect.stringContaining('waits for a delivery') } });
});

test('a value that was cut is not sent as if it were whole, but may lie about', async () => {
  const cut = { $value: 'cut', of: 'Hel', size: 70_000 };
  const bundles = { 1: { text: cut, name: 'Dana', list: [{ text: cut }], all: { deep: { text: cut } } } };
  for (const path of ['1.text', '1.text.length', '1.list', '1.list[].text', '1.all']) {
    const refused = await message({ phoneNumber: '+13105550142', text: `{{${path}}}` }, bundles);
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/mapper/text', code: 'CUT_VALUE' }] } });
  }
  const { body } = await message({ phoneNumber: '+13105550142', text: 'Dear {{1.name}}' }, bundles);
  expect(body).toMatchObject({ input: { text: 'Dear Dana' }, error: null });
});

test('outputs are cut on request', async () => {
  const mapper = { name: 'x', value: 'y'.repeat(5000) };
  const { body } = await run({ app: 'util', module: 'SetVariable2', mapper }, '?cut=1000');
  expect((body as Collection)['outputs']).toEqual([{ x: { $value: 'cut', of: 'y'.repeat(1000), size: 5000 } }]);
});

test.each([
  [{ app: 'sonar', module: 'sendMesage' }, 404, 'sendMessage'],
  [{ app: 'sonr', module: 'sendMessage' }, 404, 'sonar'],
  [{ app: 'sonar', module: 'sendMessage' }, 400, 'connection'],
  [{ app: 'builtin', module: 'BasicRouter' }, 400, 'steers'],
  [{ app: 'util', module: 'BasicTrigger', unknown: 1 }, 400, 'unknown'],
])('refuses %j', async (body, status, word) => {
  const answer = await run(body);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(word);
});

function noonOf(date: string): Collection {
  return { $value: 'date', of: `${date}T12:00:00.000Z` };
}
