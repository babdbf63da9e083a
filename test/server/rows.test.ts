import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import type { ConnectionId, HookId, RunRecord, ScenarioId } from '../../src/store/records.ts';
import { arrival, hook, incomplete, run, scenario } from '../contracts/store-samples.ts';
import { openStage, START, type ServerStage } from './stage.ts';

let stage: ServerStage;
let connectionId: ConnectionId;

beforeAll(async () => {
  stage = await openStage();
  connectionId = (await stage.connect()) as ConnectionId;
  const { hooks, scenarios } = stage.store;
  const parameters = { __IMTCONN__: connectionId };
  await hooks.insert({ ...hook, connectionId, createdAt: START });
  await hooks.insert({ ...hook, id: 'hk_idle', token: 'token-idle', connectionId: null });
  await scenarios.insert({
    ...scenario,
    blueprint: {
      flow: [
        { id: 1, module: 'sonar:watchNewCustomer', parameters },
        { id: 4, module: 'sonar:sendMessage', parameters, metadata: { designer: { name: 'Say hello' } } },
      ],
    },
  });
  const many = Array.from({ length: 205 }, (_, index) => ({ id: index + 1, module: 'util:SetVariable2' }));
  await scenarios.insert({ ...scenario, id: 'scn_long', name: 'Long', hookId: null, blueprint: { flow: many } });
  await ran('run_a', START - 90_000_000, 'error');
  await ran('run_b', START - 5000, 'success');
  await ran('run_c', START - 4000, 'in-doubt');
  await ran('run_d', START - 3000, 'stopped');
  await ran('run_e', START - 2000, 'warning', { trigger: { type: 'manual' } });
  await ran('run_gone', START - 1000, 'success', { scenarioId: 'scn_gone' });
  await stage.store.incompletes.insert({ ...incomplete, status: 'unresolved' });
  await stage.store.deliveries.accept(arrival('whd_1', { receivedAt: START - 7000 }));
  await stage.store.deliveries.accept(arrival('whd_2', { receivedAt: START - 6000 }));
});
afterAll(() => stage.close());

async function ran(
  id: RunRecord['id'],
  startedAt: number,
  status: RunRecord['status'],
  changes: Partial<RunRecord> = {},
): Promise<void> {
  await stage.store.runs.start({ ...run, id, startedAt, ...changes });
  await stage.store.runs.finish(id, { status, endedAt: startedAt + 10, operations: 1, error: null }, []);
}

async function rows(path: string): Promise<readonly Collection[]> {
  const { status, body } = await stage.call('GET', path);
  expect(status).toBe(200);
  return (body as { data: Collection[] }).data;
}

async function row(path: string, id: string): Promise<Collection | undefined> {
  return (await rows(path)).find((each) => each['id'] === id);
}

test('a row of the scenarios tells its modules, its trigger, its last run and what waits', async () => {
  expect(await row('/api/v1/scenarios', 'scn_one' satisfies ScenarioId)).toMatchObject({
    modules: [
      { id: 1, module: 'sonar:watchNewCustomer', label: 'Watch New Customer' },
      { id: 4, module: 'sonar:sendMessage', label: 'Say hello' },
    ],
    trigger: 'instant',
    lastExecution: { id: 'run_e', status: 'warning', startedAt: '2026-03-01T11:59:58.000Z' },
    incomplete: 1,
    queue: 2,
    runs24h: { success: 1, warning: 1, error: 1 },
  });
});

test('a row of a scenario that never ran has nothing to tell, and names 200 modules at most', async () => {
  const long = await row('/api/v1/scenarios', 'scn_long');
  expect(long).toMatchObject({
    trigger: 'none',
    lastExecution: null,
    incomplete: 0,
    queue: 0,
    runs24h: { success: 0, warning: 0, error: 0 },
  });
  expect(long!['modules']).toHaveLength(200);
});

test('a row of the webhooks tells its queue, its last delivery and its scenarios', async () => {
  expect(await row('/api/v1/hooks', 'hk_one' satisfies HookId)).toMatchObject({
    queue: { queued: 2, running: 0, done: 0, dead: 0 },
    lastDeliveryAt: '2026-03-01T11:59:54.000Z',
    scenarioIds: ['scn_one'],
  });
  expect(await row('/api/v1/hooks', 'hk_idle')).toMatchObject({ lastDeliveryAt: null, scenarioIds: [] });
});

test('a row of the connections tells how much works with it', async () => {
  expect(await row('/api/v1/connections', connectionId)).toMatchObject({ usedBy: { scenarios: 1, webhooks: 1 } });
  const unused = await stage.connect('Unused');
  expect(await row('/api/v1/connections', unused)).toMatchObject({ usedBy: { scenarios: 0, webhooks: 0 } });
});

test('a row of the executions names its scenario, unless that is gone', async () => {
  expect(await row('/api/v1/executions', 'run_e')).toMatchObject({ scenarioName: 'Welcome' });
  expect(await row('/api/v1/executions', 'run_gone')).toMatchObject({ scenarioName: null });
});

test.each([
  ['trigger=manual', ['run_e']],
  ['trigger=schedule', []],
  ['from=2026-03-01T11:59:57.000Z', ['run_gone', 'run_e', 'run_d']],
  ['from=2026-03-01T11:59:56.000Z&to=2026-03-01T11:59:57.000Z', ['run_c']],
  ['scenarioId=scn_gone&status=success', ['run_gone']],
])('lists executions by %s', async (query, ids) => {
  expect((await rows(`/api/v1/executions?${query}`)).map(({ id }) => id)).toEqual(ids);
});

test.each(['trigger=chance', 'from=yesterday', 'to=2026-03-01'])('refuses to list executions by %s', async (query) => {
  expect(await stage.call('GET', `/api/v1/executions?${query}`)).toMatchObject({ status: 400 });
});
