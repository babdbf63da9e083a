import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { createManualClock, type ManualClock } from '../../src/core/clock.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { Database } from '../../src/store/database.ts';
import type { Store } from '../../src/store/store.ts';
import { arrivalContract } from './arrival-contract.ts';
import { dataStoreContract } from './data-store-contract.ts';
import { eraseContract } from './erase-contract.ts';
import { overviewContract } from './overview-contract.ts';
import { queueContract } from './queue-contract.ts';
import { runContract } from './run-contract.ts';
import { arrival, claimItem, connection, HOOK, hook, incomplete, SCENARIO, scenario, take } from './store-samples.ts';

/** Gives an empty database for each test; `reopen` closes it and opens the same data again, where data can outlive it. */
export interface Adapter {
  readonly open: () => Promise<Database>;
  readonly reopen?: () => Promise<Database>;
}

/** What every adapter must do; `adapter` is called once for each test. */
export function storeContract(name: string, adapter: () => Adapter): void {
  describe(name, () => {
    let store: Store;
    let clock: ManualClock;
    let current: Adapter;
    let database: Database;
    beforeEach(async () => {
      current = adapter();
      clock = createManualClock(1000);
      database = await current.open();
      store = await createStore(database, clock);
    });
    afterEach(() => store.close());

    queueContract(() => store);
    arrivalContract(() => ({ store, database }));
    eraseContract(() => ({ store, database }));
    overviewContract(() => store);
    runContract(() => ({ store, clock }));
    dataStoreContract(() => ({ store, clock }));

    test('keeps every byte of a delivery, and every code unit of its texts', async () => {
      const body = Uint8Array.from([0, 255, 0xed, 0xa0, 0x80, 34, 0]);
      const eventId = 'a\0b\uD800c\uE000d\\u0000';
      const sent = arrival('whd_1', { body, eventId, query: 'a=%00&b=\0', headers: { 'x-a': ['1', '\0\uDC00'] } });
      await store.deliveries.accept(sent);
      const kept = await store.deliveries.get('whd_1');
      expect(kept).toEqual({ ...sent.delivery, body: expect.anything(), duplicateOf: null, erasedAt: null });
      expect([...kept!.body]).toEqual([...body]);
    });

    test('tells event ids apart that engines would cut or replace to the same text', async () => {
      const ids = ['x\0a', 'x\0b', 'x', 'x\uD800', 'x\uD801', 'x\uE0000000'];
      for (const [index, eventId] of ids.entries()) {
        expect(await take(store, arrival(`whd_${index}`, { eventId }))).toBe(null);
      }
    });

    test('gives records back as they were inserted', async () => {
      await store.connections.insert(connection);
      await store.hooks.insert(hook);
      await store.scenarios.insert(scenario);
      expect(await store.connections.get('con_one')).toEqual(connection);
      expect(await store.hooks.byToken('token-one')).toEqual(hook);
      expect(await store.hooks.byToken('token-one\0')).toBeUndefined();
      expect(await store.scenarios.list()).toEqual([scenario]);
    });

    test('updates only what is named, and counts the version up', async () => {
      await store.connections.insert(connection);
      await clock.advance(50);
      const updated = await store.connections.update('con_one', 1, { name: 'Other', account: null });
      expect(updated).toEqual({ ...connection, name: 'Other', version: 2, updatedAt: 1050 });
      expect(await store.connections.get('con_one')).toEqual(updated);
    });

    test('refuses a change that is based on an old version, or on a record that is gone', async () => {
      await store.connections.insert(connection);
      await store.connections.update('con_one', 1, { name: 'First' });
      await expect(store.connections.update('con_one', 1, { name: 'Late' })).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('version 2'),
      });
      await store.connections.remove('con_one');
      await expect(store.connections.update('con_one', 2, {})).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    test('refuses a second record with the same id or address token', async () => {
      await store.hooks.insert(hook);
      await expect(store.hooks.insert(hook)).rejects.toMatchObject({ name: 'ConflictError' });
      await expect(store.hooks.insert({ ...hook, id: 'hk_two' })).rejects.toMatchObject({ name: 'ConflictError' });
    });

    test('lets exactly one of many simultaneous updates through', async () => {
      await store.connections.insert(connection);
      const updates = Array.from({ length: 20 }, (_, index) =>
        store.connections.update('con_one', 1, { name: `n${index}` }),
      );
      const results = await Promise.allSettled(updates);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await store.connections.get('con_one'))?.version).toBe(2);
    });

    test('keeps the drift log newest first, page by page', async () => {
      for (let at = 1; at <= 5; at += 1) {
        const detail = String(at);
        await store.hooks.logDrift({ id: `d${at}`, hookId: HOOK, at, action: 'adopted', detail, dryRun: at === 5 });
      }
      const first = await store.hooks.listDrift({ limit: 3, hookId: HOOK });
      expect(first.items.map(({ detail }) => detail)).toEqual(['5', '4', '3']);
      expect(first.items[0]?.dryRun).toBe(true);
      const second = await store.hooks.listDrift({ limit: 3, hookId: HOOK, cursor: first.cursor! });
      expect(second).toMatchObject({ items: [{ id: 'd2' }, { id: 'd1' }], cursor: null });
    });

    test('keeps the blueprint of every version of a scenario', async () => {
      await store.scenarios.insert(scenario);
      await store.scenarios.update(SCENARIO, 1, { blueprint: { flow: [2] } });
      expect(await store.scenarios.blueprintAt(SCENARIO, 1)).toEqual(scenario.blueprint);
      expect(await store.scenarios.blueprintAt(SCENARIO, 2)).toEqual({ flow: [2] });
      expect(await store.scenarios.blueprintAt(SCENARIO, 3)).toBeUndefined();
    });

    test('changes the state of a scenario without a new version', async () => {
      await store.scenarios.insert(scenario);
      await store.scenarios.setState(SCENARIO, { active: false, errors: 3, reason: 'too many errors' });
      expect(await store.scenarios.get(SCENARIO)).toEqual({
        ...scenario,
        active: false,
        errors: 3,
        reason: 'too many errors',
      });
    });

    test('leaves nothing to run when a scenario is removed', async () => {
      await store.scenarios.insert(scenario);
      await take(store, arrival('whd_1'));
      await store.incompletes.insert(incomplete);
      await store.scenarios.remove(SCENARIO);
      expect(await store.deliveries.depths()).toEqual(new Map());
      expect(await store.incompletes.due(9999, 10)).toEqual([]);
    });

    test('keeps a delivery whose id comes again as it was first', async () => {
      await take(store, arrival('whd_1', { query: 'first' }));
      await take(store, arrival('whd_1', { query: 'second', scenarioIds: ['scn_two'] }));
      expect(await store.deliveries.get('whd_1')).toMatchObject({ query: 'first' });
      expect(await take(store, arrival('whd_2'))).toBe(null);
    });

    test('replaces a value only while it is what it was, for as long as it would have been kept', async () => {
      await store.values.set('s', 'k', 'first', clock.now() + 500);
      expect(await store.values.replace('s', 'k', 'other', 'second')).toBe(false);
      expect(await store.values.replace('s', 'k', 'first', 'second')).toBe(true);
      expect(await store.values.replace('s', 'none', 'first', 'second')).toBe(false);
      expect(await store.values.get('s', 'k')).toBe('second');
      await clock.advance(500);
      expect(await store.values.get('s', 'k')).toBeUndefined();
      expect(await store.values.replace('s', 'k', 'second', 'third')).toBe(false);
      await store.values.purge(clock.now());
    });

    test('keeps values by scope and key until they expire', async () => {
      await store.values.set('s', 'k', { deep: ['\0', null] });
      await store.values.set('s', 'short', 1, 1500);
      await store.values.set('other', 'k', 2);
      expect(await store.values.list('s')).toEqual(
        new Map<string, unknown>([
          ['k', { deep: ['\0', null] }],
          ['short', 1],
        ]),
      );
      await clock.advance(500);
      expect(await store.values.get('s', 'short')).toBeUndefined();
      expect(await store.values.purge(clock.now())).toBe(1);
      await store.values.remove('s', 'k');
      expect(await store.values.get('s', 'k')).toBeUndefined();
      expect(await store.values.get('other', 'k')).toBe(2);
    });

    test('gives everyone the value that was claimed first, until it expires', async () => {
      const claims = await Promise.all([1, 2, 3].map((value) => store.values.claim('once', 'k', value, 1500)));
      expect(claims).toEqual([1, 1, 1]);
      await clock.advance(500);
      expect(await store.values.claim('once', 'k', 4)).toBe(4);
      await clock.advance(99_999);
      expect(await store.values.claim('once', 'k', 5)).toBe(4);
    });

    test('refuses a cursor that is not its own', async () => {
      for (const cursor of ['', 'x', Buffer.from('[1]').toString('base64url')]) {
        await expect(store.runs.list({ cursor })).rejects.toMatchObject({ name: 'UsageError' });
      }
    });

    test('proves that a commit reaches the disk', async () => {
      await expect(store.probe()).resolves.toBeUndefined();
    });

    test('has everything again after it was closed and opened', async () => {
      if (current.reopen === undefined) return;
      const item = await claimItem(store);
      await store.scenarios.insert(scenario);
      await store.close();
      store = await createStore(await current.reopen(), clock);
      expect(await store.scenarios.get(SCENARIO)).toEqual(scenario);
      expect(await store.deliveries.items('whd_1')).toEqual([item]);
      expect(await store.deliveries.settle(item.seq, item.fence, { state: 'done' }, 2000)).toBe(true);
    });

    test('refuses data that a newer version has written', async () => {
      if (current.reopen === undefined) return;
      const database = await current.reopen();
      await database.batch([
        { sql: 'INSERT INTO schema_versions (version, applied_at) VALUES (?, ?)', values: [999, 1] },
      ]);
      await expect(createStore(database, clock)).rejects.toMatchObject({
        name: 'ConfigurationError',
        message: expect.stringContaining('999'),
      });
      await database.close();
    });
  });
}
