import { expect, test } from '@jest/globals';

import { ConnectorError } from '../../../src/core/errors.ts';
import type { Json } from '../../../src/core/json.ts';
import type { IncompleteId } from '../../../src/store/records.ts';
import { HOOK, SCENARIO } from '../../contracts/store-samples.ts';
import { settle } from '../mortal-store.ts';
import { createStage, later, textOf, welcome } from '../stage.ts';

test('runs a delivery once, keeps the run with its operations, and marks the delivery done', async () => {
  const stage = await createStage();
  const { dispatcher, failures, seen } = stage.process();
  await stage.deliver('Ada');
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect(failures).toEqual([]);
  expect(stage.upstream.texts).toEqual(['Ada']);
  const [item] = await stage.items();
  expect(item).toMatchObject({ state: 'done', runId: expect.stringMatching(/^run_/) });
  const run = await stage.store.runs.get(item!.runId!);
  expect(run).toMatchObject({ status: 'success', operations: 2, trigger: { type: 'delivery', deliveryId: 'whd_Ada' } });
  expect((await stage.store.runs.log(run!.id)).map(({ module, status }) => [module, status])).toEqual([
    ['sonar:watchNewCustomer', 'success'],
    ['sonar:sendMessage', 'success'],
  ]);
  expect(seen.map(({ type }) => type)).toEqual([
    'run.started',
    'operation.started',
    'operation.finished',
    'operation.started',
    'operation.finished',
    'run.finished',
    'delivery.settled',
  ]);
  await dispatcher.stop();
});

test('keeps the deliveries of a scenario that is off and runs all of them in order once it is on', async () => {
  const stage = await createStage({ scenario: { active: false }, blueprint: welcome({ sequential: true }) });
  const { dispatcher, events } = stage.process();
  await dispatcher.start({ exclusive: true });
  const names = Array.from({ length: 100 }, (_, index) => `Customer${index}`);
  for (const name of names) await stage.deliver(name);
  dispatcher.wake([SCENARIO]);
  await dispatcher.idle();
  expect(stage.upstream.texts).toEqual([]);
  await stage.store.scenarios.setState(SCENARIO, { active: true });
  events.emit({ type: 'scenario.changed', scenarioId: SCENARIO, change: 'activated' });
  await dispatcher.idle();
  expect(stage.upstream.texts).toEqual(names);
  await dispatcher.stop();
});

test('runs what waited while the scenario was off in order even where deliveries run in parallel, then in parallel again', async () => {
  const stage = await createStage({
    scenario: { active: false },
    hook: { mode: { type: 'parallel', concurrency: 4, key: null } },
  });
  let now = 0;
  let most = 0;
  stage.upstream.answer = async () => {
    now += 1;
    most = Math.max(most, now);
    await settle(1 + (stage.upstream.texts.length % 3) * 3);
    now -= 1;
    return { status: 200 };
  };
  const names = Array.from({ length: 20 }, (_, index) => `Customer${index}`);
  for (const name of names) await stage.deliver(name);
  const { dispatcher, events } = stage.process();
  await dispatcher.start({ exclusive: true });
  await stage.store.scenarios.setState(SCENARIO, { active: true });
  events.emit({ type: 'scenario.changed', scenarioId: SCENARIO, change: 'activated' });
  await dispatcher.idle();
  expect(stage.upstream.texts).toEqual(names);
  expect(most).toBe(1);
  for (const name of names) await stage.deliver(`Later${name}`);
  dispatcher.wake([SCENARIO]);
  await dispatcher.idle();
  expect(most).toBe(4);
  await dispatcher.stop();
});

test('tries again after the delays of the table, at the same times after a restart, and then gives up', async () => {
  const stage = await createStage({ hook: { maxAttempts: 3 } });
  stage.upstream.answer = () => Promise.resolve({ status: 503 });
  await stage.deliver('Ada');
  const first = stage.process();
  await first.dispatcher.start({ exclusive: true });
  await first.dispatcher.idle();
  const start = stage.clock.now();
  expect((await stage.items())[0]).toMatchObject({ state: 'retrying', attempts: 1, runAt: start + 60_000 });
  await first.dispatcher.stop();
  const second = stage.process();
  await second.dispatcher.start({ exclusive: true });
  await stage.clock.advance(59_000);
  await second.dispatcher.idle();
  expect(stage.upstream.requests).toHaveLength(1);
  await stage.clock.advance(1000);
  await second.dispatcher.idle();
  expect((await stage.items())[0]).toMatchObject({ state: 'retrying', attempts: 2, runAt: start + 60_000 + 120_000 });
  await stage.clock.advance(120_000);
  await second.dispatcher.idle();
  expect((await stage.items())[0]).toMatchObject({
    state: 'dead',
    attempts: 3,
    reason: expect.stringContaining('3 times'),
  });
  expect((await stage.scenario()).errors).toBe(1);
  await second.dispatcher.stop();
});

test('waits as long as the service asks', async () => {
  const stage = await createStage();
  stage.upstream.answer = () => Promise.resolve({ status: 429, headers: { 'retry-after': '777' } });
  await stage.deliver('Ada');
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect((await stage.items())[0]).toMatchObject({ state: 'retrying', runAt: stage.clock.now() + 777_000 });
  await dispatcher.stop();
});

test('does not repeat a message that was sent when a later module has to be tried again', async () => {
  const stage = await createStage({ blueprint: twoMessages() });
  await stage.deliver('Ada');
  stage.upstream.answer = (request) => Promise.resolve({ status: textOf(request) === 'second' ? 503 : 200 });
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  stage.upstream.answer = () => Promise.resolve({ status: 200 });
  await stage.clock.advance(60_000);
  await dispatcher.idle();
  expect(stage.upstream.texts).toEqual(['first', 'second']);
  expect((await stage.items())[0]).toMatchObject({ state: 'done' });
  await dispatcher.stop();
});

test('switches a scenario off after three errors in a row and says why; a success in between starts over', async () => {
  const stage = await createStage({ blueprint: welcome({ sequential: true }) });
  stage.upstream.answer = (request) =>
    Promise.resolve({ status: textOf(request) === 'Good' ? 200 : 400, body: { error: 'No.' } });
  for (const name of ['A', 'B', 'Good', 'C', 'D', 'E', 'F']) await stage.deliver(name);
  const { dispatcher, seen, detached } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect(detached).toEqual([HOOK]);
  expect((await stage.items()).map(({ state }) => state)).toEqual([
    'dead',
    'dead',
    'done',
    'dead',
    'dead',
    'dead',
    'queued',
  ]);
  expect(await stage.scenario()).toMatchObject({
    active: false,
    errors: 3,
    reason: expect.stringContaining('3 runs in a row'),
  });
  expect(seen).toContainEqual(expect.objectContaining({ type: 'scenario.changed', change: 'deactivated' }));
  await dispatcher.stop();
});

test('switches a scenario off at once when the token is refused, and keeps the delivery waiting', async () => {
  const stage = await createStage();
  stage.upstream.answer = () => Promise.resolve({ status: 401, body: { error: 'Bad token.' } });
  await stage.deliver('Ada');
  const { dispatcher, detached } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect(await stage.scenario()).toMatchObject({ active: false, reason: expect.stringContaining('Bad token.') });
  expect((await stage.items())[0]).toMatchObject({ state: 'queued', attempts: 0 });
  expect(detached).toEqual([HOOK]);
  await dispatcher.stop();
});

test('leaves the hook alone when it switches a scenario off whose hook another one needs', async () => {
  const stage = await createStage();
  const other = { ...(await stage.scenario()), id: 'scn_other' as const };
  await stage.store.scenarios.insert(other);
  stage.upstream.answer = () => Promise.resolve({ status: 401, body: { error: 'Bad token.' } });
  await stage.deliver('Ada');
  const { dispatcher, detached } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect((await stage.scenario()).active).toBe(false);
  expect(detached).toEqual([]);
  await dispatcher.stop();
});

test('one stuck key neither blocks the others nor is overtaken by its own later deliveries', async () => {
  const stage = await createStage({ hook: { mode: { type: 'per-key', concurrency: 16, key: '{{body.k}}' } } });
  let isBack = false;
  stage.upstream.answer = (request) => Promise.resolve({ status: textOf(request) === 'a1' && !isBack ? 503 : 200 });
  for (const name of ['a1', 'b1', 'a2', 'b2', 'a3', 'b3']) await stage.deliver(name, { orderKey: name.charAt(0) });
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect(stage.upstream.texts).toEqual(['b1', 'b2', 'b3']);
  isBack = true;
  await stage.clock.advance(60_000);
  await dispatcher.idle();
  expect(stage.upstream.texts).toEqual(['b1', 'b2', 'b3', 'a1', 'a2', 'a3']);
  await dispatcher.stop();
});

test('runs at most as many retries at once as a connection may have, and no more items than it may hold', async () => {
  const stage = await createStage({ hook: { mode: { type: 'parallel', concurrency: 100, key: null } } });
  stage.upstream.answer = () => Promise.resolve({ status: 503 });
  const { dispatcher } = stage.process(stage.store, { concurrency: 20 });
  await dispatcher.start({ exclusive: true });
  for (let index = 0; index < 40; index += 1) await stage.deliver(`C${index}`);
  let now = 0;
  let most = 0;
  stage.upstream.answer = async () => {
    now += 1;
    most = Math.max(most, now);
    await settle(3);
    now -= 1;
    return { status: 503 };
  };
  dispatcher.wake([SCENARIO]);
  await dispatcher.idle();
  expect(most).toBe(20);
  most = 0;
  stage.upstream.answer = async () => {
    now += 1;
    most = Math.max(most, now);
    await settle(3);
    now -= 1;
    return { status: 200 };
  };
  for (let second = 0; second < 80; second += 1) {
    await stage.clock.advance(1000);
    await dispatcher.idle();
  }
  expect(most).toBe(5);
  expect((await stage.items()).every(({ state }) => state === 'done')).toBe(true);
  await dispatcher.stop();
});

test('calls the service for no more deliveries at once than the hook allows', async () => {
  const stage = await createStage({ hook: { mode: { type: 'parallel', concurrency: 2, key: null } } });
  let now = 0;
  let most = 0;
  stage.upstream.answer = async () => {
    now += 1;
    most = Math.max(most, now);
    await settle(5);
    now -= 1;
    return { status: 200 };
  };
  for (let index = 0; index < 20; index += 1) await stage.deliver(`C${index}`);
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect(most).toBe(2);
  expect(stage.upstream.texts).toHaveLength(20);
  await dispatcher.stop();
});

test('a stop waits for the runs under way, starts none, and gives back what does not end in time', async () => {
  const stage = await createStage({ hook: { mode: { type: 'parallel', concurrency: 2, key: null } } });
  const slow = later();
  stage.upstream.answer = slow.answer;
  for (const name of ['Ada', 'Bea', 'Cid']) await stage.deliver(name);
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await settle();
  const stopped = dispatcher.stop();
  await settle();
  slow.open();
  await stopped;
  expect((await stage.items()).map(({ state }) => state)).toEqual(['done', 'done', 'queued']);
});

test('a sequential scenario waits until its incomplete execution is dealt with', async () => {
  const stage = await createStage({ blueprint: welcome({ sequential: true, dlq: true }) });
  stage.upstream.answer = (request) => Promise.resolve({ status: textOf(request) === 'Ada' ? 400 : 200, body: {} });
  for (const name of ['Ada', 'Bea']) await stage.deliver(name);
  const { dispatcher, events } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect((await stage.items()).map(({ state }) => state)).toEqual(['done', 'queued']);
  const { items } = await stage.store.incompletes.list({});
  expect(items).toMatchObject([{ moduleId: 2, status: 'unresolved', error: { name: 'DataError' } }]);
  const id: IncompleteId = items[0]!.id;
  await stage.store.incompletes.move(id, 'unresolved', { status: 'resolved' });
  events.emit({ type: 'incomplete.changed', incompleteId: id, scenarioId: SCENARIO, status: 'resolved' });
  await dispatcher.idle();
  expect(stage.upstream.texts).toEqual(['Bea']);
  await dispatcher.stop();
});

test('a delivery that cannot be read becomes a dead letter with the reason', async () => {
  const stage = await createStage();
  await stage.deliver('Ada', { body: Buffer.from('{"uuid": ') });
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect((await stage.items())[0]).toMatchObject({ state: 'dead', reason: expect.stringMatching(/^DataError: /) });
  await dispatcher.stop();
});

test('goes on by itself when the store fails for a while', async () => {
  const stage = await createStage();
  let isFull = true;
  const runs = {
    ...stage.store.runs,
    start: (run: Parameters<typeof stage.store.runs.start>[0]) =>
      isFull ? Promise.reject(new ConnectorError('OutOfSpaceError', 'The disk is full.')) : stage.store.runs.start(run),
  };
  await stage.deliver('Ada');
  const { dispatcher, failures } = stage.process({ ...stage.store, runs });
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  expect(failures.length).toBeGreaterThan(0);
  isFull = false;
  await stage.clock.advance(5000);
  await dispatcher.idle();
  expect(stage.upstream.texts).toEqual(['Ada']);
  expect((await stage.items())[0]).toMatchObject({ state: 'done', crashes: 0, attempts: 0 });
  await dispatcher.stop();
});

function twoMessages(): Json {
  const message = (id: number, text: string) => ({
    id,
    module: 'sonar:sendMessage',
    parameters: { __IMTCONN__: 'con_one' },
    mapper: { phoneNumber: '{{1.customer.phone_number}}', text },
  });
  return {
    name: 'Two',
    flow: [
      { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTHOOK__: HOOK }, mapper: {} },
      message(2, 'first'),
      message(3, 'second'),
    ],
  };
}
