import { describe, expect, test } from '@jest/globals';

import type { Database } from '../../src/store/database.ts';
import type { DeliveryId, QueueState, RunId, ScenarioId } from '../../src/store/records.ts';
import type { Arrival, Store } from '../../src/store/store.ts';
import { arrival, incomplete, run, SCENARIO, scenario, take } from './store-samples.ts';

const OTHER: ScenarioId = 'scn_two';
const PRIVATE = '+13105551234';
const BOTH = [SCENARIO, OTHER];

/** What every adapter must do to erase deliveries; `current` gives the empty store of the running test. */
export function eraseContract(current: () => { readonly store: Store; readonly database: Database }): void {
  const store = () => current().store;
  const deliveries = () => store().deliveries;

  /** A delivery with something private wherever it can have something. */
  async function accept(id: DeliveryId, changes: Parameters<typeof arrival>[1] = {}): Promise<void> {
    const given: Arrival = arrival(id, {
      body: new TextEncoder().encode(PRIVATE),
      query: `phone=${PRIVATE}`,
      headers: { 'x-phone': PRIVATE },
      orderKey: PRIVATE,
      ...changes,
    });
    await take(store(), given);
  }

  async function open(...ids: readonly ScenarioId[]): Promise<void> {
    for (const id of ids) await store().scenarios.insert({ ...scenario, id, hookId: null });
  }

  /** Ends the work of a scenario on whatever is due. */
  async function settle(scenarioId: ScenarioId, state: QueueState, confidential?: readonly ScenarioId[]) {
    const items = await deliveries().claim({ scenarioId, mode: 'parallel', limit: 10, now: 2000, leaseMs: 100 });
    for (const { seq, fence } of items) {
      const settlement = { state: state as 'done', ...(confidential !== undefined && { confidential }) };
      expect(await deliveries().settle(seq, fence, settlement, 2000)).toBe(true);
    }
  }

  const erasedAt = async (id: DeliveryId) => (await deliveries().get(id))?.erasedAt;

  /** Every text and every byte the tables of the inbox hold. */
  async function everything(): Promise<string> {
    const tables = ['deliveries', 'queue', 'arrivals', 'arrival_groups'];
    const rows = await Promise.all(tables.map((table) => current().database.all(`SELECT * FROM ${table}`)));
    return rows
      .flat()
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : String(value)))
      .join('\n');
  }

  describe('erasing', () => {
    test('takes body, query, headers and key with the end of the work; id, times and state stay', async () => {
      await open(SCENARIO);
      await accept('whd_1', { eventId: 'event' });
      await settle(SCENARIO, 'done', [SCENARIO]);
      expect(await deliveries().get('whd_1')).toEqual({
        ...arrival('whd_1', { eventId: 'event' }).delivery,
        duplicateOf: null,
        erasedAt: 2000,
        headers: {},
        body: expect.objectContaining({ byteLength: 0 }),
      });
      const { items } = await deliveries().list({});
      expect(items).toMatchObject([
        { delivery: { size: 0, erasedAt: 2000, query: '' }, items: [{ state: 'done', orderKey: null }] },
      ]);
      expect(await everything()).not.toContain(PRIVATE);
    });

    test('takes them together with the end of a run, and not when the run had lost its lease', async () => {
      await open(SCENARIO);
      await accept('whd_1');
      const [item] = await deliveries().claim({
        scenarioId: SCENARIO,
        mode: 'parallel',
        limit: 1,
        now: 2000,
        leaseMs: 100,
      });
      const { seq, fence } = item!;
      const settlement = { state: 'done', confidential: [SCENARIO] } as const;
      const end = { status: 'success', endedAt: 3000, operations: 1, error: null } as const;
      await store().runs.start(run);
      expect(await store().runs.finish(run.id, end, [], { seq, fence: fence - 1, settlement })).toBe(false);
      expect(await erasedAt('whd_1')).toBeNull();
      expect(await store().runs.finish(run.id, end, [], { seq, fence, settlement })).toBe(true);
      expect(await erasedAt('whd_1')).toBe(3000);
    });

    test.each(['dead', 'held', 'queued', 'retrying'] as const)('leaves what is %s', async (state) => {
      await open(SCENARIO);
      await accept('whd_1');
      await settle(SCENARIO, state, [SCENARIO]);
      await deliveries().erase({ ids: ['whd_1'] }, [SCENARIO], 2000);
      expect(await erasedAt('whd_1')).toBeNull();
      expect(await everything()).toContain(PRIVATE);
      await deliveries().discard(['whd_1']);
      await deliveries().erase({ ids: ['whd_1'] }, [SCENARIO], 4000);
      expect(await erasedAt('whd_1')).toBe(4000);
    });

    test('waits for the last of several confidential scenarios', async () => {
      await open(SCENARIO, OTHER);
      await accept('whd_1', { scenarioIds: BOTH });
      await settle(SCENARIO, 'done', BOTH);
      expect(await erasedAt('whd_1')).toBeNull();
      await settle(OTHER, 'done', BOTH);
      expect(await erasedAt('whd_1')).toBe(2000);
    });

    test('leaves what another scenario has worked off as well, until that scenario is gone', async () => {
      await open(SCENARIO, OTHER);
      await accept('whd_1', { scenarioIds: BOTH });
      await settle(OTHER, 'done');
      await settle(SCENARIO, 'done', [SCENARIO]);
      expect(await erasedAt('whd_1')).toBeNull();
      await store().scenarios.remove(OTHER);
      await deliveries().erase({ ids: ['whd_1'] }, [SCENARIO], 4000);
      expect(await erasedAt('whd_1')).toBe(4000);
    });

    test('takes nothing from a scenario that is not confidential, nor what no scenario was linked to', async () => {
      await open(SCENARIO, OTHER);
      await accept('whd_1', { scenarioIds: [OTHER] });
      await accept('whd_2', { scenarioIds: [] });
      await settle(OTHER, 'done');
      await deliveries().erase({ ids: ['whd_1', 'whd_2'] }, [SCENARIO], 4000);
      expect([await erasedAt('whd_1'), await erasedAt('whd_2')]).toEqual([null, null]);
      await deliveries().erase({ ids: ['whd_1'] }, [], 4000);
      expect(await erasedAt('whd_1')).toBeNull();
    });

    test('takes what is left of a scenario that was removed, whatever state it was in', async () => {
      await open(SCENARIO);
      await accept('whd_1');
      await settle(SCENARIO, 'held', [SCENARIO]);
      await accept('whd_2');
      await store().scenarios.remove(SCENARIO);
      await deliveries().erase({ scenarioId: SCENARIO }, [SCENARIO], 4000);
      expect([await erasedAt('whd_1'), await erasedAt('whd_2')]).toEqual([4000, 4000]);
      expect(await everything()).not.toContain(PRIVATE);
    });

    test('waits for an incomplete execution of the work, whichever run it is of by now', async () => {
      await open(SCENARIO);
      await accept('whd_1');
      await accept('whd_2');
      const [first] = await deliveries().items('whd_1');
      const scope: RunId = `run_q${first!.seq}`;
      const waiting = { ...incomplete, id: `inc_${scope.slice(4)}_3_1`, runId: 'run_resumed' } as const;
      await store().incompletes.insert({ ...waiting, status: 'unresolved' });
      // Of another delivery, whose number begins alike.
      await store().incompletes.insert({ ...incomplete, id: `inc_${scope.slice(4)}0_3_1`, status: 'unresolved' });
      await settle(SCENARIO, 'done', [SCENARIO]);
      expect([await erasedAt('whd_1'), await erasedAt('whd_2')]).toEqual([null, 2000]);
      await store().incompletes.move(waiting.id, 'unresolved', { status: 'resolved' });
      await deliveries().erase({ ids: ['whd_1'] }, [SCENARIO], 4000);
      expect(await erasedAt('whd_1')).toBe(4000);
    });

    test('takes what repeats it too: what came before, and what comes later', async () => {
      await open(SCENARIO);
      await accept('whd_1', { eventId: 'event' });
      await accept('whd_2', { eventId: 'event' });
      await settle(SCENARIO, 'done', [SCENARIO]);
      expect(await erasedAt('whd_2')).toBe(2000);
      await accept('whd_3', { eventId: 'event' });
      await accept('whd_4', { eventId: 'event' });
      await accept('whd_5', { eventId: 'other' });
      await deliveries().eraseRepeat('whd_3', 3000);
      await deliveries().eraseRepeat('whd_5', 3000);
      expect([await erasedAt('whd_3'), await erasedAt('whd_4'), await erasedAt('whd_5')]).toEqual([3000, null, null]);
      await deliveries().purge({ deliveries: 0, now: 4000 });
      expect([await erasedAt('whd_3'), await erasedAt('whd_4'), await erasedAt('whd_5')]).toEqual([3000, 4000, null]);
    });

    test('an event stays known: a repeated one is no new one', async () => {
      await open(SCENARIO);
      await accept('whd_1', { eventId: 'event' });
      await settle(SCENARIO, 'done', [SCENARIO]);
      expect(await take(store(), arrival('whd_2', { eventId: 'event' }))).toBe('whd_1');
    });

    test('what is erased is not queued again, the rest of what was named is', async () => {
      await open(SCENARIO);
      await accept('whd_1');
      await settle(SCENARIO, 'done', [SCENARIO]);
      await accept('whd_2');
      await settle(SCENARIO, 'done');
      expect(await deliveries().requeue({ deliveryIds: ['whd_1', 'whd_2'] }, 3000)).toBe(1);
      expect(await deliveries().items('whd_1')).toMatchObject([{ state: 'done' }]);
    });

    test('more are erased at once than one statement can name', async () => {
      await open(SCENARIO);
      await accept('whd_1');
      await settle(SCENARIO, 'done');
      const many = Array.from({ length: 1200 }, (_, index): DeliveryId => `whd_none${index}`);
      await deliveries().erase({ ids: [...many, 'whd_1'] }, [SCENARIO], 4000);
      expect(await erasedAt('whd_1')).toBe(4000);
    });
  });
}
