import { expect, test } from '@jest/globals';

import type { EngineEvent } from '../../../src/engine/events.ts';
import { HOOK, SCENARIO } from '../../contracts/store-samples.ts';
import { settle } from '../mortal-store.ts';
import { createStage, textOf } from '../stage.ts';
import { serviceOf } from './execution-stage.ts';

const message = (id: number, text: string) => ({
  id,
  module: 'sonar:sendMessage',
  parameters: { __IMTCONN__: 'con_one' },
  mapper: { phoneNumber: '+13105551234', text },
});

/** A customer, a message about it, and a message about that message. */
const CHAIN = {
  name: 'Chain',
  flow: [
    { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTHOOK__: HOOK }, mapper: {} },
    message(2, 'to {{1.customer.first_name}}'),
    message(3, 'after {{2.text}}'),
  ],
  metadata: { scenario: { strictMapping: false } },
};

const off = { blueprint: CHAIN, scenario: { active: false } };
const PINNED = { '2': [{ text: 'pinned' }] };
const bundle = (name: string) => ({ type: 'bundle' as const, bundle: { customer: { first_name: name } } });

test('a pinned module is not called, and what is behind it works with the pinned bundles', async () => {
  const stage = await createStage(off);
  const { service, seen } = serviceOf(stage);
  const run = await service.runOnce(SCENARIO, bundle('Ada'), { pins: PINNED }).finished;
  expect(run.status).toBe('success');
  expect(stage.upstream.texts).toEqual(['after pinned']);
  const log = await service.log(run.id);
  expect(log.map(({ moduleId, status, pinned = false }) => [moduleId, status, pinned])).toEqual([
    [1, 'success', false],
    [2, 'success', true],
    [3, 'success', false],
  ]);
  expect(log[1]).toMatchObject({ outputs: [{ text: 'pinned' }], warnings: [], exchanges: [], write: false });
  expect(started(seen)).toEqual([3]);
});

test('two pinned bundles are two, and none ends the way there', async () => {
  const stage = await createStage(off);
  const { service } = serviceOf(stage);
  await service.runOnce(SCENARIO, bundle('Ada'), { pins: { '2': [{ text: 'a' }, { text: 'b' }] } }).finished;
  expect(stage.upstream.texts).toEqual(['after a', 'after b']);
  await service.runOnce(SCENARIO, bundle('Ada'), { pins: { '2': [] } }).finished;
  expect(stage.upstream.texts).toHaveLength(2);
});

test('dates in pinned bundles are dates', async () => {
  const stage = await createStage(off);
  const { service } = serviceOf(stage);
  const at = { $value: 'date', of: '2026-01-05T12:00:00.000Z' };
  await service.runOnce(SCENARIO, bundle('Ada'), { pins: { '2': [{ text: at }] } }).finished;
  expect(stage.upstream.texts).toEqual(['after 2026-01-05T12:00:00.000Z']);
});

test('the text of a pinned bundle is never evaluated', async () => {
  const stage = await createStage(off);
  const { service } = serviceOf(stage);
  await service.runOnce(SCENARIO, bundle('Ada'), { pins: { '2': [{ text: '{{1.customer.first_name}}' }] } }).finished;
  expect(stage.upstream.texts).toEqual(['after {{1.customer.first_name}}']);
});

test('a pinned trigger stands for whatever the run should have started with', async () => {
  const stage = await createStage(off);
  const { service, listened } = serviceOf(stage);
  const deliveryId = await stage.deliver('Ada');
  const pins = { '1': [{ customer: { first_name: 'Pinned' } }] };
  for (const source of [undefined, bundle('Ada'), { type: 'next' }, { type: 'delivery', deliveryId }] as const) {
    await service.runOnce(SCENARIO, source, { pins }).finished;
  }
  expect(stage.upstream.texts.filter((text) => text.startsWith('to '))).toEqual(Array(4).fill('to Pinned'));
  expect(listened).toEqual([]);
  expect((await stage.items())[0]).toMatchObject({ state: 'queued' });
});

test('a stored delivery that waits goes on waiting when a module was pinned', async () => {
  const stage = await createStage(off);
  const { service } = serviceOf(stage);
  const deliveryId = await stage.deliver('Ada');
  const run = await service.runOnce(SCENARIO, { type: 'delivery', deliveryId }, { pins: PINNED }).finished;
  expect(run).toMatchObject({ status: 'success', trigger: { type: 'manual', deliveryId } });
  expect(stage.upstream.texts).toEqual(['after pinned']);
  expect((await stage.items())[0]).toMatchObject({ state: 'queued' });
});

test('the next delivery is taken with pins, and a retry of it calls the pinned module', async () => {
  const stage = await createStage(off);
  const { service, events, dispatcher } = serviceOf(stage);
  stage.upstream.answer = () => Promise.resolve({ status: 500 });
  const run = service.runOnce(SCENARIO, { type: 'next' }, { pins: PINNED });
  await settle();
  await stage.deliver('Ada');
  events.emit({ type: 'delivery.queued', hookId: HOOK, scenarioIds: [SCENARIO] });
  expect(await run.finished).toMatchObject({ status: 'error', trigger: { type: 'delivery' } });
  expect((await stage.items())[0]).toMatchObject({ state: 'retrying' });
  stage.upstream.answer = () => Promise.resolve({ status: 200, body: { text: 'sent' } });
  await stage.store.scenarios.setState(SCENARIO, { active: true });
  await stage.clock.advance(86_400_000);
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  await dispatcher.stop();
  expect(stage.upstream.requests.map(textOf)).toContain('to Ada');
  expect(stage.upstream.texts).not.toContain('after pinned');
});

test('a scenario that is on does not wait with pins, because its next run is a real one', async () => {
  const stage = await createStage({ blueprint: CHAIN });
  const { service } = serviceOf(stage);
  const run = service.runOnce(SCENARIO, { type: 'next' }, { pins: PINNED });
  await expect(run.finished).rejects.toMatchObject({ name: 'ConflictError' });
});

test('a replay from the failed module takes the pinned bundles over', async () => {
  const stage = await createStage(off);
  const { service } = serviceOf(stage);
  stage.upstream.answer = () => Promise.resolve({ status: 400 });
  const run = await service.runOnce(SCENARIO, bundle('Ada'), { pins: PINNED }).finished;
  expect(run.status).toBe('error');
  stage.upstream.answer = () => Promise.resolve({ status: 200 });
  await service.replay(run.id).finished;
  expect(stage.upstream.texts).toEqual(['after pinned']);
});

test('a pinned aggregator gives its pinned bundles whatever was collected', async () => {
  const flow = [
    ...CHAIN.flow.slice(0, 1),
    {
      id: 2,
      module: 'builtin:BasicAggregator',
      parameters: { feeder: 1 },
      mapper: { name: '{{1.customer.first_name}}' },
    },
    message(3, '{{2.text}}'),
  ];
  const stage = await createStage({ ...off, blueprint: { ...CHAIN, flow } });
  const { service } = serviceOf(stage);
  const run = await service.runOnce(SCENARIO, bundle('Ada'), { pins: PINNED }).finished;
  expect(stage.upstream.texts).toEqual(['pinned']);
  expect((await service.log(run.id))[1]).toMatchObject({ moduleId: 2, pinned: true });
});

test('pins that cannot be used are all named, and nothing runs', async () => {
  const router = { id: 4, module: 'builtin:BasicRouter', routes: [{ flow: [] }] };
  const stage = await createStage({ ...off, blueprint: { ...CHAIN, flow: [...CHAIN.flow, router] } });
  const { service } = serviceOf(stage);
  const cut = { $value: 'cut', of: '{"te', size: 70_000 };
  const pins = { '2': [{ text: 'fine' }, cut, 'text'], '4': [{}], '9': [{}] };
  const run = service.runOnce(SCENARIO, bundle('Ada'), { pins });
  await expect(run.started).rejects.toMatchObject({
    name: 'UsageError',
    problems: [
      { pointer: '/pins/2/1', code: 'NO_BUNDLE' },
      { pointer: '/pins/2/2', code: 'NO_BUNDLE' },
      { pointer: '/pins/4', code: 'NOT_PINNABLE' },
      { pointer: '/pins/9', code: 'UNKNOWN_MODULE' },
    ],
  });
  expect(stage.upstream.requests).toEqual([]);
});

function started(seen: readonly EngineEvent[]): number[] {
  return seen.flatMap((event) => (event.type === 'operation.started' ? event.moduleId : []));
}
