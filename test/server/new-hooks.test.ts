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

async function create(change: Collection = {}) {
  const body = { app: 'sonar', webhook: 'newCustomer', connectionId, name: 'Shop', ...change };
  const answer = await stage.call('POST', '/api/v1/hooks', { body });
  return { status: answer.status, hook: answer.body as Collection, headers: answer.headers };
}

async function scenarioWith(hookId: string): Promise<Collection> {
  const parameters = { __IMTCONN__: connectionId, __IMTHOOK__: hookId };
  const flow = [{ id: 1, module: 'sonar:watchNewCustomer', version: 1, parameters, mapper: {} }];
  return (await stage.call('POST', '/api/v1/scenarios', { body: { blueprint: { name: 'Named', flow } } }))
    .body as Collection;
}

test('webhooks that are created have names and addresses of their own, and are not registered yet', async () => {
  const [one, other] = [await create({ name: 'One' }), await create({ name: 'Other' })];
  expect(one).toMatchObject({ status: 201, hook: { name: 'One', state: 'detached', connectionId } });
  expect(one.headers['location']).toBe(`/api/v1/hooks/${String(one.hook['id'])}`);
  expect(other.hook['url']).not.toBe(one.hook['url']);
});

test('a scenario keeps the webhook its trigger names', async () => {
  const { hook } = await create();
  expect(await scenarioWith(String(hook['id']))).toMatchObject({ hookId: hook['id'] });
});

test('a webhook that starts a scenario is not deleted, and goes with its last scenario', async () => {
  const { hook } = await create();
  const path = `/api/v1/hooks/${String(hook['id'])}`;
  const { id } = await scenarioWith(String(hook['id']));
  const refused = await stage.call('DELETE', path);
  expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining(String(id)) } });
  await stage.call('DELETE', `/api/v1/scenarios/${String(id)}`);
  expect((await stage.call('GET', path)).status).toBe(404);
});

test('a webhook nobody uses is deleted, and its address says so', async () => {
  const { hook } = await create();
  expect((await stage.call('DELETE', `/api/v1/hooks/${String(hook['id'])}`)).status).toBe(204);
  const address = stage.url + new URL(String(hook['url'])).pathname;
  expect((await fetch(address, { method: 'POST', body: '{}' })).status).toBe(410);
});

test.each([
  ['without a connection', { connectionId: null }, 422, 'needs a connection'],
  ['with a connection that is gone', { connectionId: 'con_gone' }, 422, 'needs a connection'],
  ['for a webhook the app does not have', { webhook: 'newCustomers' }, 404, 'newCustomer'],
  ['for an app that is not there', { app: 'sonor' }, 404, 'sonar'],
  ['without a name', { name: ' ' }, 400, 'name'],
])('none is created %s', async (_case, change, status, text) => {
  const answer = await create(change);
  expect(answer).toMatchObject({ status, hook: { detail: expect.stringContaining(text) } });
});
