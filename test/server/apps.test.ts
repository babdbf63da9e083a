import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
let connectionId: string;

beforeAll(async () => {
  stage = await openStage();
  connectionId = await stage.connect();
});
afterAll(() => stage.close());

test('describes the app, its groups and its connections', async () => {
  expect((await stage.call('GET', '/api/v1/apps')).body).toMatchObject({ data: [{ name: 'sonar' }], nextCursor: null });
  const { body } = await stage.call('GET', '/api/v1/apps/sonar');
  const app = body as { modules: unknown[]; groups: { modules: unknown[] }[] };
  expect(app.groups.flatMap((group) => group.modules)).toHaveLength(app.modules.length);
  expect(body).toMatchObject({
    connections: [{ name: 'sonar', fields: [{ name: 'privateToken' }, { name: 'sandbox' }] }],
  });
});

test.each(['sendMessage', 'watchNewCustomer', 'getCustomer'])('describes the module %s', async (name) => {
  const { body } = await stage.call('GET', `/api/v1/apps/sonar/modules/${name}`);
  expect(body).toMatchObject({ name, schema: { type: 'object' }, interface: expect.any(Array) });
});

test('names the module that was probably meant', async () => {
  const { body } = await stage.call('GET', '/api/v1/apps/sonar/modules/sendMesage');
  expect(body).toMatchObject({ status: 404, detail: expect.stringContaining('sendMessage') });
});

const run = (module: string, input: object) =>
  stage.call('POST', `/api/v1/apps/sonar/modules/${module}/run`, { body: { connectionId, input } });

test('runs a module and previews it without sending anything', async () => {
  const input = { phoneNumber: '+13105550199', firstName: 'Ann' };
  const body = { connectionId, input };
  const preview = await stage.call('POST', '/api/v1/apps/sonar/modules/createUpdateCustomer/preview', { body });
  expect(preview).toMatchObject({
    status: 200,
    body: { request: { method: 'POST', headers: { 'X-Token': '[secret]' } } },
  });
  expect((await run('getCustomer', { phoneNumber: '+13105550199' })).status).toBeGreaterThanOrEqual(400);
  expect(await run('createUpdateCustomer', input)).toMatchObject({ status: 200, body: { warnings: [] } });
  expect(await run('getCustomer', { phoneNumber: '+13105550199' })).toMatchObject({
    status: 200,
    body: { bundles: [{ first_name: 'Ann' }] },
  });
});

test('answers inputs that are wrong with a finding for each', async () => {
  const answer = await run('sendMessage', { text: 'Hi' });
  expect(answer).toMatchObject({
    status: 422,
    body: {
      errors: expect.arrayContaining([{ pointer: '/phoneNumber' }].map((each) => expect.objectContaining(each))),
    },
  });
});

test('hides a token that a service echoes', async () => {
  const echo = { phoneNumber: '+13105550198', firstName: stage.sandbox.token };
  const answer = await run('createUpdateCustomer', echo);
  expect(answer.status).toBe(200);
  expect(stage.call.seen.join('').includes(stage.sandbox.token)).toBe(false);
});

test('loads the options of an RPC', async () => {
  const { body: app } = await stage.call('GET', '/api/v1/apps/sonar');
  const [rpc] = (app as { rpcs: { name: string }[] }).rpcs;
  const answer = await stage.call('POST', `/api/v1/apps/sonar/rpcs/${rpc!.name}`, { body: { connectionId } });
  expect(answer).toMatchObject({ status: 200, body: { data: expect.any(Array) } });
});

test.each([
  ['{{1.name}} & co', { name: 'Ann' }, 'Ann & co', 'text'],
  ['{{1.count + 1}}', { count: 2 }, 3, 'number'],
  ['{{1.list}}', { list: [1] }, [1], 'array'],
  ['{{1.missing}}', {}, null, 'empty'],
  ['{{parseDate("2026-03-01"; "YYYY-MM-DD")}}', {}, { $value: 'date', of: '2026-03-01T00:00:00.000Z' }, 'date'],
])('evaluates %s', async (value, bundle, result, type) => {
  const answer = await stage.call('POST', '/api/v1/iml/evaluate', { body: { value, bundles: { 1: bundle } } });
  expect(answer).toMatchObject({ status: 200, body: { result, type } });
});

test('shows the request of a mapping, and leaves expressions inside of data alone', async () => {
  const body = {
    app: 'sonar',
    module: 'sendMessage',
    connectionId,
    mapper: { phoneNumber: '{{1.phone}}', text: 'Hello {{1.name}}' },
    bundles: { 1: { phone: '+13105550199', name: '{{connection.privateToken}}' } },
  };
  const answer = await stage.call('POST', '/api/v1/requests/preview', { body });
  const { request } = answer.body as { request: { body: string } };
  expect(request.body).toContain('Hello {{connection.privateToken}}');
});
