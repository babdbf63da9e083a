import { expect, test } from '@jest/globals';

import type { HookId, RunId, RunRecord, ScenarioId } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { arrival, hook, HOOK, incomplete, run, SCENARIO, scenario, take } from './store-samples.ts';

const OTHER: ScenarioId = 'scn_two';
const SECOND: HookId = 'hk_two';

/** What every adapter must tell of many records at once; `current` gives the empty store of the running test. */
export function overviewContract(current: () => Store): void {
  const overview = () => current().overview;

  async function seed(): Promise<void> {
    const store = current();
    await store.hooks.insert(hook);
    await store.hooks.insert({ ...hook, id: SECOND, token: 'token-two' });
    await store.scenarios.insert(scenario);
    await store.scenarios.insert({ ...scenario, id: OTHER, name: 'Other', createdAt: 2 });
  }

  async function ran(id: RunId, startedAt: number, changes: Partial<RunRecord> = {}): Promise<void> {
    const { runs } = current();
    const { status = 'success' } = changes;
    await runs.start({ ...run, id, startedAt, ...changes, status: 'running' });
    if (status !== 'running') await runs.finish(id, { status, endedAt: startedAt + 1, operations: 1, error: null }, []);
  }

  test('an overview of nothing is empty', async () => {
    await seed();
    expect((await overview().lastRuns([])).size + (await overview().lastRuns([SCENARIO])).size).toBe(0);
    expect((await overview().lastDeliveries([HOOK])).size).toBe(0);
    expect(await overview().queueCounts([HOOK])).toMatchObject(new Map([[HOOK, { queued: 0, done: 0 }]]));
    expect((await overview().waiting()).size + (await overview().openIncompletes()).size).toBe(0);
  });

  test('tells the newest run of each scenario, and how those since a time ended', async () => {
    await seed();
    await ran('run_a', 100, { status: 'error' });
    await ran('run_b', 200);
    await ran('run_c', 300, { status: 'warning' });
    await ran('run_d', 400, { status: 'running' });
    await ran('run_e', 300, { scenarioId: OTHER });
    const ids = [SCENARIO, OTHER, 'scn_none'] as const;
    expect(await overview().lastRuns(ids)).toEqual(
      new Map([
        [SCENARIO, { id: 'run_d', status: 'running', startedAt: 400 }],
        [OTHER, { id: 'run_e', status: 'success', startedAt: 300 }],
      ]),
    );
    expect(await overview().endedRuns(ids, 200)).toEqual(
      new Map([
        [SCENARIO, { success: 1, warning: 1 }],
        [OTHER, { success: 1 }],
      ]),
    );
    expect((await overview().endedRuns([OTHER], 301)).size).toBe(0);
  });

  test('counts incomplete executions until they are dealt with', async () => {
    await seed();
    const { incompletes } = current();
    await incompletes.insert(incomplete);
    await incompletes.insert({ ...incomplete, id: 'inc_two', status: 'unresolved' });
    await incompletes.insert({ ...incomplete, id: 'inc_three', status: 'resolved', scenarioId: OTHER });
    expect([...(await overview().openIncompletes())]).toEqual([[SCENARIO, 2]]);
  });

  test('counts what waits by scenario and everything by hook, and knows the newest delivery', async () => {
    await seed();
    const { deliveries } = current();
    await take(current(), arrival('whd_1', { scenarioIds: [SCENARIO, OTHER] }));
    await take(current(), arrival('whd_2', { receivedAt: 3000 }));
    await take(current(), arrival('whd_3', { hookId: SECOND, receivedAt: 2000 }));
    const claim = { scenarioId: SCENARIO, mode: 'parallel', limit: 1, now: 9000, leaseMs: 100 } as const;
    const [first] = await deliveries.claim(claim);
    await deliveries.settle(first!.seq, first!.fence, { state: 'done' }, 9000);
    await deliveries.claim(claim);
    expect(await overview().waiting()).toEqual(
      new Map([
        [SCENARIO, 1],
        [OTHER, 1],
      ]),
    );
    const counts = await overview().queueCounts([HOOK, SECOND]);
    expect(counts.get(HOOK)).toMatchObject({ queued: 1, running: 1, done: 1, dead: 0 });
    expect(counts.get(SECOND)).toMatchObject({ queued: 1, running: 0, done: 0 });
    expect(await overview().lastDeliveries([HOOK, SECOND])).toEqual(
      new Map([
        [HOOK, 3000],
        [SECOND, 2000],
      ]),
    );
  });

  test('tells which scenarios a hook starts, and the names of scenarios that are there', async () => {
    await seed();
    expect([...(await overview().scenariosOf([HOOK, SECOND]))]).toEqual([
      [HOOK, [SCENARIO, OTHER]],
      [SECOND, []],
    ]);
    const names = await overview().scenarioNames([SCENARIO, OTHER, 'scn_none']);
    expect(names).toEqual(
      new Map([
        [SCENARIO, 'Welcome'],
        [OTHER, 'Other'],
      ]),
    );
  });

  test('lists runs by what started them and by when', async () => {
    await seed();
    await ran('run_a', 100);
    await ran('run_b', 200, { trigger: { type: 'manual' } });
    await ran('run_c', 300, { trigger: { deliveryId: 'whd_1', type: 'manual' } });
    const list = async (query: Parameters<Store['runs']['list']>[0]) =>
      (await current().runs.list(query)).items.map(({ id }) => id);
    expect(await list({ trigger: 'manual' })).toEqual(['run_c', 'run_b']);
    expect(await list({ trigger: 'delivery' })).toEqual(['run_a']);
    expect(await list({ trigger: 'schedule' })).toEqual([]);
    expect(await list({ from: 200 })).toEqual(['run_c', 'run_b']);
    expect(await list({ from: 200, to: 300 })).toEqual(['run_b']);
  });
}
