import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDeliveryActions } from '../../src/inbox/delivery-actions.ts';
import type { DeliveryActions } from '../../src/inbox/delivery-actions.ts';
import type { DeliveryId, QueueState, ScenarioId } from '../../src/store/records.ts';
import { scenario } from '../contracts/store-samples.ts';
import { basics, openInbox, SCENARIO, sonar } from './inbox-stage.ts';
import type { InboxStage } from './inbox-stage.ts';

const OTHER: ScenarioId = 'scn_two';
let stage: InboxStage;
let actions: DeliveryActions;
let woken = 0;
let confidential: readonly ScenarioId[] = [];

beforeEach(async () => {
  stage = await openInbox({}, { subscribers: () => [SCENARIO, OTHER] });
  woken = 0;
  confidential = [];
  actions = createDeliveryActions({
    store: stage.store,
    registrar: { change: (_id, changes) => stage.change(changes) },
    apps: (name) => (name === 'sonar' ? sonar : undefined),
    depths: stage.depths,
    evaluation: basics(stage.clock),
    clock: stage.clock,
    confidential: () => confidential,
    onQueued: () => (woken += 1),
  });
});
afterEach(() => stage.close());

/** Delivers and gives the ids, oldest first. */
async function deliver(count: number): Promise<readonly DeliveryId[]> {
  const ids: DeliveryId[] = [];
  for (let index = 0; index < count; index += 1) {
    await stage.clock.advance(1000);
    await stage.post({ uuid: `event-${stage.clock.now()}` });
    ids.push(await latest());
  }
  return ids;
}

async function latest(): Promise<DeliveryId> {
  return (await stage.store.deliveries.list({ limit: 1 })).items[0]!.delivery.id;
}

/** Ends all open work of one scenario. */
async function finish(scenarioId: ScenarioId, state: 'done' | 'dead'): Promise<void> {
  const now = stage.clock.now();
  const items = await stage.store.deliveries.claim({ scenarioId, mode: 'parallel', limit: 1000, now, leaseMs: 1000 });
  for (const { seq, fence, hookId } of items) {
    await stage.store.deliveries.settle(seq, fence, { state }, now);
    stage.depths.settled(hookId);
  }
}

async function states(id: DeliveryId): Promise<Record<string, QueueState>> {
  const items = await stage.store.deliveries.items(id);
  return Object.fromEntries(items.map(({ scenarioId, state }) => [scenarioId, state]));
}

describe('replaying', () => {
  test('one delivery queues it again for all its scenarios and wakes those who work', async () => {
    const [first] = await deliver(2);
    await finish(SCENARIO, 'done');
    await finish(OTHER, 'dead');
    expect(stage.depths.of('hk_one')).toBe(0);
    expect(await actions.replay({ ids: [first!] })).toBe(2);
    expect(await states(first!)).toEqual({ [SCENARIO]: 'queued', [OTHER]: 'queued' });
    expect([stage.depths.of('hk_one'), woken]).toEqual([2, 1]);
  });

  test('one delivery for one scenario leaves the other alone', async () => {
    const [first] = await deliver(1);
    await finish(SCENARIO, 'done');
    await finish(OTHER, 'done');
    expect(await actions.replay({ ids: [first!], scenarioId: OTHER })).toBe(1);
    expect(await states(first!)).toEqual({ [SCENARIO]: 'done', [OTHER]: 'queued' });
  });

  test('dead letters repeats nothing that another scenario has done', async () => {
    const ids = await deliver(3);
    await finish(SCENARIO, 'done');
    await finish(OTHER, 'dead');
    expect(await actions.replayDead('hk_one')).toBe(3);
    for (const id of ids) expect(await states(id)).toEqual({ [SCENARIO]: 'done', [OTHER]: 'queued' });
  });

  test('a range of time takes exactly what arrived in it, over many pages', async () => {
    const ids = await deliver(300);
    await finish(SCENARIO, 'done');
    await finish(OTHER, 'done');
    const from = (await stage.store.deliveries.get(ids[10]!))!.receivedAt;
    const to = (await stage.store.deliveries.get(ids[290]!))!.receivedAt;
    expect(await actions.replay({ filter: { hookId: 'hk_one', from, to, scenarioId: SCENARIO } })).toBe(280);
    expect(await states(ids[9]!)).toMatchObject({ [SCENARIO]: 'done' });
    expect(await states(ids[10]!)).toMatchObject({ [SCENARIO]: 'queued', [OTHER]: 'done' });
    expect(await states(ids[289]!)).toMatchObject({ [SCENARIO]: 'queued' });
    expect(await states(ids[290]!)).toMatchObject({ [SCENARIO]: 'done' });
  });

  test('to a scenario that was linked later hands it a copy, byte for byte', async () => {
    const [first] = await deliver(1);
    const copy = await actions.copyTo(first!, 'scn_later');
    expect(await states(copy)).toEqual({ scn_later: 'queued' });
    const [before, after] = [await stage.store.deliveries.get(first!), await stage.store.deliveries.get(copy)];
    expect(after).toEqual({ ...before, id: copy, eventId: null, receivedAt: stage.clock.now() });
    await expect(actions.copyTo('whd_none', SCENARIO)).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});

describe('discarding', () => {
  test('gives deliveries up and counts the queue down', async () => {
    const [first, second] = await deliver(2);
    expect(await actions.discard({ ids: [first!] })).toBe(2);
    expect(await states(first!)).toEqual({ [SCENARIO]: 'discarded', [OTHER]: 'discarded' });
    expect(await states(second!)).toEqual({ [SCENARIO]: 'queued', [OTHER]: 'queued' });
    expect(stage.depths.of('hk_one')).toBe(2);
  });

  test('dead letters takes nothing from a scenario that still works on them', async () => {
    const [first] = await deliver(1);
    await finish(OTHER, 'dead');
    const [second] = await deliver(1);
    await finish(SCENARIO, 'done');
    await finish(OTHER, 'dead');
    await actions.replay({ ids: [first!], scenarioId: SCENARIO });
    expect(await actions.discard({ filter: { hookId: 'hk_one', states: ['dead'] } })).toBe(1);
    expect(await states(first!)).toEqual({ [SCENARIO]: 'queued', [OTHER]: 'dead' });
    expect(await states(second!)).toEqual({ [SCENARIO]: 'done', [OTHER]: 'discarded' });
  });
});

describe('looking and pausing', () => {
  test('a delivery as a sample is what the trigger would put out', async () => {
    await stage.post({ uuid: 'event-1', customer: { first_name: 'Ada' } });
    const id = await latest();
    const body = { uuid: 'event-1', customer: { first_name: 'Ada' } };
    expect(await actions.sample(id)).toEqual({ deliveryId: id, bundles: [body] });
  });

  test('a delivery that cannot be read is no sample, and says why', async () => {
    await stage.post('{"broken');
    const id = await latest();
    await expect(actions.sample(id)).rejects.toMatchObject({ name: 'DataError' });
  });

  test('pausing is stored, and resuming wakes those who work', async () => {
    expect(await actions.pause('hk_one')).toMatchObject({ paused: true });
    expect(woken).toBe(0);
    expect(await actions.resume('hk_one')).toMatchObject({ paused: false });
    expect(woken).toBe(1);
  });

  test('the summary counts by state', async () => {
    await deliver(3);
    await finish(OTHER, 'dead');
    expect(await actions.summary('hk_one')).toEqual({
      counts: { queued: 3, running: 0, retrying: 0, done: 0, dead: 3, held: 0, discarded: 0 },
      depth: 3,
      lastReceivedAt: stage.clock.now(),
    });
  });
});

describe('for confidential scenarios', () => {
  test('what is given up is erased with it, and cannot be replayed any more', async () => {
    confidential = [SCENARIO, OTHER];
    const [first] = await deliver(2);
    await finish(SCENARIO, 'dead');
    expect(await stage.store.deliveries.get(first!)).toMatchObject({ erasedAt: null });
    await actions.discard({ ids: [first!] });
    expect(await stage.store.deliveries.get(first!)).toMatchObject({ erasedAt: stage.clock.now(), headers: {} });
    const refusal = { name: 'ConflictError', message: expect.stringContaining('confidential') };
    await expect(actions.replay({ ids: [first!] })).rejects.toMatchObject(refusal);
    await expect(actions.copyTo(first!, SCENARIO)).rejects.toMatchObject(refusal);
    await expect(actions.sample(first!)).rejects.toMatchObject(refusal);
    expect(await actions.replay({ filter: { hookId: 'hk_one' } })).toBe(2);
  });

  test('what another scenario was to work off as well stays when it is given up', async () => {
    confidential = [SCENARIO];
    for (const id of [SCENARIO, OTHER]) await stage.store.scenarios.insert({ ...scenario, id });
    const [first] = await deliver(1);
    await actions.discard({ ids: [first!] });
    expect(await stage.store.deliveries.get(first!)).toMatchObject({ erasedAt: null });
    expect(await actions.replay({ ids: [first!] })).toBe(2);
  });
});
