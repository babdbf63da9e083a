import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import type { DeliveryId } from '../../src/store/records.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
let hook: { id: string; url: string };
let scenarioId: string;

beforeAll(async () => {
  stage = await openStage();
  const connectionId = await stage.connect();
  const blueprint = {
    name: 'Welcome',
    flow: [
      { id: 1, module: 'sonar:watchNewCustomer', version: 1, parameters: { __IMTCONN__: connectionId }, mapper: {} },
    ],
  };
  const created = await stage.call('POST', '/api/v1/scenarios', { body: { blueprint } });
  scenarioId = String((created.body as Collection)['id']);
  [hook] = (await data('/api/v1/hooks')) as [typeof hook];
});
afterAll(() => stage.close());

async function data(path: string): Promise<unknown[]> {
  return ((await stage.call('GET', path)).body as { data: unknown[] }).data;
}

/** Sends to the public address of the hook, through the server. */
async function deliver(uuid: string, headers: Record<string, string> = {}): Promise<number> {
  const body = JSON.stringify({ uuid, action: 'customer_created', customer: { first_name: uuid } });
  const path = new URL(hook.url).pathname;
  const response = await fetch(stage.url + path, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
  return response.status;
}

async function deliveryOf(uuid: string): Promise<Collection> {
  const all = (await data(`/api/v1/hooks/${hook.id}/deliveries`)) as Collection[];
  return all.find((delivery) => delivery['eventId'] === uuid) ?? {};
}

test('takes deliveries in around the API, whatever host name they come for', async () => {
  expect(await deliver('one')).toBe(202);
  const listed = await deliveryOf('one');
  expect(listed).toMatchObject({ hookId: hook.id, items: [{ scenarioId, state: 'queued' }] });
  expect((await fetch(`${stage.url}/hooks/nobody`, { method: 'POST' })).status).toBe(404);
});

test('shows the raw body of a delivery and its headers without credentials', async () => {
  await deliver('two', { Authorization: 'Bearer very-secret', 'X-Kept': 'yes' });
  const { id } = await deliveryOf('two');
  const answer = await stage.call('GET', `/api/v1/deliveries/${String(id)}`);
  expect(answer.body).toMatchObject({
    headers: { authorization: '[secret]', 'x-kept': 'yes' },
    body: { encoding: 'text', content: expect.stringContaining('"uuid":"two"') },
  });
  expect(answer.text).not.toContain('very-secret');
});

test('shows bytes that are no text in base64', async () => {
  const bytes = Uint8Array.of(0xff, 0xfe, 0x00);
  const delivery = {
    id: 'whd_binary' as DeliveryId,
    hookId: hook.id as 'hk_1',
    eventId: null,
    receivedAt: 1,
    method: 'POST',
    query: '',
    headers: {},
    body: bytes,
    remoteAddress: '127.0.0.1',
  };
  await stage.store.deliveries.accept({ delivery, scenarioIds: [], orderKey: null, dedupeMs: 0 });
  const answer = await stage.call('GET', '/api/v1/deliveries/whd_binary');
  expect(answer.body).toMatchObject({ size: 3, body: { encoding: 'base64', content: '//4A' } });
});

test('shows the bundles of a delivery and copies it to a scenario', async () => {
  const { id } = await deliveryOf('one');
  const sample = await stage.call('GET', `/api/v1/deliveries/${String(id)}/sample`);
  expect(sample.body).toMatchObject({ bundles: [{ customer: { first_name: 'one' } }] });
  const copy = await stage.call('POST', `/api/v1/deliveries/${String(id)}/copy`, { body: { scenarioId } });
  expect(copy).toMatchObject({ status: 201, body: { items: [{ scenarioId, state: 'queued' }] } });
});

test('gives a delivery up, lists it by state, and queues it again', async () => {
  await deliver('three');
  const { id } = await deliveryOf('three');
  const act = (action: string) => stage.call('POST', `/api/v1/deliveries/${String(id)}/${action}`);
  expect((await act('discard')).body).toEqual({ count: 1 });
  const discarded = (await data(`/api/v1/hooks/${hook.id}/deliveries?states=discarded,dead`)) as Collection[];
  expect(discarded.map((delivery) => delivery['id'])).toEqual([id]);
  expect((await act('replay')).body).toEqual({ count: 1 });
});

test('a delivery that was erased says so, and is neither replayed, copied nor shown as a sample', async () => {
  await deliver('secret', { 'X-Phone': '+13105551234' });
  await deliver('open');
  const [secret, open] = [await deliveryOf('secret'), await deliveryOf('open')];
  expect(secret).toMatchObject({ erasedAt: null });
  const id = String(secret['id']);
  await stage.store.deliveries.discard([id as DeliveryId]);
  await stage.store.deliveries.erase({ ids: [id as DeliveryId] }, [scenarioId as 'scn_1'], stage.clock.now());
  const erased = { id, receivedAt: secret['receivedAt'], erasedAt: new Date(stage.clock.now()).toISOString(), size: 0 };
  expect(await deliveryOf('secret')).toMatchObject({ ...erased, query: '', items: [{ state: 'discarded' }] });
  const whole = await stage.call('GET', `/api/v1/deliveries/${id}`);
  expect(whole.body).toMatchObject({ ...erased, headers: {}, body: { encoding: 'text', content: '' } });
  const refusal = {
    status: 409,
    body: { code: 'ConflictError', detail: expect.stringContaining('the scenario is confidential') },
  };
  expect(await stage.call('POST', `/api/v1/deliveries/${id}/replay`)).toMatchObject(refusal);
  expect(await stage.call('POST', `/api/v1/deliveries/${id}/copy`, { body: { scenarioId } })).toMatchObject(refusal);
  expect(await stage.call('GET', `/api/v1/deliveries/${id}/sample`)).toMatchObject(refusal);
  const run = { type: 'delivery', deliveryId: id };
  expect(await stage.call('POST', `/api/v1/scenarios/${scenarioId}/run`, { body: run })).toMatchObject(refusal);
  const both = { deliveryIds: [id, open['id']] };
  expect((await stage.call('POST', '/api/v1/deliveries/replay', { body: both })).body).toEqual({ count: 1 });
});

test('acts on the deliveries of a time', async () => {
  await stage.clock.advance(60_000);
  await deliver('late');
  const from = new Date(stage.clock.now()).toISOString();
  const answer = await stage.call('POST', '/api/v1/deliveries/discard', { body: { hookId: hook.id, from } });
  expect(answer.body).toEqual({ count: 1 });
  expect(await deliveryOf('late')).toMatchObject({ items: [{ state: 'discarded' }] });
  expect(await deliveryOf('one')).toMatchObject({ items: [{ state: 'queued' }] });
});

test('lists dead letters', async () => {
  await deliver('doomed');
  const [item] = await stage.store.deliveries.claim({
    scenarioId: scenarioId as 'scn_1',
    mode: 'parallel',
    limit: 1,
    now: stage.clock.now(),
    leaseMs: 1000,
  });
  await stage.store.deliveries.settle(
    item!.seq,
    item!.fence,
    { state: 'dead', reason: 'it failed' },
    stage.clock.now(),
  );
  expect(await data('/api/v1/dead-letters')).toMatchObject([{ items: [{ state: 'dead', reason: 'it failed' }] }]);
});

test('changes settings of a webhook by version and keeps its secrets sealed', async () => {
  const path = `/api/v1/hooks/${hook.id}`;
  const { headers } = await stage.call('GET', path);
  const body = {
    queueLimit: 500,
    mode: { type: 'per-key', key: '{{body.customer.phone_number}}' },
    checks: {
      header: { name: 'X-Shared', value: 'shared-secret-value' },
      cidrs: ['127.0.0.0/8'],
      companyKey: 'company-key-value',
    },
  };
  expect((await stage.call('PATCH', path, { body })).status).toBe(428);
  const changed = await stage.call('PATCH', path, { body, headers: { 'If-Match': headers['etag']! } });
  expect(changed).toMatchObject({
    status: 200,
    body: { queueLimit: 500, checks: { companyKey: true, header: { name: 'X-Shared' }, cidrs: ['127.0.0.0/8'] } },
  });
  expect(changed.text).not.toMatch(/shared-secret-value|company-key-value|sealed/);
  const stale = await stage.call('PATCH', path, { body, headers: { 'If-Match': headers['etag']! } });
  expect(stale.status).toBe(412);
  expect(await deliver('unshared')).toBe(401);

  const off = { checks: { header: null, companyKey: null } };
  const opened = await stage.call('PATCH', path, { body: off, headers: { 'If-Match': changed.headers['etag']! } });
  expect(opened.body).toMatchObject({ checks: { companyKey: false, header: null, cidrs: ['127.0.0.0/8'] } });
  expect(await deliver('again')).toBe(202);
});

test('refuses settings that cannot work, with every finding', async () => {
  const path = `/api/v1/hooks/${hook.id}`;
  const { headers } = await stage.call('GET', path);
  const body = { mode: { type: 'per-key', key: 'always the same' }, checks: { cidrs: ['not-a-range'] } };
  const answer = await stage.call('PATCH', path, { body, headers: { 'If-Match': headers['etag']! } });
  expect(answer).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/mode/key' }, { pointer: '/checks/cidrs' }] },
  });
});

test('pauses and resumes the work of a webhook', async () => {
  const path = `/api/v1/hooks/${hook.id}`;
  const patch = async (paused: boolean) => {
    const { headers } = await stage.call('GET', path);
    return stage.call('PATCH', path, { body: { paused }, headers: { 'If-Match': headers['etag']! } });
  };
  expect((await patch(true)).body).toMatchObject({ paused: true });
  expect((await patch(false)).body).toMatchObject({ paused: false });
});

test('registers a webhook at the provider and removes it', async () => {
  const remote = async (): Promise<unknown[]> =>
    (await (
      await fetch(`${stage.sandbox.apiBase}/v1/webhooks`, { headers: { 'X-Token': stage.sandbox.token } })
    ).json()) as unknown[];
  const path = `/api/v1/hooks/${hook.id}`;
  expect(await stage.call('POST', `${path}/attach`)).toMatchObject({ status: 200, body: { state: 'attached' } });
  expect(await remote()).toMatchObject([{ url: hook.url }]);
  expect((await stage.call('GET', path)).body).toMatchObject({ queue: { queued: expect.any(Number) } });
  expect(await stage.call('POST', `${path}/detach`)).toMatchObject({ status: 200, body: { state: 'detached' } });
  expect(await remote()).toEqual([]);
});

test('says what a repair would do, without doing it, and keeps a log of repairs', async () => {
  await stage.call('POST', `/api/v1/hooks/${hook.id}/attach`);
  await fetch(`${stage.sandbox.url}/__sandbox/reset`, { method: 'POST' });
  const dry = await stage.call('POST', '/api/v1/hooks/reconcile', { body: {} });
  expect(dry).toMatchObject({ status: 200, body: { dryRun: true, actions: [{ hookId: hook.id }] } });
  expect(await data(`/api/v1/hooks/drift?hookId=${hook.id}`)).toContainEqual(expect.objectContaining({ dryRun: true }));
});
