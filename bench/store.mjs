// Group commit beside the bare engine: durable single inserts per second, 64 in flight. Run after `npm run build`.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../dist/core/ids.js';
import { createStore } from '../dist/store/create-store.js';
import { openSqlite } from '../dist/store/sqlite-database.js';
import { findSqlite } from '../dist/store/sqlite-driver.js';

const IN_FLIGHT = 64;
const COUNT = 100_000;
const NOW = COUNT * 2;
const DONE = { state: 'done' };
const LOG = [{ key: '1:1', moduleId: 1, module: 'sonar:send', status: 'success', input: 'x'.repeat(900), outputs: [] }];
const body = new Uint8Array(600).fill(120);
const folder = mkdtempSync(join(tmpdir(), 'store-bench-'));

const bare = await bareRate();
const grouped = await groupedRate();
const [accepted, worked, ran] = await storeRates();
print('bare loop, one commit per 64 inserts', bare, bare);
print('batch(), one insert each', grouped, bare);
print('deliveries.accept(), event id, one scenario', accepted, bare);
print('claim 64 + settle each', worked, bare);
print('claim 64 + start and finish a run each', ran, bare);
rmSync(folder, { recursive: true });

/** The limit: the engine's own inserts, 64 to a commit, no promise around them. */
async function bareRate() {
  const driver = (await findSqlite()).open(join(folder, 'bare.db'));
  driver.exec('PRAGMA journal_mode = WAL');
  driver.exec('PRAGMA synchronous = FULL');
  driver.exec('PRAGMA wal_autocheckpoint = 2000');
  driver.exec('CREATE TABLE entries (id INTEGER PRIMARY KEY, at INTEGER, body BLOB)');
  const insert = driver.prepare('INSERT INTO entries (at, body) VALUES (?, ?)');
  const rate = await rateOf(COUNT, async () => {
    for (let index = 0; index < COUNT; index += IN_FLIGHT) {
      driver.exec('BEGIN IMMEDIATE');
      for (let inner = 0; inner < IN_FLIGHT; inner += 1) insert.run([index, body]);
      driver.exec('COMMIT');
    }
  });
  driver.close();
  return rate;
}

async function groupedRate() {
  const database = await openSqlite({ file: join(folder, 'grouped.db') });
  await database.batch([{ sql: 'CREATE TABLE entries (id INTEGER PRIMARY KEY, at INTEGER, body BLOB)' }]);
  const rate = await rateOf(COUNT, () =>
    inParallel((index) =>
      database.batch([{ sql: 'INSERT INTO entries (at, body) VALUES (?, ?)', values: [index, body] }]),
    ),
  );
  await database.close();
  return rate;
}

async function storeRates() {
  const store = await createStore(await openSqlite({ file: join(folder, 'store.db') }));
  const headers = { 'content-type': 'application/json', 'user-agent': 'bench/1.0', host: 'localhost' };
  const accepted = await rateOf(COUNT, () =>
    inParallel((index) =>
      store.deliveries.accept({
        delivery: {
          id: newId('whd'),
          hookId: 'hk_bench',
          eventId: randomUUID(),
          receivedAt: index,
          method: 'POST',
          query: '',
          headers,
          body,
          remoteAddress: '127.0.0.1',
        },
        scenarioIds: ['scn_bench'],
        orderKey: null,
        dedupeMs: 1000,
      }),
    ),
  );
  // What was accepted last may still be on its way into the queue.
  await store.deliveries.list({ limit: 1 });
  const worked = await workRate(store, ({ seq, fence }) => store.deliveries.settle(seq, fence, DONE, NOW));
  const ran = await workRate(store, (item) => runOnce(store, item));
  await store.close();
  return [accepted, worked, ran];
}

/** Works off half of the deliveries, as many at once as one claim gives. */
async function workRate(store, work) {
  const request = { scenarioId: 'scn_bench', mode: 'parallel', limit: IN_FLIGHT, now: NOW, leaseMs: 1000 };
  const count = COUNT / 2;
  let done = 0;
  return rateOf(count, async () => {
    for (let items = []; done < count; done += items.length) {
      items = await store.deliveries.claim({ ...request, limit: Math.min(IN_FLIGHT, count - done) });
      await Promise.all(items.map(work));
    }
  });
}

/** A run with a log of about a kilobyte, ended together with its item. */
async function runOnce(store, { seq, fence, deliveryId, scenarioId }) {
  const id = newId('run');
  const trigger = { type: 'delivery', deliveryId };
  const start = { scenarioId, scenarioVersion: 1, status: 'running', startedAt: NOW, endedAt: null };
  await store.runs.start({ ...start, id, trigger, operations: 0, error: null });
  const end = { status: 'success', endedAt: NOW, operations: 2, error: null };
  await store.runs.finish(id, end, LOG, { seq, fence, settlement: { ...DONE, runId: id } });
}

async function inParallel(send) {
  let next = 0;
  const worker = async () => {
    while (next < COUNT) await send(next++);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

async function rateOf(count, work) {
  const start = performance.now();
  await work();
  return (count / (performance.now() - start)) * 1000;
}

function print(name, rate, limit) {
  console.log(`${name.padEnd(46)} ${rate.toFixed(0).padStart(8)}/s   ratio ${(rate / limit).toFixed(2)}`);
}
