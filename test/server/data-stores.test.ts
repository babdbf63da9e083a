import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const path = '/api/v1/data-stores';

async function make(body: object): Promise<string> {
  const answer = await stage.call('POST', path, { body });
  expect(answer.status).toBe(201);
  return (answer.body as { id: string }).id;
}

const put = (id: string, key: string, data: object) =>
  stage.call('PUT', `${path}/${id}/records/${encodeURIComponent(key)}`, { body: { data } });

/** A scenario with one module that works with the data store. */
function blueprint(datastore: string | number): Collection {
  return {
    name: 'Visits',
    flow: [
      { id: 1, module: 'util:BasicTrigger', parameters: { values: [{ spec: [{ name: 'who', value: 'Ada' }] }] } },
      {
        id: 2,
        module: 'datastore:AddRecord',
        parameters: { datastore },
        mapper: { key: '{{1.who}}', overwrite: true, data: { seen: true } },
      },
    ],
  };
}

test('a data store is made, read, renamed and listed; no two have one name', async () => {
  const id = await make({ name: 'Visits' });
  const read = await stage.call('GET', `${path}/${id}`);
  expect(read.body).toMatchObject({ name: 'Visits', structure: null, strict: false, records: 0, bytes: 0 });
  expect(read.headers['etag']).toBe('W/"1"');
  const change = (name: string, etag: string) =>
    stage.call('PATCH', `${path}/${id}`, { body: { name }, headers: { 'If-Match': etag } });
  expect(await change('Guests', 'W/"1"')).toMatchObject({ status: 200, body: { name: 'Guests', version: 2 } });
  expect(await change('Late', 'W/"1"')).toMatchObject({ status: 412 });
  await make({ name: 'Other' });
  expect(await change('Other', 'W/"2"')).toMatchObject({ status: 409 });
  expect(await stage.call('POST', path, { body: { name: 'Other' } })).toMatchObject({ status: 409 });
  const list = await stage.call('GET', path);
  expect((list.body as { data: { name: string }[] }).data.map(({ name }) => name).toSorted()).toEqual([
    'Guests',
    'Other',
  ]);
});

test('a structure no value could satisfy is refused, and one that can be checks records', async () => {
  const wrong = await stage.call('POST', path, {
    body: { name: 'Wrong', structure: [{ name: 'a', type: 'nonsense' }] },
  });
  expect(wrong).toMatchObject({ status: 422, body: { code: 'ManifestError' } });
  const id = await make({ name: 'Ages', structure: [{ name: 'age', type: 'number', required: true }], strict: true });
  expect(await put(id, 'a', { age: '36' })).toMatchObject({ status: 200, body: { key: 'a', data: { age: 36 } } });
  const refused = await put(id, 'b', { hat: 1 });
  expect(refused).toMatchObject({ status: 422, body: { code: 'BundleValidationError' } });
  expect(refused.body).toMatchObject({ errors: [{ pointer: '/age' }, { pointer: '/hat' }] });
});

test('records are written, listed page by page, read and deleted, whatever their keys are', async () => {
  const id = await make({ name: 'Keys' });
  const keys = ['', 'a/b', 'a b?#%', '../x', '__proto__', '{{now}}', 'ünï'].slice(1);
  for (const key of keys) expect(await put(id, key, { key })).toMatchObject({ status: 200, body: { key } });
  const first = await stage.call('GET', `${path}/${id}/records?limit=4`);
  const { data, nextCursor } = first.body as { data: { key: string }[]; nextCursor: string };
  const rest = await stage.call('GET', `${path}/${id}/records?limit=4&cursor=${nextCursor}`);
  const others = rest.body as { data: { key: string }[]; nextCursor: string | null };
  expect([...data, ...others.data].map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
  expect(others.nextCursor).toBeNull();
  const one = `${path}/${id}/records/${encodeURIComponent('a/b')}`;
  expect(await stage.call('GET', one)).toMatchObject({ status: 200, body: { key: 'a/b', data: { key: 'a/b' } } });
  expect(await stage.call('DELETE', one)).toMatchObject({ status: 204 });
  expect(await stage.call('DELETE', one)).toMatchObject({ status: 404 });
  expect(await stage.call('GET', one)).toMatchObject({ status: 404 });
  expect(await stage.call('DELETE', `${path}/${id}/records`)).toMatchObject({ status: 204 });
  expect((await stage.call('GET', `${path}/${id}`)).body).toMatchObject({ records: 0, bytes: 0 });
});

test('lists cut what is large, one record is read whole', async () => {
  const id = await make({ name: 'Large' });
  const text = 'x'.repeat(300_000);
  await put(id, 'a', { text });
  const list = await stage.call('GET', `${path}/${id}/records?cut=100`);
  expect(list.text.length).toBeLessThan(5000);
  expect(list.body).toMatchObject({ data: [{ data: { text: { $value: 'cut', size: 300_000 } } }] });
  expect((await stage.call('GET', `${path}/${id}/records/a`)).body).toMatchObject({ data: { text } });
  expect(await put(id, 'b', { text: 'x'.repeat(600_000) })).toMatchObject({ status: 422, body: { code: 'DataError' } });
});

test('a scenario that is imported works with our data store, which cannot be deleted then', async () => {
  const id = await make({ name: 'Used' });
  const unmapped = await stage.call('POST', '/api/v1/blueprints/check', { body: { blueprint: blueprint(98_606) } });
  expect(unmapped.body).toMatchObject({
    problems: [{ pointer: '/flow/1/parameters/datastore', code: 'UNKNOWN_DATA_STORE' }],
  });
  const body = { blueprint: blueprint(98_606), dataStores: { 98606: id } };
  const saved = await stage.call('POST', '/api/v1/scenarios', { body });
  const scenario = saved.body as { id: string; problems: unknown[]; blueprint: { flow: { parameters: Collection }[] } };
  expect(scenario.blueprint.flow[1]?.parameters).toEqual({ datastore: id });
  expect(scenario.problems).toEqual([]);
  const refused = await stage.call('DELETE', `${path}/${id}`);
  expect(refused).toMatchObject({ status: 409, body: { errors: [{ pointer: `/scenarios/${scenario.id}` }] } });
  expect((await stage.call('GET', `${path}/${id}/usage`)).body).toEqual({
    data: [{ id: scenario.id, name: 'Visits' }],
  });
  const rows = (await stage.call('GET', path)).body as { data: Collection[] };
  expect(rows.data.find((row) => row['id'] === id)).toMatchObject({ usedBy: { scenarios: 1 } });
  await stage.call('DELETE', `/api/v1/scenarios/${scenario.id}`);
  expect(await stage.call('DELETE', `${path}/${id}`)).toMatchObject({ status: 204 });
  expect(await stage.call('GET', `${path}/${id}`)).toMatchObject({ status: 404 });
});

test('a module can be tried by itself on a data store', async () => {
  const id = await make({ name: 'Tried' });
  await put(id, 'a', { n: 1 });
  const task = { app: 'datastore', module: 'datastore:GetRecord', parameters: { datastore: id }, mapper: { key: 'a' } };
  const answer = await stage.call('POST', '/api/v1/modules/run', { body: { ...task, bundles: {} } });
  expect(answer).toMatchObject({ status: 200, body: { outputs: [{ n: 1 }], error: null } });
});
