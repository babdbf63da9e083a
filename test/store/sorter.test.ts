import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, jest, test } from '@jest/globals';

import { createManualClock, type ManualClock } from '../../src/core/clock.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { Sorted } from '../../src/store/sorted.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import type { Store } from '../../src/store/store.ts';
import { arrival, HOOK, SCENARIO } from '../contracts/store-samples.ts';
import { createFaultyDriver, type FaultyDriver } from './faulty-driver.ts';

const FULL = 13;
const SORT = 'DELETE FROM events';
const CLAIM = { scenarioId: SCENARIO, mode: 'parallel', limit: 10, now: 1000, leaseMs: 100 } as const;

let driver: FaultyDriver;
let clock: ManualClock;
let store: Store;
let problems: unknown[];

beforeEach(async () => {
  driver = await createFaultyDriver();
  clock = createManualClock(1000);
  problems = [];
  const database = await openSqlite({ file: ':memory:', driver: driver.open });
  store = await createStore(database, clock, (error) => problems.push(error));
});

test('an accepted delivery that the disk has no room to queue is queued when there is room, and told of once', async () => {
  const told: Sorted[] = [];
  driver.fail(SORT, FULL);
  await store.deliveries.accept(arrival('whd_1'), (sorted) => told.push(sorted));
  expect((await store.deliveries.list({})).items).toEqual([]);
  expect(problems[0]).toMatchObject({ name: 'OutOfSpaceError' });
  expect(told).toEqual([]);
  driver.fail(SORT, undefined);
  await clock.advance(1000);
  expect((await store.deliveries.list({})).items).toMatchObject([{ delivery: { id: 'whd_1' }, items: [{ seq: 1 }] }]);
  expect(told).toEqual([{ hookId: HOOK, scenarioIds: [SCENARIO], queued: 1, duplicates: [] }]);
  expect(await store.deliveries.claim(CLAIM)).toHaveLength(1);
  await store.close();
});

test('a delivery that comes alone is kept and queued by one commit', async () => {
  await store.deliveries.accept(arrival('whd_1', { eventId: 'event' }));
  driver.control.splice(0);
  const told: Sorted[] = [];
  await store.deliveries.accept(arrival('whd_2'), (sorted) => told.push(sorted));
  await store.deliveries.accept(arrival('whd_3', { eventId: 'event' }), (sorted) => told.push(sorted));
  expect((await store.deliveries.list({ duplicates: false })).items).toHaveLength(2);
  expect(told).toMatchObject([
    { queued: 1, duplicates: [] },
    { queued: 0, duplicates: ['whd_3'] },
  ]);
  expect(driver.control.filter((sql) => sql === 'COMMIT')).toHaveLength(2);
  await store.close();
});

test('deliveries that come together for the same scenarios are told of together', async () => {
  const told: Sorted[] = [];
  const tell = (sorted: Sorted): number => told.push(sorted);
  await Promise.all([
    store.deliveries.accept(arrival('whd_1', { eventId: 'event' }), tell),
    store.deliveries.accept(arrival('whd_2', { scenarioIds: ['scn_other'] }), tell),
    store.deliveries.accept(arrival('whd_3', { eventId: 'event' }), tell),
    store.deliveries.accept(arrival('whd_4', { hookId: 'hk_other', eventId: 'event' }), tell),
  ]);
  await store.deliveries.list({});
  expect(told).toEqual([
    { hookId: HOOK, scenarioIds: [SCENARIO], queued: 1, duplicates: ['whd_3'] },
    { hookId: HOOK, scenarioIds: ['scn_other'], queued: 1, duplicates: [] },
    { hookId: 'hk_other', scenarioIds: [SCENARIO], queued: 1, duplicates: [] },
  ]);
  await store.close();
});

test('a claim that finds less than it asks for brings what a burst holds back', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date', 'performance'] });
  try {
    const burst = Array.from({ length: 2000 }, (_, index) => store.deliveries.accept(arrival(`whd_${index}`)));
    await Promise.all(burst);
    let found = 0;
    for (let tries = 0; tries < 100 && found < burst.length; tries += 1) {
      found += (await store.deliveries.claim({ ...CLAIM, limit: burst.length })).length;
    }
    expect(found).toBe(burst.length);
    await store.close();
  } finally {
    jest.useRealTimers();
  }
});

test('a delivery that cannot be kept is refused, and nothing of it is queued later', async () => {
  driver.fail('INSERT INTO arrival', FULL);
  await expect(store.deliveries.accept(arrival('whd_1', { eventId: 'event' }))).rejects.toMatchObject({
    name: 'OutOfSpaceError',
  });
  driver.fail('INSERT INTO arrival', undefined);
  await store.deliveries.accept(arrival('whd_2', { eventId: 'event' }));
  expect((await store.deliveries.list({})).items).toMatchObject([{ delivery: { id: 'whd_2', duplicateOf: null } }]);
  await store.close();
});

test('a route that was lost with its batch is written with the next', async () => {
  driver.fail('COMMIT', FULL);
  await expect(store.deliveries.accept(arrival('whd_1'))).rejects.toMatchObject({ name: 'OutOfSpaceError' });
  driver.fail('COMMIT', undefined);
  await store.deliveries.accept(arrival('whd_2'));
  expect(await store.deliveries.items('whd_2')).toMatchObject([{ scenarioId: SCENARIO, state: 'queued' }]);
  await store.close();
});

test('a store opens on a disk without room, and queues what was left when there is room', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sorter-'));
  const open = () => openSqlite({ file: join(folder, 'store.db'), driver: driver.open });
  driver.fail(SORT, FULL);
  const first = await createStore(await open(), clock);
  await first.deliveries.accept(arrival('whd_1'));
  await first.close();
  const next = await createStore(await open(), clock);
  expect((await next.deliveries.list({})).items).toEqual([]);
  driver.fail(SORT, undefined);
  await clock.advance(1000);
  expect((await next.deliveries.list({})).items).toMatchObject([{ delivery: { id: 'whd_1' } }]);
  await next.close();
  await store.close();
  rmSync(folder, { recursive: true });
});
