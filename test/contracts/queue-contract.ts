import { expect, test } from '@jest/globals';

import type { DeliveryId, QueueItem } from '../../src/store/records.ts';
import type { Arrival, Settlement, Store } from '../../src/store/store.ts';
import { arrival, HOOK, SCENARIO, take } from './store-samples.ts';

type Mode = 'parallel' | 'sequential' | 'per-key';

/** What every adapter must do with deliveries; `current` gives the empty store of the running test. */
export function queueContract(current: () => Store): void {
  const deliveries = () => current().deliveries;
  const sort = (given: Arrival) => take(current(), given);
  const accept = (id: DeliveryId, orderKey = 'a') => sort(arrival(id, { orderKey }));
  const claim = (mode: Mode, limit = 10, now = 1000) =>
    deliveries().claim({ scenarioId: SCENARIO, mode, limit, now, leaseMs: 100 });
  const settle = ({ seq, fence }: QueueItem, settlement: Settlement) =>
    deliveries().settle(seq, fence, settlement, 1000);
  const ids = (items: readonly QueueItem[]) => items.map(({ deliveryId }) => deliveryId);
  const states = async (id: DeliveryId) => (await deliveries().items(id)).map(({ state }) => state);

  test('gives the delivery of a claimed item, as often as it is asked for', async () => {
    await sort(arrival('whd_1', { eventId: 'event', query: 'a=b', headers: { 'x-many': ['1', '2'] } }));
    const [item] = await claim('parallel');
    const kept = await deliveries().get('whd_1');
    for (let time = 0; time < 3; time += 1) expect(await deliveries().ofItem(item!)).toEqual(kept);
    expect(await deliveries().ofItem({ deliveryId: 'whd_none' })).toBeUndefined();
  });

  test('queues one of 50 copies of an event that arrive at once', async () => {
    const copies = Array.from({ length: 50 }, (_, index) => sort(arrival(`whd_${index}`, { eventId: 'event' })));
    const originals = (await Promise.all(copies)).filter((original) => original === null);
    expect(originals).toHaveLength(1);
    expect(await claim('parallel', 100)).toHaveLength(1);
    const { items } = await deliveries().list({ duplicates: true });
    expect(items).toHaveLength(49);
    expect(new Set(items.map(({ delivery }) => delivery.duplicateOf)).size).toBe(1);
    expect(items.every((summary) => summary.items.length === 0)).toBe(true);
  });

  test('takes an event again once its id has expired, and the same id of another hook at once', async () => {
    await sort(arrival('whd_1', { eventId: 'event' }));
    const later = (receivedAt: number) => ({ eventId: 'event', receivedAt });
    expect(await sort(arrival('whd_2', later(10_999)))).toBe('whd_1');
    expect(await sort(arrival('whd_3', later(11_000)))).toBe(null);
    expect(await sort(arrival('whd_4', later(11_001)))).toBe('whd_3');
    expect(await sort(arrival('whd_5', { eventId: 'event', hookId: 'hk_two' }))).toBe(null);
  });

  test('never merges deliveries without an event id', async () => {
    await Promise.all([accept('whd_1'), accept('whd_2')]);
    expect(ids(await claim('parallel'))).toEqual(['whd_1', 'whd_2']);
  });

  test('queues a delivery once for each of its scenarios', async () => {
    await sort(arrival('whd_1', { scenarioIds: [SCENARIO, 'scn_two'] }));
    expect((await deliveries().items('whd_1')).map(({ scenarioId }) => scenarioId)).toEqual([SCENARIO, 'scn_two']);
    expect(await claim('parallel')).toHaveLength(1);
  });

  test('keeps deliveries in order while nobody claims them', async () => {
    const parked = Array.from({ length: 100 }, (_, index): DeliveryId => `whd_${index}`);
    for (const id of parked) await accept(id);
    expect(await deliveries().depths()).toEqual(new Map([[HOOK, 100]]));
    expect(ids(await claim('parallel', 100))).toEqual(parked);
  });

  test('leases the oldest due items, never one twice', async () => {
    await Promise.all([accept('whd_1'), accept('whd_2'), accept('whd_3')]);
    const [first, second] = await Promise.all([claim('parallel', 2), claim('parallel', 2)]);
    expect(ids(first)).toEqual(['whd_1', 'whd_2']);
    expect(ids(second)).toEqual(['whd_3']);
    expect(first[0]).toMatchObject({ state: 'running', fence: 1, leaseUntil: 1100 });
    expect(await claim('parallel')).toEqual([]);
  });

  test('lets a worker whose lease was given on write nothing', async () => {
    await accept('whd_1');
    const [zombie] = await claim('parallel');
    expect(await deliveries().extend(zombie!.seq, zombie!.fence, 1200)).toBe(true);
    expect(await deliveries().reclaim(1199, 3)).toBe(0);
    expect(await deliveries().reclaim(1200, 3)).toBe(1);
    expect(await settle(zombie!, { state: 'done' })).toBe(false);
    const [successor] = await claim('parallel');
    expect(await settle(zombie!, { state: 'dead' })).toBe(false);
    expect(await deliveries().extend(zombie!.seq, zombie!.fence, 9999)).toBe(false);
    expect(await settle(successor!, { state: 'done' })).toBe(true);
    expect(await settle(successor!, { state: 'dead' })).toBe(false);
    expect(await states('whd_1')).toEqual(['done']);
  });

  test('holds a delivery that has killed its worker too often', async () => {
    await accept('whd_1');
    for (let crash = 1; crash <= 3; crash += 1) {
      expect(await claim('parallel')).toHaveLength(1);
      await deliveries().reclaim(1100, 3);
    }
    expect(await claim('parallel')).toEqual([]);
    expect(await deliveries().items('whd_1')).toMatchObject([
      { state: 'held', crashes: 3, attempts: 0, reason: expect.stringContaining('died') },
    ]);
  });

  test('gives an item again at the time of its retry, not before', async () => {
    await accept('whd_1');
    const [item] = await claim('parallel');
    await settle(item!, { state: 'retrying', runAt: 5000, failed: true, reason: 'refused' });
    expect(await deliveries().nextDue(SCENARIO)).toBe(5000);
    expect(await claim('parallel', 10, 4999)).toEqual([]);
    expect(await claim('parallel', 10, 5000)).toMatchObject([{ attempts: 1, fence: 2, reason: 'refused' }]);
    expect(await deliveries().nextDue(SCENARIO)).toBeUndefined();
  });

  test('works off one after the other in sequential mode, and waits for a retry', async () => {
    await accept('whd_1');
    await accept('whd_2');
    const [first] = await claim('sequential');
    expect(await claim('sequential')).toEqual([]);
    await settle(first!, { state: 'retrying', runAt: 5000 });
    expect(await claim('sequential')).toEqual([]);
    const [again] = await claim('sequential', 10, 5000);
    expect(again?.deliveryId).toBe('whd_1');
    await settle(again!, { state: 'dead' });
    expect(ids(await claim('sequential'))).toEqual(['whd_2']);
  });

  test('takes nothing in sequential mode while a later item runs', async () => {
    await accept('whd_1');
    await accept('whd_2');
    const [first] = await claim('sequential');
    await settle(first!, { state: 'done' });
    await claim('sequential');
    await deliveries().requeue({ deliveryIds: ['whd_1'] }, 1000);
    expect(await claim('sequential')).toEqual([]);
  });

  test('keeps order within each key; a stuck key holds up no other', async () => {
    for (const [id, key] of [
      ['whd_1', 'a'],
      ['whd_2', 'a'],
      ['whd_3', 'b'],
      ['whd_4', 'b'],
    ] as const) {
      await accept(id, key);
    }
    await sort(arrival('whd_5'));
    await sort(arrival('whd_6'));
    const [a, b, ...free] = await claim('per-key');
    expect(ids([a!, b!, ...free])).toEqual(['whd_1', 'whd_3', 'whd_5', 'whd_6']);
    expect(await claim('per-key')).toEqual([]);
    await settle(a!, { state: 'retrying', runAt: 5000 });
    await settle(b!, { state: 'done' });
    expect(ids(await claim('per-key'))).toEqual(['whd_4']);
    expect(ids(await claim('per-key', 10, 5000))).toEqual(['whd_1']);
  });

  test('takes nothing of a key while a later item of it runs', async () => {
    await accept('whd_1');
    await accept('whd_2');
    const [first] = await claim('per-key');
    await settle(first!, { state: 'done' });
    await claim('per-key');
    await deliveries().requeue({ deliveryIds: ['whd_1'] }, 1000);
    expect(await claim('per-key')).toEqual([]);
  });

  test('queues deliveries again with fresh attempts, but none that runs', async () => {
    await Promise.all([accept('whd_1'), accept('whd_2'), accept('whd_3')]);
    const [first, second] = await claim('parallel', 2);
    await settle(first!, { state: 'dead', failed: true, reason: 'gave up' });
    const deliveryIds = ['whd_1', 'whd_2', 'whd_none'] as const;
    expect(await deliveries().requeue({ deliveryIds, scenarioId: 'scn_two' }, 2000)).toBe(0);
    expect(await deliveries().requeue({ deliveryIds }, 2000)).toBe(1);
    expect(await deliveries().items('whd_1')).toMatchObject([
      { state: 'queued', attempts: 0, reason: null, runAt: 2000 },
    ]);
    expect(await settle(second!, { state: 'done' })).toBe(true);
    expect(ids(await claim('parallel', 1, 2000))).toEqual(['whd_1']);
  });

  test('discards what waits or gave up, and counts every state', async () => {
    for (const id of ['whd_1', 'whd_2', 'whd_3', 'whd_4'] as const) await accept(id);
    const [first, second] = await claim('parallel', 3);
    await settle(first!, { state: 'held' });
    await settle(second!, { state: 'done' });
    expect(await deliveries().discard(['whd_1', 'whd_2', 'whd_3', 'whd_4'])).toBe(2);
    expect(await deliveries().counts(HOOK)).toEqual({
      queued: 0,
      running: 1,
      retrying: 0,
      done: 1,
      dead: 0,
      held: 0,
      discarded: 2,
    });
    expect(await deliveries().depths()).toEqual(new Map([[HOOK, 1]]));
  });

  test('replays and discards more deliveries at once than one statement can name', async () => {
    const all = Array.from({ length: 1100 }, (_, index): DeliveryId => `whd_${index}`);
    await Promise.all(all.map((id) => accept(id)));
    expect(await deliveries().discard(all)).toBe(1100);
    expect(await deliveries().requeue({ deliveryIds: all }, 2000)).toBe(1100);
    expect(await deliveries().requeue({ deliveryIds: [] }, 2000)).toBe(0);
  });

  test('lists deliveries newest first and each once, also when times are equal', async () => {
    for (let index = 0; index < 7; index += 1) {
      await sort(arrival(`whd_${index}`, { receivedAt: index < 4 ? 1000 : 2000 }));
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<Store['deliveries']['list']>> = await deliveries().list({
        hookId: HOOK,
        limit: 3,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.map(({ delivery }) => delivery.id));
      ({ cursor } = page);
    } while (cursor !== null);
    expect(seen).toEqual(['whd_6', 'whd_5', 'whd_4', 'whd_3', 'whd_2', 'whd_1', 'whd_0']);
  });

  test('filters deliveries by hook, scenario, state, time and repetition', async () => {
    await sort(arrival('whd_1', { eventId: 'e' }));
    await sort(arrival('whd_2', { eventId: 'e', receivedAt: 2000 }));
    await sort(arrival('whd_3', { receivedAt: 3000, scenarioIds: ['scn_two'] }));
    await claim('parallel');
    const found = async (filter: Parameters<Store['deliveries']['list']>[0]) =>
      (await deliveries().list(filter)).items.map(({ delivery }) => delivery.id);
    expect(await found({ hookId: 'hk_none' })).toEqual([]);
    expect(await found({ scenarioId: 'scn_two' })).toEqual(['whd_3']);
    expect(await found({ states: ['running', 'dead'] })).toEqual(['whd_1']);
    expect(await found({ from: 2000, to: 3000 })).toEqual(['whd_2']);
    expect(await found({ duplicates: false })).toEqual(['whd_3', 'whd_1']);
    expect((await deliveries().list({ to: 1001 })).items[0]).toMatchObject({
      delivery: { size: 2 },
      items: [{ seq: 1 }],
    });
  });

  test('forgets old finished deliveries, but nothing that waits, runs or is held', async () => {
    for (const id of ['whd_1', 'whd_2', 'whd_3', 'whd_4'] as const) await accept(id);
    await sort(arrival('whd_5', { receivedAt: 2000, scenarioIds: [], eventId: 'kept' }));
    const [first, second] = await claim('parallel', 3);
    await settle(first!, { state: 'done' });
    await settle(second!, { state: 'held' });
    expect(await deliveries().purge({ deliveries: 2000, now: 2000 })).toBe(1);
    expect(await deliveries().get('whd_1')).toBeUndefined();
    expect(await deliveries().items('whd_1')).toEqual([]);
    expect((await deliveries().list({})).items).toHaveLength(4);
    expect(await sort(arrival('whd_6', { eventId: 'kept', receivedAt: 2001 }))).toBe('whd_5');
  });
}
