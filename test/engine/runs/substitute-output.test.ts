import { expect, test } from '@jest/globals';

import type { Json } from '../../../src/core/json.ts';
import { createIncompleteService } from '../../../src/engine/runs/incompletes.ts';
import type { IncompleteRecord } from '../../../src/store/records.ts';
import type { Store } from '../../../src/store/store.ts';
import { HOOK } from '../../contracts/store-samples.ts';
import { mortalStore, settle } from '../mortal-store.ts';
import { broken, createStage, type Stage, textOf } from '../stage.ts';

const TRIGGER = { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTHOOK__: HOOK }, mapper: {} };

const message = (id: number, text: string, more: Record<string, Json> = {}) => ({
  id,
  module: 'sonar:sendMessage',
  parameters: { __IMTCONN__: 'con_one' },
  mapper: { phoneNumber: '{{1.customer.phone_number}}', text },
  ...more,
});

const keeping = (...flow: Json[]): Json => ({
  name: 'Kept',
  flow: [TRIGGER, ...flow],
  metadata: { scenario: { dlq: true, strictMapping: false } },
});

/** The first route fails at its first message; the second one has not run then. */
const TWO_ROUTES = keeping(message(2, 'before'), {
  id: 3,
  module: 'builtin:BasicRouter',
  routes: [{ flow: [message(4, 'fails'), message(5, 'after {{4.id}}')] }, { flow: [message(6, 'other route')] }],
});

function serviceOf(stage: Stage, store: Store = stage.store) {
  const { programs, runner, events } = stage.process(store);
  return createIncompleteService({ store, programs, runner, events, clock: stage.clock, random: () => 0 });
}

async function only(stage: Stage): Promise<IncompleteRecord> {
  const { items } = await stage.store.incompletes.list({});
  expect(items).toHaveLength(1);
  return items[0]!;
}

/** A stage whose delivery waits at a message that was refused, or broke off. */
async function waitingStage(blueprint: Json, refused: (text: string) => boolean, error?: Error): Promise<Stage> {
  const stage = await createStage({ blueprint });
  const refusal = error ?? { status: 400 };
  stage.upstream.answer = (request) => Promise.resolve(refused(textOf(request)) ? refusal : { status: 200 });
  await stage.deliver('Ada');
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  await dispatcher.stop();
  return stage;
}

async function logOfLastRun(stage: Stage) {
  const { items } = await stage.store.runs.list({});
  return stage.store.runs.log(items.find(({ trigger }) => trigger.type === 'resume')!.id);
}

test('goes on behind the failed module with the bundle a person gives, and runs the routes that are left', async () => {
  const stage = await waitingStage(TWO_ROUTES, (text) => text === 'fails');
  const { id } = await only(stage);
  expect(await serviceOf(stage).resolve(id, [{ id: 77 }])).toMatchObject({ status: 'resolved', attempts: 1 });
  expect(stage.upstream.texts).toEqual(['before', 'after 77', 'other route']);
  expect((await logOfLastRun(stage)).find(({ key }) => key === '4:1.1')).toMatchObject({
    status: 'skipped',
    outputs: [{ id: 77 }],
    warnings: ['The module was not called again: a person gave its output.'],
  });
});

test('every bundle of a list goes its way, and an empty list goes on with the routes that are left', async () => {
  const several = await waitingStage(TWO_ROUTES, (text) => text === 'fails');
  await serviceOf(several).resolve((await only(several)).id, [{ id: 1 }, { id: 2 }]);
  expect(several.upstream.texts).toEqual(['before', 'after 1', 'after 2', 'other route']);
  const none = await waitingStage(TWO_ROUTES, (text) => text === 'fails');
  await serviceOf(none).resolve((await only(none)).id, []);
  expect(none.upstream.texts).toEqual(['before', 'other route']);
});

test('what is given is data: expressions in it are not evaluated, and its keys are its own', async () => {
  const stage = await waitingStage(TWO_ROUTES, (text) => text === 'fails');
  const given = JSON.parse('{"id":"{{1.customer.first_name}}","__proto__":{"id":1},"$value":"date"}') as { id: string };
  await serviceOf(stage).resolve((await only(stage)).id, [given]);
  expect(stage.upstream.texts).toContain('after {{1.customer.first_name}}');
});

test('a module behind it that fails waits by itself, keeps what was given before, and takes an output too', async () => {
  const stage = await waitingStage(TWO_ROUTES, (text) => text === 'fails' || text.startsWith('after'));
  const service = serviceOf(stage);
  const first = await only(stage);
  expect(await service.resolve(first.id, [{ id: 77 }])).toMatchObject({ status: 'resolved' });
  const { items } = await stage.store.incompletes.list({ status: 'unresolved' });
  expect(items).toMatchObject([{ moduleId: 5 }]);
  stage.upstream.answer = () => Promise.resolve({ status: 200 });
  expect(await service.retry(items[0]!.id)).toMatchObject({ status: 'resolved' });
  expect(stage.upstream.texts).toEqual(['before', 'other route', 'after 77']);
  await expect(service.resolve(first.id, [{}])).rejects.toMatchObject({ name: 'ConflictError' });
});

test('waits again when a later route fails, and takes an output for that one', async () => {
  const stage = await waitingStage(TWO_ROUTES, (text) => text === 'fails' || text === 'other route');
  const { id } = await only(stage);
  const service = serviceOf(stage);
  expect(await service.resolve(id, [{ id: 77 }])).toMatchObject({ status: 'resolved', attempts: 1 });
  const { items } = await stage.store.incompletes.list({ status: 'unresolved' });
  expect(items).toMatchObject([{ moduleId: 6 }]);
  expect(await service.resolve(items[0]!.id, [{}])).toMatchObject({ status: 'resolved' });
  expect(stage.upstream.texts).toEqual(['before', 'after 77']);
});

test('stands in for a module whose filter cannot be decided', async () => {
  const filter = { name: 'odd', conditions: [[{ a: '{{parseNumber("x"; "")}}', b: '1', o: 'number:equal' }]] };
  const filtered = keeping(message(2, 'before'), message(3, 'filtered', { filter }), message(4, 'after {{3.id}}'));
  const stage = await waitingStage(filtered, () => false);
  const { items } = await stage.store.incompletes.list({});
  if (items.length === 0) throw new Error(`The filter decided: ${stage.upstream.texts.join()}.`);
  await serviceOf(stage).resolve(items[0]!.id, [{ id: 5 }]);
  expect(stage.upstream.texts).toEqual(['before', 'after 5']);
});

test('settles a write in doubt: it is not sent again, and counts as done for a replay', async () => {
  const flow = keeping(message(2, 'before'), message(3, 'fails'), message(4, 'after {{3.id}}'));
  const stage = await waitingStage(flow, (text) => text === 'fails');
  const service = serviceOf(stage);
  stage.upstream.answer = (request) => Promise.resolve(textOf(request) === 'fails' ? broken() : { status: 200 });
  const { id } = await only(stage);
  expect(await service.retry(id)).toMatchObject({ status: 'unresolved', moduleId: 3 });
  expect(await service.resolve(id, [{ id: 9 }])).toMatchObject({ status: 'resolved' });
  expect(stage.upstream.texts).toEqual(['before', 'after 9']);
  const { items } = await stage.store.runs.list({});
  const scope = items.find(({ trigger }) => trigger.type === 'resume')!.trigger.scope!;
  const entry = (await stage.store.runs.journal(scope)).find(({ key }) => key === '3:1.1');
  expect(entry).toMatchObject({ state: 'done', outputs: [{ id: 9 }], request: { method: 'POST' } });
});

test('is refused, and nothing changes, where no bundles are given: at an aggregator', async () => {
  const aggregator = {
    id: 3,
    module: 'util:FunctionAggregator2',
    parameters: { feeder: 1, fn: 'sum' },
    mapper: { value: '{{1.customer.first_name}}' },
  };
  const stage = await waitingStage(keeping(message(2, 'before'), aggregator, message(4, 'after')), () => false);
  const waiting = await only(stage);
  expect(waiting).toMatchObject({ moduleId: 3, status: 'unresolved' });
  const service = serviceOf(stage);
  await expect(service.resolve(waiting.id, [{}])).rejects.toMatchObject({ name: 'ConflictError' });
  expect(await only(stage)).toEqual(waiting);
  expect(await service.resolve(waiting.id)).toMatchObject({ status: 'resolved' });
});

test('repeats nothing, and forgets no output, when the process dies at any call of the store meanwhile', async () => {
  for (let dieAt = 1; dieAt < 60; dieAt += 1) {
    const stage = await waitingStage(TWO_ROUTES, (text) => text === 'fails');
    const mortal = mortalStore(stage.store, dieAt, dieAt % 2 === 0 ? 'before' : 'after');
    const { id } = await only(stage);
    void serviceOf(stage, mortal.store).resolve(id, [{ id: 77 }]);
    await settle();
    mortal.kill();
    const service = serviceOf(stage);
    await service.start({ exclusive: true });
    await service.idle();
    const { texts } = stage.upstream;
    expect(new Set(texts).size).toBe(texts.length);
    const after = await only(stage);
    if (after.status === 'resolved') expect(texts).toEqual(['before', 'after 77', 'other route']);
    else expect(after.status).toBe('unresolved');
    await service.stop();
    await stage.store.close();
    if (mortal.calls() < dieAt) return;
  }
});
