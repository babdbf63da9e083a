import { expect, test } from '@jest/globals';

import { createIncompleteService } from '../../../src/engine/runs/incompletes.ts';
import type { IncompleteRecord } from '../../../src/store/records.ts';
import type { Store } from '../../../src/store/store.ts';
import { mortalStore, settle } from '../mortal-store.ts';
import { createStage, type Stage, textOf } from '../stage.ts';
import { HOOK } from '../../contracts/store-samples.ts';

const message = (id: number, text: string) => ({
  id,
  module: 'sonar:sendMessage',
  parameters: { __IMTCONN__: 'con_one' },
  mapper: { phoneNumber: '{{1.customer.phone_number}}', text },
});

/** Three messages; what fails in the middle is kept. */
const KEPT = {
  name: 'Kept',
  flow: [
    { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTHOOK__: HOOK }, mapper: {} },
    message(2, 'first'),
    message(3, 'second'),
    message(4, 'third'),
  ],
  metadata: { scenario: { dlq: true } },
};

function serviceOf(stage: Stage, store: Store = stage.store) {
  const { programs, runner, events, dispatcher } = stage.process(store);
  const service = createIncompleteService({ store, programs, runner, events, clock: stage.clock, random: () => 0 });
  return { service, dispatcher };
}

async function only(stage: Stage): Promise<IncompleteRecord> {
  const { items } = await stage.store.incompletes.list({});
  expect(items).toHaveLength(1);
  return items[0]!;
}

/** A stage whose second message has failed with this status. */
async function failedStage(status: number): Promise<Stage> {
  const stage = await createStage({ blueprint: KEPT });
  stage.upstream.answer = (request) => Promise.resolve({ status: textOf(request) === 'second' ? status : 200 });
  await stage.deliver('Ada');
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  await dispatcher.stop();
  return stage;
}

test('retries by itself after 1, 10, 10, 30, 30, 30 minutes and twice 3 hours, then waits for a person', async () => {
  const stage = await failedStage(503);
  const { service } = serviceOf(stage);
  await service.start({ exclusive: true });
  await service.idle();
  const minutes: number[] = [];
  for (let retry = 0; retry < 8; retry += 1) {
    const { nextAt, status } = await only(stage);
    expect(status).toBe('scheduled');
    const wait = nextAt! - stage.clock.now();
    minutes.push(wait / 60_000);
    await stage.clock.advance(wait);
    await service.idle();
  }
  expect(minutes).toEqual([1, 10, 10, 30, 30, 30, 180, 180]);
  expect(await only(stage)).toMatchObject({ status: 'unresolved', attempts: 8, retriesLeft: 0, nextAt: null });
  expect(stage.upstream.texts).toEqual(['first']);
  await service.stop();
});

test('goes on where it stopped: no completed message again, everything behind it, and the run is linked', async () => {
  const stage = await failedStage(400);
  const waiting = await only(stage);
  expect(waiting).toMatchObject({ status: 'unresolved', moduleId: 3 });
  stage.upstream.answer = () => Promise.resolve({ status: 200 });
  const { service } = serviceOf(stage);
  expect(await service.retry(waiting.id)).toMatchObject({ status: 'resolved', attempts: 1 });
  expect(stage.upstream.texts).toEqual(['first', 'second', 'third']);
  const { items } = await stage.store.runs.list({});
  const resumed = items.find(({ trigger }) => trigger.type === 'resume');
  expect(resumed).toMatchObject({ status: 'success', trigger: { runId: waiting.runId } });
  await expect(service.retry(waiting.id)).rejects.toMatchObject({ name: 'ConflictError' });
});

test('repeats nothing when the process dies at any call of the store during a retry', async () => {
  for (let dieAt = 1; dieAt < 60; dieAt += 1) {
    const stage = await failedStage(400);
    stage.upstream.answer = () => Promise.resolve({ status: 200 });
    const mortal = mortalStore(stage.store, dieAt, dieAt % 2 === 0 ? 'before' : 'after');
    const { id } = await only(stage);
    void serviceOf(stage, mortal.store).service.retry(id);
    await settle();
    mortal.kill();
    const { service } = serviceOf(stage);
    await service.start({ exclusive: true });
    await service.idle();
    const after = await only(stage);
    const { texts } = stage.upstream;
    expect(new Set(texts).size).toBe(texts.length);
    if (after.status === 'resolved') expect(texts).toEqual(['first', 'second', 'third']);
    else expect(after.status).toBe('unresolved');
    await service.stop();
    await stage.store.close();
    if (mortal.calls() < dieAt) return;
  }
});

test('may be marked as dealt with, or given up, without running', async () => {
  const stage = await failedStage(400);
  const { service } = serviceOf(stage);
  const { id } = await only(stage);
  expect(await service.resolve(id)).toMatchObject({ status: 'resolved' });
  await expect(service.remove(id)).rejects.toMatchObject({ name: 'ConflictError' });
  await expect(service.get('inc_nope')).rejects.toMatchObject({ name: 'NotFoundError' });
  expect(stage.upstream.texts).toEqual(['first']);
});
