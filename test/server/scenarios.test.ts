import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { incomplete, run } from '../contracts/store-samples.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
let connectionId: string;

beforeAll(async () => {
  stage = await openStage();
  connectionId = await stage.connect();
});
afterAll(() => stage.close());

function blueprint(name: string): Collection {
  return {
    name,
    flow: [
      { id: 1, module: 'sonar:watchNewCustomer', version: 1, parameters: { __IMTCONN__: 7 }, mapper: {} },
      {
        id: 2,
        module: 'sonar:sendMessage',
        version: 1,
        parameters: { __IMTCONN__: 7 },
        mapper: { phoneNumber: '{{1.customer.phone_number}}', text: 'Welcome' },
      },
    ],
    metadata: { scenario: { maxErrors: 3 }, unknown: { kept: true } },
  };
}

async function create(name = 'Welcome', more: object = {}): Promise<Collection> {
  const body = { blueprint: blueprint(name), connections: { 7: connectionId }, ...more };
  const answer = await stage.call('POST', '/api/v1/scenarios', { body });
  expect(answer.status).toBe(201);
  return answer.body as Collection;
}

/** The execution at `path` once it is over. */
async function ended(path: string): Promise<Collection> {
  for (;;) {
    const { body } = await stage.call('GET', path);
    if ((body as Collection)['status'] !== 'running') return body as Collection;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('imports a blueprint with our connections, keeps unknown keys, and exports it', async () => {
  const created = await create('Imported');
  expect(created).toMatchObject({ name: 'Imported', active: false, scheduling: { type: 'immediately' }, problems: [] });
  const exported = await stage.call('GET', `/api/v1/scenarios/${String(created['id'])}/blueprint`);
  expect(exported.body).toMatchObject({ metadata: { unknown: { kept: true } } });
  expect(exported.text).toContain(connectionId);
});

test('saves a scenario with problems, lists them, and does not switch it on', async () => {
  const body = { blueprint: { name: 'Broken', flow: [{ id: 1, module: 'sonar:nothingLikeThat', mapper: {} }] } };
  const answer = await stage.call('POST', '/api/v1/scenarios', { body });
  expect(answer.status).toBe(201);
  const path = `/api/v1/scenarios/${String((answer.body as Collection)['id'])}`;
  const { problems } = (await stage.call('GET', `${path}/problems`)).body as { problems: Collection[] };
  expect(problems.length).toBeGreaterThan(0);
  const refused = await stage.call('POST', `${path}/activate`);
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'InvalidConfigurationError', errors: expect.any(Array) },
  });
});

test('switches a scenario on when its webhook is registered, and off again', async () => {
  const path = `/api/v1/scenarios/${String((await create('Switched'))['id'])}`;
  expect((await stage.call('POST', `${path}/activate`)).body).toMatchObject({ active: true });
  expect((await stage.call('GET', '/api/v1/scenarios?active=true')).body).toMatchObject({
    data: [{ name: 'Switched' }],
  });
  expect((await stage.call('POST', `${path}/deactivate`)).body).toMatchObject({ active: false });
});

test('changes a scenario by version', async () => {
  const created = await create('Before');
  const path = `/api/v1/scenarios/${String(created['id'])}`;
  const body = { name: 'After', scheduling: { type: 'daily', time: '09:00' }, timezone: 'Europe/Prague' };
  expect((await stage.call('PATCH', path, { body })).status).toBe(428);
  const changed = await stage.call('PATCH', path, { body, headers: { 'If-Match': 'W/"1"' } });
  expect(changed).toMatchObject({ status: 200, body: { ...body, version: 2 } });
  expect((await stage.call('PATCH', path, { body, headers: { 'If-Match': 'W/"1"' } })).status).toBe(412);
});

test('takes blueprints over a megabyte, and none over two', async () => {
  const padded = (size: number) => ({ ...blueprint('Large'), notes: 'x'.repeat(size) });
  const send = (size: number) => stage.call('POST', '/api/v1/scenarios', { body: { blueprint: padded(size) } });
  expect((await send(1_200_000)).status).toBe(201);
  expect((await send(2_200_000)).status).toBe(413);
});

test('keeps keys that mean something to JavaScript as data', async () => {
  const text = JSON.stringify({ blueprint: blueprint('Odd') }).replace('"unknown"', '"__proto__"');
  const answer = await stage.call('POST', '/api/v1/scenarios', { body: text });
  const { text: exported } = await stage.call('GET', `${answer.headers['location']!}/blueprint`);
  expect(exported).toContain('"__proto__":{"kept":true}');
});

test('runs a scenario by hand from a bundle, shows what it did, and replays it', async () => {
  const id = String((await create('By hand'))['id']);
  const bundle = { customer: { phone_number: '+13105551234' } };
  const body = { type: 'bundle', bundle };
  const started = await stage.call('POST', `/api/v1/scenarios/${id}/run`, { body });
  expect(started).toMatchObject({ status: 202, body: { waiting: false } });
  const path = started.headers['location']!;
  const done = await ended(path);
  expect(done).toMatchObject({ scenarioId: id, status: 'success', operationCount: 2, replayOf: null });
  const operations = done['operations'] as { module: string; exchanges: { request: { headers: Collection } }[] }[];
  expect(operations.map(({ module }) => module)).toEqual(['sonar:watchNewCustomer', 'sonar:sendMessage']);
  expect(operations[1]!.exchanges[0]!.request.headers['X-Token']).toBe('[secret]');

  const plan = await stage.call('GET', `${path}/replay-plan`);
  expect(plan.body).toMatchObject({
    done: [{ moduleId: 2, module: 'sonar:sendMessage', state: 'done' }],
  });
  const replayed = await stage.call('POST', `${path}/replay`, { body: { from: 'start' } });
  expect(replayed.status).toBe(202);
  expect(await ended(replayed.headers['location']!)).toMatchObject({ replayOf: done['id'], status: 'success' });
  expect(await ended(path)).toMatchObject({ replays: [(replayed.body as Collection)['executionId']] });
});

test('waits for the next delivery of a scenario that is off, and runs with it', async () => {
  const id = String((await create('Waiting'))['id']);
  const run = (body: object) => stage.call('POST', `/api/v1/scenarios/${id}/run`, { body });
  expect((await run({ type: 'wait' })).body).toEqual({ executionId: null, waiting: true });
  const hook = (await stage.store.hooks.list()).find(({ state }) => state === 'attached');
  await fetch(`${stage.url}/hooks/${hook!.token}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ uuid: 'next', customer: { phone_number: '+13105550177' } }),
  });
  const executions = async (): Promise<Collection[]> =>
    ((await stage.call('GET', `/api/v1/executions?scenarioId=${id}`)).body as { data: Collection[] }).data;
  while ((await executions()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const [execution] = await executions();
  const done = await ended(`/api/v1/executions/${String(execution!['id'])}`);
  expect({ status: done['status'], error: done['error'] }).toEqual({ status: 'success', error: null });
});

test('refuses to run from something that does not exist', async () => {
  const id = String((await create('Nothing'))['id']);
  const run = (body: object) => stage.call('POST', `/api/v1/scenarios/${id}/run`, { body });
  expect((await run({ type: 'guess' })).status).toBe(400);
  expect((await run({ type: 'delivery', deliveryId: 'whd_none' })).status).toBe(404);
});

test('gives up waiting when it is told to', async () => {
  const id = String((await create('Given up'))['id']);
  await stage.call('POST', `/api/v1/scenarios/${id}/run`, { body: { type: 'wait' } });
  expect((await stage.call('POST', `/api/v1/scenarios/${id}/stop`)).status).toBe(204);
  expect((await stage.call('GET', `/api/v1/executions?scenarioId=${id}`)).body).toMatchObject({ data: [] });
});

test('deletes a scenario', async () => {
  const path = `/api/v1/scenarios/${String((await create('Gone'))['id'])}`;
  expect((await stage.call('DELETE', path)).status).toBe(204);
  expect((await stage.call('DELETE', path)).status).toBe(404);
});

test('lists executions, shows their operations, and refuses what their end rules out', async () => {
  const { id } = (await create('History')) as { id: 'scn_1' };
  await stage.store.runs.start({ ...run, id: 'run_old', scenarioId: id });
  const error = { name: 'RateLimitError', message: 'slow down', moduleId: 2 };
  const operation = {
    key: '2:1',
    moduleId: 2,
    module: 'sonar:sendMessage',
    label: 'Send a Message',
    status: 'error' as const,
    startedAt: 100,
    durationMs: 3,
    input: { text: 'Welcome' },
    outputs: [],
    exchanges: [{ request: { url: 'http://127.0.0.1/' } }],
    warnings: ['one'],
    error,
    write: true,
  };
  await stage.store.runs.finish('run_old', { status: 'error', endedAt: 200, operations: 1, error }, [operation]);
  const listed = await stage.call('GET', `/api/v1/executions?scenarioId=${id}&status=error`);
  expect(listed.body).toMatchObject({
    data: [{ id: 'run_old', startedAt: '1970-01-01T00:00:00.100Z', operationCount: 1 }],
  });
  expect((await stage.call('GET', '/api/v1/executions/run_old')).body).toMatchObject({
    operations: [{ key: '2:1', error: { name: 'RateLimitError' } }],
  });
  expect((await stage.call('GET', '/api/v1/executions/run_old/replay-plan')).body).toEqual({ done: [] });
  expect((await stage.call('POST', '/api/v1/executions/run_old/stop')).status).toBe(409);
  const doubt = { key: '2:1', answer: 'done' };
  expect((await stage.call('POST', '/api/v1/executions/run_old/doubts', { body: doubt })).status).toBe(404);
});

test('lists incomplete executions, resolves one and gives another up', async () => {
  const { id } = (await create('Stopped')) as { id: 'scn_1' };
  for (const key of ['inc_a', 'inc_b'] as const) {
    await stage.store.incompletes.insert({
      ...incomplete,
      id: key,
      scenarioId: id,
      nextAt: null,
      status: 'unresolved',
    });
  }
  const path = '/api/v1/incomplete-executions';
  const listed = await stage.call('GET', `${path}?scenarioId=${id}&status=unresolved`);
  expect((listed.body as { data: unknown[] }).data).toHaveLength(2);
  expect((await stage.call('GET', `${path}/inc_a`)).body).toMatchObject({ state: { 1: [{ a: 1 }] } });
  expect(await stage.call('POST', `${path}/inc_a/resolve`)).toMatchObject({
    status: 200,
    body: { status: 'resolved' },
  });
  expect((await stage.call('POST', `${path}/inc_a/retry`)).status).toBe(409);
  for (const body of [{ output: 'text' }, { output: [1] }, { outputs: {} }]) {
    expect((await stage.call('POST', `${path}/inc_b/resolve`, { body })).status).toBe(400);
  }
  expect((await stage.call('POST', `${path}/inc_b/resolve`, { body: { output: {} } })).status).toBe(409);
  expect((await stage.call('DELETE', `${path}/inc_b`)).status).toBe(204);
});
