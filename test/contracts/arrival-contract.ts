import { expect, test } from '@jest/globals';

import { ConnectorError } from '../../src/core/errors.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { Database, Statement } from '../../src/store/database.ts';
import type { DeliveryId } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { arrival, HOOK, SCENARIO, scenario, take } from './store-samples.ts';

/** What every adapter must do with deliveries between their commit and their place in the queue. */
export function arrivalContract(current: () => { readonly store: Store; readonly database: Database }): void {
  const claimed = async ({ deliveries }: Store, limit = 10) => {
    const items = await deliveries.claim({ scenarioId: SCENARIO, mode: 'parallel', limit, now: 1000, leaseMs: 100 });
    return items.map(({ deliveryId }) => deliveryId);
  };
  const ids = (count: number) => Array.from({ length: count }, (_, index): DeliveryId => `whd_${index}`);

  test('queues what a process accepted that died before it could, in order, and once', async () => {
    const { database } = current();
    const dying = await createStore(neverSorting(database));
    await dying.deliveries.accept(arrival('whd_1', { eventId: 'event' }));
    await dying.deliveries.accept(arrival('whd_2', { eventId: 'event' }));
    await dying.deliveries.accept(arrival('whd_3'));
    expect(await claimed(dying)).toEqual([]);
    const next = await createStore(database);
    expect(await claimed(next)).toEqual(['whd_1', 'whd_3']);
    expect((await next.deliveries.list({ duplicates: true })).items).toMatchObject([
      { delivery: { id: 'whd_2', duplicateOf: 'whd_1' }, items: [] },
    ]);
    const third = await createStore(database);
    expect(await claimed(third)).toEqual([]);
    expect(await take(third, arrival('whd_4', { eventId: 'event' }))).toBe('whd_1');
    expect((await third.deliveries.list({})).items).toHaveLength(4);
  });

  test('keeps the order of a burst for every scenario, each delivery once', async () => {
    const { store } = current();
    const all = ids(3000);
    const outcomes = all.map((id, index) => {
      const scenarioIds = index % 3 === 0 ? ['scn_two' as const, SCENARIO] : [SCENARIO];
      return take(
        store,
        arrival(id, { scenarioIds, eventId: index % 10 === 9 ? `event-${index - 1}` : `event-${index}` }),
      );
    });
    const originals = all.filter((_, index) => index % 10 !== 9);
    expect((await Promise.all(outcomes)).filter((original) => original === null)).toHaveLength(originals.length);
    expect(await claimed(store, 4000)).toEqual(originals);
    const second = await store.deliveries.claim({
      scenarioId: 'scn_two',
      mode: 'parallel',
      limit: 4000,
      now: 1000,
      leaseMs: 100,
    });
    expect(second.map(({ deliveryId }) => deliveryId)).toEqual(
      originals.filter((id) => Number(id.slice('whd_'.length)) % 3 === 0),
    );
  });

  test.each([
    ['alone', [0, 1, 7, 600, 70_000, 3]],
    ['in a burst', [0, 1, 7, 600, 70_000, 3, 0, 0, 12, 5, 0]],
    ['in a burst without any', Array<number>(12).fill(0)],
  ])('keeps the bytes of deliveries that come %s', async (_, lengths) => {
    const { store } = current();
    const bodies = lengths.map((length, index) => new Uint8Array(length).fill(index + 65));
    await Promise.all(bodies.map((body, index) => store.deliveries.accept(arrival(`whd_${index}`, { body }))));
    for (const [index, body] of bodies.entries()) {
      const kept = await store.deliveries.get(`whd_${index}`);
      expect(Buffer.from(kept!.body).equals(body)).toBe(true);
    }
    const { items } = await store.deliveries.list({});
    const sizes = new Map(items.map(({ delivery }) => [delivery.id, delivery.size]));
    expect(sizes).toEqual(new Map(lengths.map((length, index) => [`whd_${index}`, length])));
  });

  test('keeps every text of a burst exactly', async () => {
    const { store } = current();
    const odd = [
      '',
      '\0',
      'a\0b',
      'a\0c',
      '\uD800',
      '\uDFFFx',
      '\uE000',
      '\uE0000000',
      '\\u0000',
      '"\\',
      '😀',
      '\n\t é 中',
    ];
    await Promise.all(
      odd.map((text, index) =>
        store.deliveries.accept(
          arrival(`whd_${index}`, { eventId: `${index}${text}`, query: text, headers: { x: text } }),
        ),
      ),
    );
    for (const [index, text] of odd.entries()) {
      const kept = { eventId: `${index}${text}`, query: text, headers: { x: text }, duplicateOf: null };
      expect(await store.deliveries.get(`whd_${index}`)).toMatchObject(kept);
    }
  });

  test('finds what came alone again in a burst, and the other way round', async () => {
    const { store } = current();
    const twice = (from: number) =>
      ids(from + 20)
        .slice(from)
        .map((id, index) => take(store, arrival(id, { eventId: `event-${index}\uE000` })));
    expect(await take(store, arrival('whd_first', { eventId: 'event-0\uE000' }))).toBeNull();
    expect(await Promise.all(twice(0))).toEqual(['whd_first', ...Array<null>(19).fill(null)]);
    expect(await Promise.all(twice(20))).toEqual(['whd_first', ...ids(20).slice(1)]);
    expect(await take(store, arrival('whd_last', { eventId: 'event-7\uE000' }))).toBe('whd_7');
  });

  test('reads everything that was accepted before', async () => {
    const { deliveries } = current().store;
    const accept = (from: number) =>
      Promise.all(
        ids(from + 40)
          .slice(from)
          .map((id) => deliveries.accept(arrival(id))),
      );
    await accept(0);
    expect(await deliveries.depths()).toEqual(new Map([[HOOK, 40]]));
    await accept(40);
    expect((await deliveries.list({ limit: 250 })).items).toHaveLength(80);
    await accept(80);
    expect(await deliveries.get('whd_119')).toMatchObject({ id: 'whd_119' });
    await accept(120);
    expect(await deliveries.items('whd_159')).toHaveLength(1);
    await accept(160);
    expect((await deliveries.counts(HOOK)).queued).toBe(200);
    await accept(200);
    expect(await deliveries.discard(ids(240))).toBe(240);
    expect(await deliveries.nextDue(SCENARIO)).toBeUndefined();
    await accept(240);
    expect(await deliveries.requeue({ deliveryIds: ids(280) }, 1000)).toBe(280);
  });

  test('queues nothing for a scenario that was deleted in between', async () => {
    const { store, database } = current();
    await store.scenarios.insert(scenario);
    const dying = await createStore(neverSorting(database));
    await dying.deliveries.accept(arrival('whd_1', { scenarioIds: [SCENARIO, 'scn_two'] }));
    await store.scenarios.remove(SCENARIO);
    const next = await createStore(database);
    expect(await next.deliveries.items('whd_1')).toMatchObject([{ scenarioId: 'scn_two', state: 'queued' }]);
  });
}

/** The database of a process that dies as soon as an arrival is durable, and has no room to sort it at once. */
function neverSorting(database: Database): Database {
  const some = (statements: readonly Statement[], start: string): boolean =>
    statements.some(({ sql }) => sql.startsWith(start));
  return {
    ...database,
    batch: (statements) => {
      if (!some(statements, 'DELETE FROM arrivals')) return database.batch(statements);
      return some(statements, 'DELETE FROM arrival_groups')
        ? new Promise(() => undefined)
        : Promise.reject(new ConnectorError('OutOfSpaceError', 'The disk is full.'));
    },
  };
}
