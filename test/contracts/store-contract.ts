import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { createManualClock, type ManualClock } from '../../src/core/clock.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { Database } from '../../src/store/database.ts';
import type { QueueItem } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { arrivalContract } from './arrival-contract.ts';
import { eraseContract } from './erase-contract.ts';
import { overviewContract } from './overview-contract.ts';
import { queueContract } from './queue-contract.ts';
import { arrival, connection, hook, HOOK, incomplete, run, SCENARIO, scenario, take } from './store-samples.ts';

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

    test('ends a run once, with its log and the item it worked on', async () => {
      const item = await claimedItem();
      await store.runs.start(run);
      expect(await store.runs.running()).toEqual([run]);
      const settled = { ...item, settlement: { state: 'done', runId: 'run_one' } } as const;
      expect(await store.runs.finish('run_one', END, [], settled)).toBe(true);
      expect(await store.runs.get('run_one')).toEqual({ ...run, ...END });
      expect(await store.deliveries.items('whd_1')).toMatchObject([{ state: 'done', runId: 'run_one' }]);
      expect(await store.runs.finish('run_one', { ...END, status: 'error' }, [])).toBe(false);
      expect(await store.runs.get('run_one')).toMatchObject({ status: 'success' });
      expect(await store.runs.running()).toEqual([]);
    });

    test('writes nothing of a run whose item was given to another worker', async () => {
      const item = await claimedItem();
      await store.runs.start(run);
      await store.deliveries.reclaim(99_999, 3);
      const settled = { ...item, settlement: { state: 'done' } } as const;
      expect(await store.runs.finish('run_one', END, [], settled)).toBe(false);
      expect(await store.runs.get('run_one')).toEqual(run);
      expect(await store.runs.log('run_one')).toEqual([]);
      expect(await store.deliveries.items('whd_1')).toMatchObject([{ state: 'queued', crashes: 1 }]);
    });

    test('keeps the steps handed over with the end of a run, also when another has ended it', async () => {
      await store.runs.start(run);
      const step = {
        runId: 'run_one',
        key: '2:1',
        state: 'done',
        outputs: [{ id: 1 }],
        request: { url: '/x' },
      } as const;
      expect(await store.runs.finish('run_one', { ...END, steps: [step] }, [])).toBe(true);
      const late = { ...step, key: '3:1' };
      expect(await store.runs.finish('run_one', { ...END, steps: [late] }, [])).toBe(false);
      expect(await store.runs.journal('run_one')).toEqual([step, late]);
    });

    test('lists runs newest first by scenario, status and delivery', async () => {
      for (let index = 1; index <= 4; index += 1) {
        await store.runs.start({ ...run, id: `run_${index}`, startedAt: index < 3 ? 1 : index });
      }
      await store.runs.finish('run_2', END, []);
      const ids = async (query: Parameters<Store['runs']['list']>[0]) =>
        (await store.runs.list(query)).items.map(({ id }) => id);
      expect(await ids({ scenarioId: SCENARIO })).toEqual(['run_4', 'run_3', 'run_2', 'run_1']);
      expect(await ids({ status: 'success', deliveryId: 'whd_1' })).toEqual(['run_2']);
      expect(await ids({ deliveryId: 'whd_other' })).toEqual([]);
    });

    test('journals each step once, and a finished one for good', async () => {
      await store.runs.start(run);
      const sent = { runId: 'run_one', key: '3:1', state: 'sent', outputs: [], request: { url: '/x' } } as const;
      await store.runs.writeJournal(sent);
      const done = { ...sent, state: 'done', outputs: [{ id: 1 }] } as const;
      await store.runs.writeJournal(done);
      await store.runs.writeJournal(sent);
      expect(await store.runs.journal('run_one')).toEqual([done]);
    });

    test('journals steps of a run to come, and forgets them by their age', async () => {
      const step = { runId: 'run_q7', key: '2:1', state: 'sent', outputs: [], request: { url: '/x' } } as const;
      await store.runs.writeJournal(step);
      await clock.advance(100);
      await store.runs.writeJournal({ ...step, key: '3:1' });
      await store.runs.purge(1000);
      expect(await store.runs.journal('run_q7')).toHaveLength(2);
      await store.runs.purge(1001);
      expect(await store.runs.journal('run_q7')).toMatchObject([{ key: '3:1' }]);
    });

    test('forgets what steps gave and sent, but not that a write was carried out or may have been', async () => {
      const write = { runId: 'run_q7', key: '3:1', state: 'done', outputs: [{ a: 1 }, { a: 2 }] } as const;
      await store.runs.writeJournal({ ...write, request: { url: '/x' } });
      await store.runs.writeJournal({ ...write, key: '2:1', request: null });
      await store.runs.writeJournal({ ...write, key: '4:1', state: 'sent', outputs: [], request: { url: '/y' } });
      await store.runs.writeJournal({ ...write, runId: 'run_q8', request: { url: '/x' } });
      await store.runs.forgetData('run_q7');
      expect(await store.runs.journal('run_q7')).toEqual([
        { ...write, outputs: [{}, {}], request: {} },
        { ...write, key: '4:1', state: 'sent', outputs: [], request: {} },
      ]);
      expect(await store.runs.journal('run_q8')).toMatchObject([{ key: '3:1', outputs: [{ a: 1 }, { a: 2 }] }]);
      await store.runs.forgetData('run_unknown');
    });

    test('keeps the steps of a delivery that an incomplete execution goes on with', async () => {
      const step = { runId: 'run_q7', key: '2:1', state: 'done', outputs: [], request: { url: '/x' } } as const;
      await store.runs.writeJournal(step);
      await store.runs.writeJournal({ ...step, runId: 'run_q' });
      await store.incompletes.insert({ ...incomplete, id: 'inc_q7_3_1', runId: 'run_attempt', status: 'unresolved' });
      await store.runs.purge(999_999);
      expect(await store.runs.journal('run_q7')).toHaveLength(1);
      expect(await store.runs.journal('run_q')).toEqual([]);
      await store.incompletes.move('inc_q7_3_1', 'unresolved', { status: 'resolved' });
      await store.runs.purge(999_999);
      expect(await store.runs.journal('run_q7')).toEqual([]);
    });

    test.each(['retrying', 'held', 'queued'] as const)(
      'keeps the steps of a delivery that is still %s',
      async (state) => {
        await take(store, arrival('whd_old'));
        const request = { scenarioId: SCENARIO, mode: 'parallel', limit: 1, now: 99_999, leaseMs: 1000 } as const;
        const [item] = await store.deliveries.claim(request);
        const step = {
          runId: `run_q${item!.seq}`,
          key: '2:1',
          state: 'done',
          outputs: [],
          request: { url: '/x' },
        } as const;
        await store.runs.writeJournal(step);
        await store.deliveries.settle(item!.seq, item!.fence, { state, runAt: 200_000 }, 100_000);
        await store.runs.purge(999_999);
        expect(await store.runs.journal(step.runId)).toHaveLength(1);
        await store.deliveries.discard([item!.deliveryId]);
        await store.runs.purge(999_999);
        expect(await store.runs.journal(step.runId)).toEqual([]);
      },
    );

    test('keeps the journal of a run that has not ended', async () => {
      await store.runs.start(run);
      await store.runs.writeJournal({ runId: run.id, key: '1:1', state: 'sent', outputs: [], request: null });
      await store.runs.purge(99_999);
      expect(await store.runs.journal(run.id)).toHaveLength(1);
      await store.runs.finish(run.id, END, []);
      await store.runs.purge(99_999);
      expect(await store.runs.journal(run.id)).toEqual([]);
    });

    test('keeps a delivery whose id comes again as it was first', async () => {
      await take(store, arrival('whd_1', { query: 'first' }));
      await take(store, arrival('whd_1', { query: 'second', scenarioIds: ['scn_two'] }));
      expect(await store.deliveries.get('whd_1')).toMatchObject({ query: 'first' });
      expect(await take(store, arrival('whd_2'))).toBe(null);
    });

    test('forgets old runs except those that can be resumed', async () => {
      for (const id of ['run_one', 'run_two', 'run_new'] as const) {
        await store.runs.start({ ...run, id, startedAt: id === 'run_new' ? 900 : 100 });
        await store.runs.writeJournal({ runId: id, key: '1:1', state: 'done', outputs: [], request: null });
        await store.runs.finish(id, { ...END, endedAt: id === 'run_new' ? 950 : 200 }, []);
      }
      await store.runs.start({ ...run, id: 'run_still' });
      await store.incompletes.insert(incomplete);
      expect(await store.runs.purge(500)).toBe(1);
      expect(await store.runs.get('run_two')).toBeUndefined();
      expect(await store.runs.journal('run_one')).toHaveLength(1);
      expect((await store.runs.list({})).items).toHaveLength(3);
    });

    test('lets one worker only move an incomplete execution on', async () => {
      await store.incompletes.insert(incomplete);
      expect(await store.incompletes.due(499, 10)).toEqual([]);
      expect(await store.incompletes.due(500, 10)).toEqual([incomplete]);
      const moves = await Promise.all(
        [1, 2, 3].map(() => store.incompletes.move('inc_one', 'scheduled', { status: 'in-progress', nextAt: null })),
      );
      expect(moves.filter((moved) => moved !== undefined)).toEqual([
        { ...incomplete, status: 'in-progress', nextAt: null, updatedAt: 1000 },
      ]);
      expect((await store.incompletes.list({ status: 'scheduled' })).items).toEqual([]);
      expect((await store.incompletes.list({ scenarioId: SCENARIO })).items).toHaveLength(1);
    });

    test('counts the incomplete executions of a scenario that wait', async () => {
      const statuses = ['unresolved', 'scheduled', 'in-progress', 'resolved', 'deleted'] as const;
      for (const status of statuses) await store.incompletes.insert({ ...incomplete, id: `inc_${status}`, status });
      await store.incompletes.insert({ ...incomplete, id: 'inc_other', scenarioId: 'scn_other' });
      expect(await store.incompletes.countWaiting(SCENARIO)).toBe(3);
      expect(await store.incompletes.countWaiting('scn_none')).toBe(0);
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
      const item = await claimedItem();
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

    async function claimedItem(): Promise<QueueItem> {
      await take(store, arrival('whd_1'));
      const request = { scenarioId: SCENARIO, mode: 'parallel', limit: 1, now: 1000, leaseMs: 100 } as const;
      return (await store.deliveries.claim(request))[0]!;
    }
  });
}

const END = { status: 'success', endedAt: 200, operations: 2, error: null } as const;
