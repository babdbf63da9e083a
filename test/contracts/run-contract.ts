import { expect, test } from '@jest/globals';

import type { ManualClock } from '../../src/core/clock.ts';
import type { Store } from '../../src/store/store.ts';
import { arrival, claimItem, incomplete, run, SCENARIO, take } from './store-samples.ts';

const END = { status: 'success', endedAt: 200, operations: 2, error: null } as const;

/** What every adapter must do with runs, their journals and incomplete executions. */
export function runContract(current: () => { readonly store: Store; readonly clock: ManualClock }): void {
  test('ends a run once, with its log and the item it worked on', async () => {
    const { store } = current();
    const item = await claimItem(store);
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
    const { store } = current();
    const item = await claimItem(store);
    await store.runs.start(run);
    await store.deliveries.reclaim(99_999, 3);
    const settled = { ...item, settlement: { state: 'done' } } as const;
    expect(await store.runs.finish('run_one', END, [], settled)).toBe(false);
    expect(await store.runs.get('run_one')).toEqual(run);
    expect(await store.runs.log('run_one')).toEqual([]);
    expect(await store.deliveries.items('whd_1')).toMatchObject([{ state: 'queued', crashes: 1 }]);
  });

  test('keeps the steps handed over with the end of a run, also when another has ended it', async () => {
    const { store } = current();
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
    const { store } = current();
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
    const { store } = current();
    await store.runs.start(run);
    const sent = { runId: 'run_one', key: '3:1', state: 'sent', outputs: [], request: { url: '/x' } } as const;
    await store.runs.writeJournal(sent);
    const done = { ...sent, state: 'done', outputs: [{ id: 1 }] } as const;
    await store.runs.writeJournal(done);
    await store.runs.writeJournal(sent);
    expect(await store.runs.journal('run_one')).toEqual([done]);
  });

  test('journals steps of a run to come, and forgets them by their age', async () => {
    const { store, clock } = current();
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
    const { store } = current();
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
    const { store } = current();
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
      const { store } = current();
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
    const { store } = current();
    await store.runs.start(run);
    await store.runs.writeJournal({ runId: run.id, key: '1:1', state: 'sent', outputs: [], request: null });
    await store.runs.purge(99_999);
    expect(await store.runs.journal(run.id)).toHaveLength(1);
    await store.runs.finish(run.id, END, []);
    await store.runs.purge(99_999);
    expect(await store.runs.journal(run.id)).toEqual([]);
  });

  test('forgets old runs except those that can be resumed', async () => {
    const { store } = current();
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
    const { store } = current();
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
    const { store } = current();
    const statuses = ['unresolved', 'scheduled', 'in-progress', 'resolved', 'deleted'] as const;
    for (const status of statuses) await store.incompletes.insert({ ...incomplete, id: `inc_${status}`, status });
    await store.incompletes.insert({ ...incomplete, id: 'inc_other', scenarioId: 'scn_other' });
    expect(await store.incompletes.countWaiting(SCENARIO)).toBe(3);
    expect(await store.incompletes.countWaiting('scn_none')).toBe(0);
  });
}
