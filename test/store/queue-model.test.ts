import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { createStore } from '../../src/store/create-store.ts';
import type { QueueItem } from '../../src/store/records.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import type { Store } from '../../src/store/store.ts';
import { arrival, SCENARIO, take } from '../contracts/store-samples.ts';

/** The queue as a plain list: what the store must look like after each step. */
interface ModelItem {
  readonly seq: number;
  readonly key: string | null;
  state: QueueItem['state'];
  runAt: number;
  leaseUntil: number;
  crashes: number;
}

interface Model {
  now: number;
  items: ModelItem[];
  /** Every lease that was ever given, newest last: those of zombies too. */
  leases: QueueItem[];
}

interface Real {
  readonly store: Store;
}

type Mode = 'parallel' | 'sequential' | 'per-key';
type Command = fc.AsyncCommand<Model, Real>;

const LEASE_MS = 50;
const MAX_CRASHES = 2;

test.each<Mode>(['parallel', 'sequential', 'per-key'])('behaves like a plain list in %s mode', async (mode) => {
  const commands = [
    fc.option(fc.constantFrom('a', 'b', 'c')).map((key) => acceptCommand(key)),
    fc.integer({ min: 1, max: 4 }).map((limit) => claimCommand(mode, limit)),
    fc
      .record({ lease: fc.nat(20), state: fc.constantFrom('done', 'retrying', 'dead', 'held'), delay: fc.nat(60) })
      .map((settling) => settleCommand(settling as Settling)),
    fc.nat(40).map((ms) => passTimeCommand(ms)),
    fc.constant(reclaimCommand()),
    fc.nat(20).map((index) => replayCommand(index)),
  ];
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 40 }), async (steps) => {
      const store = await createStore(await openSqlite({ file: ':memory:' }));
      await fc.asyncModelRun(() => ({ model: { now: 1000, items: [], leases: [] }, real: { store } }), steps);
      await store.close();
    }),
    { numRuns: 60 },
  );
});

function acceptCommand(key: string | null): Command {
  return command(`accept(${key})`, async (model, { store }) => {
    const seq = model.items.length + 1;
    const delivery = { receivedAt: model.now, ...(key === null ? {} : { orderKey: key }) };
    await take(store, arrival(`whd_${seq}`, delivery));
    model.items.push({ seq, key, state: 'queued', runAt: model.now, leaseUntil: 0, crashes: 0 });
  });
}

function claimCommand(mode: Mode, limit: number): Command {
  return command(`claim(${limit})`, async (model, { store }) => {
    const expected = claimable(model, mode).slice(0, mode === 'sequential' ? 1 : limit);
    const request = { scenarioId: SCENARIO, mode, limit, now: model.now, leaseMs: LEASE_MS };
    const claimed = await store.deliveries.claim(request);
    expect(claimed.map(({ seq }) => seq)).toEqual(expected.map(({ seq }) => seq));
    for (const item of expected) Object.assign(item, { state: 'running', leaseUntil: model.now + LEASE_MS });
    model.leases.push(...claimed);
  });
}

interface Settling {
  readonly lease: number;
  readonly state: 'done' | 'retrying' | 'dead' | 'held';
  readonly delay: number;
}

function settleCommand({ lease, state, delay }: Settling): Command {
  return command(`settle(${lease}, ${state}, ${delay})`, async (model, { store }) => {
    const item = model.leases[model.leases.length - 1 - lease];
    if (item === undefined) return;
    const target = model.items[item.seq - 1]!;
    const isLast = model.leases.findLast(({ seq }) => seq === item.seq) === item;
    const mayWrite = isLast && target.state === 'running';
    const runAt = model.now + delay;
    const settled = await store.deliveries.settle(item.seq, item.fence, { state, runAt }, model.now);
    expect(settled).toBe(mayWrite);
    if (mayWrite) Object.assign(target, { state, runAt });
  });
}

function passTimeCommand(ms: number): Command {
  return command(`pass(${ms})`, async (model) => {
    model.now += ms;
    await Promise.resolve();
  });
}

function reclaimCommand(): Command {
  return command('reclaim', async (model, { store }) => {
    const lost = model.items.filter(({ state, leaseUntil }) => state === 'running' && leaseUntil <= model.now);
    expect(await store.deliveries.reclaim(model.now, MAX_CRASHES)).toBe(lost.length);
    for (const item of lost) {
      item.crashes += 1;
      item.state = item.crashes >= MAX_CRASHES ? 'held' : 'queued';
    }
  });
}

function replayCommand(index: number): Command {
  return command(`replay(${index})`, async (model, { store }) => {
    const item = model.items[index];
    const isFree = item !== undefined && item.state !== 'running';
    const count = await store.deliveries.requeue({ deliveryIds: [`whd_${index + 1}`] }, model.now);
    expect(count).toBe(isFree ? 1 : 0);
    if (isFree) Object.assign(item, { state: 'queued', runAt: model.now, crashes: 0 });
  });
}

/** The rules of the three modes, said plainly. */
function claimable({ items, now }: Model, mode: Mode): ModelItem[] {
  const open = items.filter(({ state }) => ['queued', 'running', 'retrying'].includes(state));
  const rivals = (item: ModelItem): ModelItem[] => {
    if (mode === 'parallel') return [];
    if (mode === 'sequential') return open;
    return open.filter(({ key }) => key !== null && key === item.key);
  };
  return open.filter(
    (item) =>
      item.state !== 'running' &&
      item.runAt <= now &&
      rivals(item).every((rival) => rival.seq >= item.seq && rival.state !== 'running'),
  );
}

/** A step that is always possible; every item of the store is compared after it. */
function command(name: string, step: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    async run(model, real) {
      await step(model, real);
      const { items } = await real.store.deliveries.list({ limit: 250 });
      const states = items.flatMap((summary) => summary.items).toSorted((a, b) => a.seq - b.seq);
      expect(states.map(({ state, runAt, crashes }) => ({ state, runAt, crashes }))).toEqual(
        model.items.map(({ state, runAt, crashes }) => ({ state, runAt, crashes })),
      );
    },
    toString: () => name,
  };
}
