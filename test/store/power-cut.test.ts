import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { createManualClock } from '../../src/core/clock.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { DeliveryId } from '../../src/store/records.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import type { Store } from '../../src/store/store.ts';
import { arrival, hook, run, SCENARIO, scenario, take } from '../contracts/store-samples.ts';

/** Of the write-ahead log, as SQLite documents it: a header, and frames of a header and one page. */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;
/** Bytes between cuts inside a frame: a prime, so that they fall on every part of it. */
const STRIDE = 6007;
/** From the end of a frame: a byte short, a byte of the next, the header of the next without its page. */
const BESIDE = [-1, 1, FRAME_HEADER] as const;

/** What was acknowledged when the log was so long. */
interface Acknowledged {
  readonly bytes: number;
  readonly deliveries: readonly DeliveryId[];
  readonly runOver: boolean;
}

const folder = mkdtempSync(join(tmpdir(), 'power-cut-'));
const acknowledged: Acknowledged[] = [];
let log: Buffer;
let copies = 0;

afterAll(() => rmSync(folder, { recursive: true }));

/** Groups of deliveries, then a run that ends together with the work on the first of them. */
beforeAll(async () => {
  const file = join(folder, 'store.db');
  const store = await createStore(await openSqlite({ file }), createManualClock(1000));
  await store.hooks.insert(hook);
  await store.scenarios.insert(scenario);
  const deliveries: DeliveryId[] = [];
  const note = (runOver: boolean): void => {
    acknowledged.push({ bytes: readFileSync(`${file}-wal`).length, deliveries: [...deliveries], runOver });
  };
  note(false);
  for (let group = 0; group < 4; group += 1) {
    const ids = [1, 2, 3].map((number) => `whd_${group}_${number}` as const);
    const body = new TextEncoder().encode(JSON.stringify({ text: 'x'.repeat(group * 1500) }));
    await Promise.all(ids.map((id) => store.deliveries.accept(arrival(id, { eventId: `event ${id}`, body }))));
    deliveries.push(...ids);
    note(false);
  }
  const claim = { scenarioId: SCENARIO, mode: 'parallel', limit: 1, now: 1000, leaseMs: 1000 } as const;
  await store.deliveries.list({});
  const [item] = await store.deliveries.claim(claim);
  await store.runs.start(run);
  note(false);
  const end = { status: 'success', endedAt: 1001, operations: 1, error: null } as const;
  const settlement = { state: 'done', runId: run.id } as const;
  await store.runs.finish(run.id, end, [], { seq: item!.seq, fence: item!.fence, settlement });
  note(true);
  log = readFileSync(`${file}-wal`);
  copyFileSync(file, join(folder, 'before'));
  await store.close();
});

/** The store as it comes up again when this is what the disk has of the log. */
async function reopen(rest: Uint8Array): Promise<Store> {
  const place = join(folder, `cut-${(copies += 1)}`);
  mkdirSync(place);
  copyFileSync(join(folder, 'before'), join(place, 'store.db'));
  writeFileSync(join(place, 'store.db-wal'), rest);
  const database = await openSqlite({ file: join(place, 'store.db') });
  expect(await database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  return createStore(database, createManualClock(1000));
}

/** Everything that was acknowledged with the log so long is there, and nothing is there by half. */
async function expectWhole(store: Store, durable: number): Promise<void> {
  const { deliveries, runOver } = acknowledged.findLast(({ bytes }) => bytes <= durable)!;
  const { items } = await store.deliveries.list({});
  expect(items.map(({ delivery }) => delivery.id)).toEqual(expect.arrayContaining([...deliveries]));
  for (const { delivery, items: work } of items) {
    expect(work).toHaveLength(1);
    expect(JSON.parse(Buffer.from((await store.deliveries.get(delivery.id))!.body).toString())).toHaveProperty('text');
  }
  const first = items.flatMap(({ items: work }) => work).find(({ seq }) => seq === 1);
  const isOver = (await store.runs.get(run.id))?.status === 'success';
  expect(isOver).toBe(first?.state === 'done');
  expect(isOver || !runOver).toBe(true);
  await store.close();
}

/** Around the end of every frame, and here and there inside. */
function cuts(): readonly number[] {
  const frame = FRAME_HEADER + log.readUInt32BE(8);
  expect((log.length - LOG_HEADER) % frame).toBe(0);
  const from = acknowledged[0]!.bytes;
  const edges = Array.from({ length: (log.length - from) / frame + 1 }, (_, index) => from + index * frame);
  const inside = Array.from({ length: Math.ceil((log.length - from) / STRIDE) }, (_, index) => from + index * STRIDE);
  const near = edges.flatMap((edge, index) => [edge, edge + BESIDE[index % BESIDE.length]!]);
  return [...new Set([...near, ...inside])].filter((cut) => cut >= from && cut <= log.length);
}

test('wherever a power cut ends the log, everything acknowledged before is there and nothing by half', async () => {
  expect(acknowledged.map(({ bytes }) => bytes)).toEqual([...new Set(acknowledged.map(({ bytes }) => bytes))]);
  for (const cut of cuts()) await expectWhole(await reopen(log.subarray(0, cut)), cut);
});

test('the same holds when the disk has made room for the rest of the log but has not written it', async () => {
  for (const cut of cuts().filter((_, index) => index % 4 === 0)) {
    const rest = Buffer.alloc(log.length);
    log.copy(rest, 0, 0, cut);
    await expectWhole(await reopen(rest), cut);
  }
});

test('the store goes on after a cut: a delivery that was not acknowledged is taken when it is sent again', async () => {
  const { bytes, deliveries } = acknowledged[2]!;
  const store = await reopen(log.subarray(0, bytes + 1));
  const again = [deliveries[0]!, 'whd_2_1' as const].map((id) => ({
    ...arrival(`${id}_again`, { eventId: `event ${id}` }),
  }));
  const [known, fresh] = await Promise.all(again.map((one) => take(store, one)));
  expect(known).toBe(deliveries[0]);
  expect(fresh).toBe(null);
  await store.close();
});
