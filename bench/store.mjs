// Group commit beside the bare engine: durable single inserts per second, 64 in flight. Run after `npm run build`.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../dist/core/ids.js';
import { createStore } from '../dist/store/create-store.js';
import { openSqlite } from '../dist/store/sqlite-database.js';
import { findSqliteDriver } from '../dist/store/sqlite-driver.js';

const IN_FLIGHT = 64;
const COUNT = 100_000;
const body = new Uint8Array(600).fill(120);
const folder = mkdtempSync(join(tmpdir(), 'store-bench-'));

const bare = await bareRate();
const grouped = await groupedRate();
const [accepted, worked] = await storeRates();
print('bare loop, one commit per 64 inserts', bare, bare);
print('batch(), one insert each', grouped, bare);
print('deliveries.accept(), event id, one scenario', accepted, bare);
print('claim 64 + settle each', worked, bare);
rmSync(folder, { recursive: true });

/** The limit: the engine's own inserts, 64 to a commit, no promise around them. */
async function bareRate() {
  const driver = (await findSqliteDriver())(join(folder, 'bare.db'));
  driver.exec('PRAGMA journal_mode = WAL');
  driver.exec('PRAGMA synchronous = FULL');
  driver.exec('PRAGMA wal_autocheckpoint = 4000');
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
  const now = COUNT * 2;
  const work = { scenarioId: 'scn_bench', mode: 'parallel', limit: IN_FLIGHT, now, leaseMs: 1000 };
  let done = 0;
  const worked = await rateOf(COUNT, async () => {
    for (let items = []; done < COUNT; done += items.length) {
      items = await store.deliveries.claim(work);
      await Promise.all(items.map(({ seq, fence }) => store.deliveries.settle(seq, fence, { state: 'done' }, now)));
    }
  });
  await store.close();
  return [accepted, worked];
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
