import { expect, test } from '@jest/globals';

import type { RunRecord } from '../../../src/store/records.ts';
import { HOOK, SCENARIO } from '../../contracts/store-samples.ts';
import { settle } from '../mortal-store.ts';
import { serviceOf } from './execution-stage.ts';
import { broken, createStage, later, type Stage, textOf, welcome } from '../stage.ts';

const message = (id: number, text: string) => ({
  id,
  module: 'sonar:sendMessage',
  parameters: { __IMTCONN__: 'con_one' },
  mapper: { phoneNumber: '{{1.customer.phone_number}}', text },
});

const TWO = {
  name: 'Two',
  flow: [
    { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTHOOK__: HOOK }, mapper: {} },
    message(2, 'first {{1.customer.first_name}}'),
    message(3, 'second'),
  ],
};

/** A delivery whose second message failed for good. */
async function failedStage(): Promise<{ stage: Stage; run: RunRecord }> {
  const stage = await createStage({ blueprint: TWO });
  stage.upstream.answer = (request) => Promise.resolve({ status: textOf(request) === 'second' ? 400 : 200 });
  await stage.deliver('Ada');
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  await dispatcher.stop();
  stage.upstream.answer = () => Promise.resolve({ status: 200 });
  const { items } = await stage.store.runs.list({});
  return { stage, run: items[0]! };
}

test('runs once with a sample, a bundle, the bundle of the last run, or a stored delivery', async () => {
  const stage = await createStage({ scenario: { active: false } });
  const { service } = serviceOf(stage);
  const sample = await service.runOnce(SCENARIO, { type: 'sample' }).finished;
  expect(sample).toMatchObject({ status: 'success', trigger: { type: 'manual' } });
  const bundle = { customer: { phone_number: '+13105551234', first_name: 'Bundle' } };
  await service.runOnce(SCENARIO, { type: 'bundle', bundle }).finished;
  await stage.clock.advance(10);
  await service.runOnce(SCENARIO, {
    type: 'bundle',
    bundle: { customer: { ...bundle.customer, first_name: 'Newest' } },
  }).finished;
  await service.runOnce(SCENARIO, { type: 'last' }).finished;
  const deliveryId = await stage.deliver('Ada');
  await service.runOnce(SCENARIO, { type: 'delivery', deliveryId }).finished;
  expect(stage.upstream.texts).toEqual(['Matthew', 'Bundle', 'Newest', 'Newest', 'Ada']);
  expect((await stage.items())[0]).toMatchObject({ state: 'done' });
  await service.runOnce(SCENARIO, { type: 'delivery', deliveryId }).finished;
  expect(stage.upstream.texts.at(-1)).toBe('Ada');
  await expect(service.runOnce('scn_nope').finished).rejects.toMatchObject({ name: 'NotFoundError' });
});

test('waits for the next delivery of a scenario that is off, and takes only that one', async () => {
  const stage = await createStage({ scenario: { active: false } });
  await stage.deliver('Earlier');
  await stage.clock.advance(1000);
  const { service, events, listened, seen } = serviceOf(stage);
  const run = service.runOnce(SCENARIO, { type: 'next' });
  await settle();
  expect(listened).toEqual([`+${HOOK}`]);
  expect(seen).toEqual([
    { type: 'run.waiting', scenarioId: SCENARIO, hookId: HOOK, until: stage.clock.now() + 600_000 },
  ]);
  await stage.deliver('Ada');
  events.emit({ type: 'delivery.queued', hookId: HOOK, scenarioIds: [SCENARIO] });
  const { id, trigger } = await run.finished;
  expect(await run.started).toBe(id);
  expect(trigger).toMatchObject({ type: 'delivery', deliveryId: 'whd_Ada' });
  expect(stage.upstream.texts).toEqual(['Ada']);
  expect((await stage.items()).map(({ state }) => state)).toEqual(['queued', 'done']);
  expect(listened).toEqual([`+${HOOK}`, `-${HOOK}`]);
  expect(seen.filter(({ type }) => type === 'run.wait-ended')).toEqual([
    { type: 'run.wait-ended', scenarioId: SCENARIO, outcome: 'started', runId: id },
  ]);
});

test('follows the next run of a scenario that is on', async () => {
  const stage = await createStage();
  const { service, events, dispatcher } = serviceOf(stage);
  await dispatcher.start({ exclusive: true });
  const run = service.runOnce(SCENARIO, { type: 'next' });
  await settle();
  await stage.deliver('Ada');
  events.emit({ type: 'delivery.queued', hookId: HOOK, scenarioIds: [SCENARIO] });
  expect(await run.finished).toMatchObject({ status: 'success', trigger: { deliveryId: 'whd_Ada' } });
  await dispatcher.stop();
});

test('gives up waiting when the time is over or a person cancels', async () => {
  const stage = await createStage({ scenario: { active: false } });
  const { service, listened, seen } = serviceOf(stage);
  const late = service.runOnce(SCENARIO, { type: 'next', timeoutMs: 5000 });
  await settle();
  await stage.clock.advance(5000);
  await expect(late.finished).rejects.toMatchObject({ name: 'ModuleTimeoutError' });
  const cancelled = service.runOnce(SCENARIO, { type: 'next' });
  await settle();
  cancelled.cancel();
  await expect(cancelled.finished).rejects.toMatchObject({ name: 'ExecutionInterruptedError' });
  expect(listened).toHaveLength(4);
  const endings = seen.flatMap((event) => (event.type === 'run.wait-ended' ? event.outcome : []));
  expect(endings).toEqual(['timeout', 'cancelled']);
});

test('stops a run under way between two modules, and one whose worker is gone', async () => {
  const stage = await createStage({ blueprint: TWO });
  const { service } = serviceOf(stage);
  const slow = later();
  stage.upstream.answer = slow.answer;
  const run = service.runOnce(SCENARIO, { type: 'sample' });
  const id = await run.started;
  await settle();
  await service.stop(id);
  slow.open();
  expect(await run.finished).toMatchObject({ status: 'stopped' });
  expect(stage.upstream.requests).toHaveLength(1);
  await expect(service.stop(id)).rejects.toMatchObject({ name: 'ConflictError' });
  const orphan: RunRecord = { ...(await service.get(id)), id: 'run_orphan', status: 'running', endedAt: null };
  await stage.store.runs.start(orphan);
  await service.stop('run_orphan');
  expect(await service.get('run_orphan')).toMatchObject({ status: 'error', endedAt: stage.clock.now() });
});

test('lists what a replay would repeat, skips it, and links both runs', async () => {
  const { stage, run } = await failedStage();
  const { service } = serviceOf(stage);
  expect(await service.replayPlan(run.id)).toMatchObject([
    { key: '2:1', moduleId: 2, state: 'done', request: { method: 'POST' } },
  ]);
  const replay = await service.replay(run.id, { scope: 'whole' }).finished;
  expect(replay).toMatchObject({ status: 'success', trigger: { type: 'replay', runId: run.id } });
  expect(stage.upstream.texts).toEqual(['first Ada', 'second']);
  expect(await service.links(run.id)).toEqual({ of: null, replays: [replay.id] });
  expect(await service.links(replay.id)).toEqual({ of: run.id, replays: [] });
  await service.replay(run.id, { scope: 'whole' }).finished;
  expect(stage.upstream.texts).toEqual(['first Ada', 'second']);
  await service.replay(run.id, { scope: 'whole', skipDone: false }).finished;
  expect(stage.upstream.texts).toEqual(['first Ada', 'second', 'first Ada', 'second']);
});

test('replays at the version that ran, or at the present one', async () => {
  const { stage, run } = await failedStage();
  await stage.store.scenarios.update(SCENARIO, 1, { blueprint: welcome() });
  const { service } = serviceOf(stage);
  const original = await service.replay(run.id).finished;
  expect(original).toMatchObject({ status: 'success', scenarioVersion: 1 });
  expect(stage.upstream.texts).toEqual(['first Ada', 'second']);
  const current = await service.replay(run.id, { scope: 'whole', version: 'current', skipDone: false }).finished;
  expect(current).toMatchObject({ status: 'success', scenarioVersion: 2 });
  expect(stage.upstream.texts.at(-1)).toBe('Ada');
});

test.each([
  ['done', ['second']],
  ['repeat', ['first Ada', 'second']],
] as const)('a write in doubt waits until a person says %s', async (answer, texts) => {
  const stage = await createStage({ blueprint: TWO });
  stage.upstream.answer = () => Promise.resolve(broken());
  await stage.deliver('Ada');
  const { service, dispatcher } = serviceOf(stage);
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  stage.upstream.answer = () => Promise.resolve({ status: 200 });
  const [item] = await stage.items();
  expect(item).toMatchObject({ state: 'held' });
  await service.answerDoubt(item!.runId!, '2:1', answer);
  await dispatcher.idle();
  expect((await stage.items())[0]).toMatchObject({ state: 'done' });
  expect(stage.upstream.texts).toEqual(texts);
  await dispatcher.stop();
});
