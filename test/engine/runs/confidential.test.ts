import { expect, test } from '@jest/globals';

import type { Json } from '../../../src/core/json.ts';
import { createExecutionService } from '../../../src/engine/runs/executions.ts';
import { createIncompleteService } from '../../../src/engine/runs/incompletes.ts';
import { createDeliveryReader } from '../../../src/engine/runs/trigger-items.ts';
import type { RunId, ScenarioId } from '../../../src/store/records.ts';
import { arrival, HOOK, SCENARIO, take } from '../../contracts/store-samples.ts';
import { broken, createStage, type Stage, textOf } from '../stage.ts';

const message = (id: number, text: string) => ({
  id,
  module: 'sonar:sendMessage',
  parameters: { __IMTCONN__: 'con_one' },
  mapper: { phoneNumber: '{{1.customer.phone_number}}', text },
});

/** Two messages to a new customer, told to nobody else. */
const secretly = (settings: Record<string, Json> = {}): Json => ({
  name: 'Confidential',
  flow: [
    { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTHOOK__: HOOK }, mapper: {} },
    message(2, '{{1.customer.first_name}}'),
    message(3, 'second'),
  ],
  metadata: { scenario: { confidential: true, ...settings } },
});

const DELIVERED: RunId = 'run_q1';

function officeOf(stage: Stage) {
  const parts = stage.process();
  const { store, clock } = stage;
  const common = { ...parts, store, clock, random: () => 0 };
  const readDelivery = createDeliveryReader(parts.services);
  const listen = () => Promise.resolve(() => Promise.resolve());
  return {
    ...parts,
    incompletes: createIncompleteService(common),
    executions: createExecutionService({ ...common, readDelivery, listen }),
  };
}

async function deliver(stage: Stage) {
  await stage.deliver('Ada');
  const { dispatcher } = officeOf(stage);
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  return dispatcher;
}

async function written(stage: Stage, scope: RunId = DELIVERED): Promise<string> {
  return JSON.stringify([await stage.store.runs.journal(scope), await stage.store.incompletes.list({})]);
}

/** The body of Ada's delivery. */
async function content(stage: Stage): Promise<string> {
  return Buffer.from((await stage.store.deliveries.get('whd_Ada'))!.body).toString();
}

test('nothing a run processed is kept once it has ended well, only that its messages were sent', async () => {
  const stage = await createStage({ blueprint: secretly() });
  await (await deliver(stage)).stop();
  expect(stage.upstream.texts).toEqual(['Ada', 'second']);
  expect(await stage.store.runs.journal(DELIVERED)).toEqual([
    { runId: DELIVERED, key: '2:1', state: 'done', outputs: [{}], request: {} },
    { runId: DELIVERED, key: '3:1.1', state: 'done', outputs: [{}], request: {} },
  ]);
});

test('the delivery loses its content with the end of the run; a replay is refused and says why', async () => {
  const stage = await createStage({ blueprint: secretly() });
  await (await deliver(stage)).stop();
  expect(await stage.store.deliveries.get('whd_Ada')).toMatchObject({
    erasedAt: stage.clock.now(),
    query: '',
    headers: {},
    body: { byteLength: 0 },
  });
  expect(await stage.items()).toMatchObject([{ deliveryId: 'whd_Ada', state: 'done' }]);
  const { executions } = officeOf(stage);
  const { items } = await executions.list({});
  expect(await executions.replayPlan(items[0]!.id)).toMatchObject([{ moduleId: 2 }, { moduleId: 3 }]);
  const refusal = {
    name: 'ConflictError',
    message: expect.stringMatching(/whd_Ada was erased .* confidential/),
    fix: expect.stringContaining('once more'),
  };
  await expect(executions.replay(items[0]!.id).finished).rejects.toMatchObject(refusal);
  const again = { type: 'delivery', deliveryId: 'whd_Ada' } as const;
  await expect(executions.runOnce(SCENARIO, again).finished).rejects.toMatchObject(refusal);
  expect(stage.upstream.texts).toEqual(['Ada', 'second']);
});

test('the delivery of another scenario stays whole', async () => {
  const stage = await createStage({ blueprint: secretly({ confidential: false }) });
  await (await deliver(stage)).stop();
  expect(await content(stage)).toContain('Ada');
  expect(await stage.store.deliveries.get('whd_Ada')).toMatchObject({ erasedAt: null });
});

test('a delivery in which nothing is for the scenario is erased as well', async () => {
  const stage = await createStage({ blueprint: secretly() });
  await stage.deliver('Ada');
  const { dispatcher } = stage.process(stage.store, { readDelivery: () => ({ items: [] }) });
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  await dispatcher.stop();
  expect(await stage.items()).toMatchObject([{ state: 'done', reason: expect.stringContaining('Nothing') }]);
  expect(await content(stage)).toBe('');
});

test('a message in doubt keeps the delivery until somebody says what became of it', async () => {
  const stage = await createStage({ blueprint: secretly() });
  stage.upstream.answer = (request) => Promise.resolve(textOf(request) === 'second' ? broken() : { status: 200 });
  await (await deliver(stage)).stop();
  expect(await stage.items()).toMatchObject([{ state: 'held' }]);
  expect(await content(stage)).toContain('Ada');
  const { executions, dispatcher } = officeOf(stage);
  const { items } = await executions.list({});
  await executions.answerDoubt(items[0]!.id, '3:1.1', 'done');
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  await dispatcher.stop();
  expect(await stage.items()).toMatchObject([{ state: 'done' }]);
  expect(await content(stage)).toBe('');
  expect(stage.upstream.texts).toEqual(['Ada']);
});

test('of two confidential scenarios the one that ends last takes the content with it', async () => {
  const stage = await createStage({ blueprint: secretly() });
  const second: ScenarioId = 'scn_two';
  await stage.store.scenarios.insert({ ...(await stage.scenario()), id: second, active: false });
  const scenarioIds = [SCENARIO, second];
  await take(
    stage.store,
    arrival('whd_Ada', {
      scenarioIds,
      body: Buffer.from(JSON.stringify({ customer: { phone_number: '+13105551234', first_name: 'Ada' } })),
    }),
  );
  const process = stage.process(stage.store, { confidential: () => scenarioIds });
  await process.dispatcher.start({ exclusive: true });
  await process.dispatcher.idle();
  expect(await content(stage)).toContain('Ada');
  await stage.store.scenarios.setState(second, { active: true });
  process.events.emit({ type: 'scenario.changed', scenarioId: second, change: 'activated' });
  await process.dispatcher.idle();
  await process.dispatcher.stop();
  expect((await stage.items()).map(({ state }) => state)).toEqual(['done', 'done']);
  expect(await content(stage)).toBe('');
});

test('while a retry is to come everything it needs is kept, and it goes when the delivery is given up', async () => {
  const stage = await createStage({ blueprint: secretly(), hook: { maxAttempts: 2 } });
  stage.upstream.answer = (request) => Promise.resolve({ status: textOf(request) === 'second' ? 503 : 200 });
  const dispatcher = await deliver(stage);
  expect((await stage.items())[0]).toMatchObject({ state: 'retrying' });
  expect(await written(stage)).toContain('Ada');
  await stage.clock.advance(3_600_000);
  await dispatcher.idle();
  expect((await stage.items())[0]).toMatchObject({ state: 'dead' });
  expect(await content(stage)).toContain('Ada');
  expect(await written(stage)).not.toMatch(/Ada|3105551234|second/);
  expect(await stage.store.runs.journal(DELIVERED)).toMatchObject([{ key: '2:1', state: 'done' }]);
  stage.upstream.answer = () => Promise.resolve({ status: 200 });
  await stage.store.deliveries.requeue({ deliveryIds: ['whd_Ada'] }, stage.clock.now());
  dispatcher.wake([SCENARIO]);
  await dispatcher.idle();
  expect(await content(stage)).toBe('');
  expect(stage.upstream.texts).toEqual(['Ada', 'second']);
  await dispatcher.stop();
});

test.each(['retry', 'resolve', 'remove'] as const)(
  'an incomplete execution keeps its bundles until it is settled: by %s',
  async (action) => {
    const stage = await createStage({ blueprint: secretly({ dlq: true }) });
    stage.upstream.answer = (request) => Promise.resolve({ status: textOf(request) === 'second' ? 400 : 200 });
    await (await deliver(stage)).stop();
    expect(await written(stage)).toContain('Ada');
    expect(await content(stage)).toContain('Ada');
    const { incompletes } = officeOf(stage);
    const { items } = await incompletes.list({});
    stage.upstream.answer = () => Promise.resolve({ status: 200 });
    await incompletes[action](items[0]!.id);
    expect(await written(stage)).not.toMatch(/Ada|3105551234/);
    expect(await incompletes.get(items[0]!.id)).toMatchObject({ state: { scope: DELIVERED } });
    expect(await content(stage)).toBe('');
  },
);

test('of two incomplete executions of one run the first that is settled takes nothing from the second', async () => {
  const blueprint = secretly({ dlq: true }) as { flow: Json[] };
  const router = {
    id: 4,
    module: 'builtin:BasicRouter',
    routes: [{ flow: [message(5, 'left'), message(6, 'after left')] }, { flow: [message(7, 'right')] }],
  };
  const stage = await createStage({ blueprint: { ...blueprint, flow: [...blueprint.flow.slice(0, 2), router] } });
  const fails = new Set(['after left', 'right']);
  stage.upstream.answer = (request) => Promise.resolve({ status: fails.has(textOf(request)) ? 400 : 200 });
  await (await deliver(stage)).stop();
  const { incompletes } = officeOf(stage);
  const { items } = await incompletes.list({});
  expect(items).toHaveLength(2);
  await incompletes.resolve(items[0]!.id);
  expect(JSON.stringify(await stage.store.runs.journal(DELIVERED))).toContain('Ada');
  expect(await content(stage)).toContain('Ada');
  await incompletes.resolve(items[1]!.id);
  expect(await written(stage)).not.toMatch(/Ada|3105551234/);
});

test('a replay does not take the writes of a run for those of other bundles', async () => {
  const stage = await createStage({ blueprint: secretly() });
  const { executions } = officeOf(stage);
  const bundle = { customer: { phone_number: '+13105551234', first_name: 'Ada' } };
  const run = await executions.runOnce(SCENARIO, { type: 'bundle', bundle }).finished;
  expect(run.status).toBe('success');
  expect(await written(stage, run.id)).not.toMatch(/Ada|3105551234/);
  await expect(executions.replay(run.id).finished).rejects.toMatchObject({
    name: 'NotFoundError',
    message: expect.stringContaining('confidential'),
  });
  expect(stage.upstream.texts).toEqual(['Ada', 'second']);
});

test('a scenario that is not confidential keeps its bundles', async () => {
  const stage = await createStage({ blueprint: secretly({ confidential: false }) });
  await (await deliver(stage)).stop();
  expect(await written(stage)).toContain('Ada');
});
