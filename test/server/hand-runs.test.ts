import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { showEvent, type ShownEvent } from '../../src/server/views/event.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;
let scenarioId: string;
const told: ShownEvent[] = [];

beforeAll(async () => {
  stage = await openStage();
  stage.events.onAny((event) => told.push(showEvent(event)));
  const parameters = { __IMTCONN__: await stage.connect() };
  const flow = [
    { id: 1, module: 'sonar:watchNewCustomer', parameters, mapper: {} },
    {
      id: 2,
      module: 'sonar:sendMessage',
      parameters,
      mapper: { phoneNumber: '{{1.customer.phone_number}}', text: 'Hi' },
    },
    { id: 3, module: 'util:SetVariable2', mapper: { name: 'status', value: '{{2.status}}' } },
  ];
  const { body } = await stage.call('POST', '/api/v1/scenarios', { body: { blueprint: { name: 'Hand', flow } } });
  scenarioId = String((body as Collection)['id']);
});
afterAll(() => stage.close());

const run = (body: object) => stage.call('POST', `/api/v1/scenarios/${scenarioId}/run`, { body });

async function ended(executionId: unknown): Promise<Collection> {
  for (;;) {
    const { body } = await stage.call('GET', `/api/v1/executions/${String(executionId)}`);
    if ((body as Collection)['status'] !== 'running') return body as Collection;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const about = (name: string, executionId: unknown) =>
  told.filter(({ event, data }) => event === name && data['executionId'] === executionId).map(({ data }) => data);

test('a run with a pinned module shows it as pinned and sends nothing for it', async () => {
  const before = (await sent()).length;
  const answer = await run({ type: 'sample', pins: { 2: [{ status: 'from a pin' }] } });
  const execution = await ended((answer.body as Collection)['executionId']);
  expect(execution).toMatchObject({
    status: 'success',
    operations: [
      { moduleId: 1, pinned: false },
      { moduleId: 2, pinned: true, outputs: [{ status: 'from a pin' }] },
      { moduleId: 3, pinned: false, outputs: [{ status: 'from a pin' }] },
    ],
  });
  expect(await sent()).toHaveLength(before);
});

test.each([
  [{ 2: [], 77: [{}] }, '/pins/77'],
  [{ two: [{}] }, '/pins/two'],
  [{ 2: ['text'] }, '/pins/2/0'],
  [Object.fromEntries(Array.from({ length: 21 }, (_, id) => [id, []])), '/pins'],
  [{ 2: [{ text: 'x'.repeat(1024 * 1024) }] }, '/pins'],
])('refuses pins that cannot be used: %#', async (pins, pointer) => {
  expect(await run({ type: 'sample', pins })).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
});

test('takes pins up to their limit', async () => {
  const pins = { 2: [{ status: 'x'.repeat(1024 * 1024 - 100) }] };
  const answer = await run({ type: 'bundle', bundle: {}, pins });
  expect(answer.status).toBe(202);
  expect(await ended((answer.body as Collection)['executionId'])).toMatchObject({ status: 'success' });
});

test('tells when each module begins and ends, without the data of its bundles', async () => {
  const text = 'y'.repeat(50_000);
  const bundle = { customer: { phone_number: '+13105550142', first_name: text } };
  const answer = await run({ type: 'bundle', bundle });
  const id = (answer.body as Collection)['executionId'];
  await ended(id);
  expect(about('operation.started', id)).toMatchObject([{ moduleId: 2, key: '2:1' }, { moduleId: 3 }]);
  expect(about('operation.finished', id)).toMatchObject([
    { operation: { moduleId: 1, status: 'success', bundles: 1 } },
    { operation: { moduleId: 2, status: 'success', bundles: 1, write: true } },
    { operation: { moduleId: 3, status: 'success', bundles: 1 } },
  ]);
  expect(about('execution.finished', id)).toMatchObject([{ status: 'success', operationCount: 3 }]);
  for (const data of [...about('operation.started', id), ...about('operation.finished', id)]) {
    expect(JSON.stringify(data).length).toBeLessThan(4096);
  }
});

test('tells that it waits for a delivery, and that it waits no longer', async () => {
  expect((await run({ type: 'wait' })).body).toEqual({ executionId: null, waiting: true });
  await stage.call('POST', `/api/v1/scenarios/${scenarioId}/stop`);
  const waits = (): readonly ShownEvent[] => told.filter(({ event }) => event.startsWith('execution.wait'));
  while (waits().length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(waits()).toMatchObject([
    { event: 'execution.waiting', data: { scenarioId, until: '2026-03-01T12:10:00.000Z' } },
    { event: 'execution.wait-ended', data: { scenarioId, outcome: 'cancelled', executionId: null } },
  ]);
});

test('a wait that is stopped before its answer is no failure', async () => {
  const before = told.length;
  const asked = run({ type: 'wait' });
  while (!told.slice(before).some(({ event }) => event === 'execution.waiting')) await new Promise(setImmediate);
  await stage.call('POST', `/api/v1/scenarios/${scenarioId}/stop`);
  expect(await asked).toMatchObject({ status: 202, body: { executionId: null, waiting: false } });
});

async function sent(): Promise<readonly unknown[]> {
  const response = await fetch(`${stage.sandbox.url}/__sandbox/requests`);
  const { requests } = (await response.json()) as { requests: { path: string }[] };
  return requests.filter(({ path }) => path === '/api/v1/messages');
}
