import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from '@jest/globals';

import { createStore } from '../../src/store/create-store.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import { arrival, SCENARIO, take } from '../contracts/store-samples.ts';
import { storeContract } from '../contracts/store-contract.ts';
import { openThreadedSqlite } from '../../src/store/threaded-sqlite.ts';

/** The compiled entry of the thread: a thread cannot run the sources. */
const THREAD = new URL('../../dist/store/sqlite-thread.js', import.meta.url);

const folder = mkdtempSync(join(tmpdir(), 'sqlite-store-'));
let files = 0;
const newFile = (): string => join(folder, `data-${(files += 1)}`, 'store.db');
afterAll(() => rmSync(folder, { recursive: true }));

storeContract('SQLite in memory', () => ({ open: () => openSqlite({ file: ':memory:' }) }));

storeContract('SQLite in a file', () => {
  const file = newFile();
  const open = () => openSqlite({ file });
  return { open, reopen: open };
});

storeContract('SQLite in a thread of its own', () => {
  const file = newFile();
  const open = () => openThreadedSqlite({ file, entry: THREAD });
  return { open, reopen: open };
});

test('a thread says which file cannot be opened', async () => {
  await expect(openThreadedSqlite({ file: folder, entry: THREAD })).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringContaining(folder),
  });
});

test('a thread refuses what fails and goes on', async () => {
  const database = await openThreadedSqlite({ file: newFile(), entry: THREAD });
  await database.batch([{ sql: 'CREATE TABLE things (name TEXT PRIMARY KEY)' }]);
  const insert = (name: string) => database.batch([{ sql: 'INSERT INTO things (name) VALUES (?)', values: [name] }]);
  const outcomes = await Promise.allSettled([insert('a'), insert('a'), insert('b')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  await expect(insert('a')).rejects.toMatchObject({ name: 'ConflictError' });
  expect(await database.all('SELECT name FROM things ORDER BY name')).toEqual([{ name: 'a' }, { name: 'b' }]);
  await database.close();
  await expect(insert('c')).rejects.toThrow('closed');
});

test('keeps everyone else out of a file that a server has for itself, until it is closed', async () => {
  const file = newFile();
  const owner = await openThreadedSqlite({ file, entry: THREAD, exclusive: true });
  await expect(openSqlite({ file, exclusive: true, busyTimeoutMs: 20 })).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: `Another server uses the data file "${file}".`,
  });
  await expect(openSqlite({ file, busyTimeoutMs: 20 })).rejects.toThrow('locked by another process');
  await owner.close();
  const next = await openSqlite({ file, exclusive: true, busyTimeoutMs: 20 });
  await next.close();
});

test('programs that share a file keep out a server that wants it for itself', async () => {
  const file = newFile();
  const [one, other] = [await openSqlite({ file }), await openSqlite({ file })];
  await other.close();
  await expect(openSqlite({ file, exclusive: true, busyTimeoutMs: 20 })).rejects.toThrow('Another server uses');
  await one.close();
  const server = await openSqlite({ file, exclusive: true, busyTimeoutMs: 20 });
  await server.close();
});

test('the log of a server stays short while more and more is written', async () => {
  const file = newFile();
  const database = await openThreadedSqlite({ file, entry: THREAD, exclusive: true });
  await database.batch([{ sql: 'CREATE TABLE things (body BLOB)' }]);
  const body = new Uint8Array(64 * 1024);
  const sizes: number[] = [];
  for (let round = 0; round < 1000; round += 1) {
    await database.batch([{ sql: 'INSERT INTO things VALUES (?)', values: [body] }]);
    sizes.push(statSync(`${file}-wal`).size);
  }
  expect(Math.max(...sizes)).toBeLessThan(24 * 1024 * 1024);
  // Copied while the server goes on, not only when it closes the file.
  expect(statSync(file).size).toBeGreaterThan(32 * 1024 * 1024);
  expect(await database.all('SELECT COUNT(*) AS count FROM things')).toEqual([{ count: 1000 }]);
  await database.close();
});

test('a thread answers what was asked while it was busy with something else', async () => {
  const database = await openThreadedSqlite({ file: newFile(), entry: THREAD });
  const first = database.batch([{ sql: 'CREATE TABLE things (name TEXT PRIMARY KEY, body BLOB)' }]);
  await new Promise(setImmediate);
  const body = Uint8Array.from([0, 255]);
  const later = [
    { sql: 'INSERT INTO things VALUES (?, ?) RETURNING name', values: ['a', body] },
    { sql: 'INSERT INTO things VALUES (?, ?) ON CONFLICT DO NOTHING', values: ['a', null], continueOn: 1 },
    { sql: 'DELETE FROM things' },
  ];
  expect(await database.batch(later)).toEqual([
    { changes: 1, rows: [{ name: 'a' }] },
    { changes: 0, rows: [] },
  ]);
  expect(await first).toEqual([{ changes: 0, rows: [] }]);
  expect(await database.all('SELECT * FROM things')).toEqual([{ name: 'a', body }]);
  await database.close();
});

test('lets only the owner read the data and its side files', async () => {
  const file = newFile();
  const store = await createStore(await openSqlite({ file }));
  await store.probe();
  const names = readdirSync(join(file, '..'));
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) expect(statSync(join(file, '..', name)).mode & 0o777).toBe(0o600);
  await store.close();
});

test('agrees between two processes on one file about events, claims and the schema', async () => {
  const file = newFile();
  const stores = await Promise.all([1, 2].map(async () => createStore(await openSqlite({ file }))));
  const [one, two] = [stores[0]!.deliveries, stores[1]!.deliveries];
  const copies = Array.from({ length: 20 }, (_, index) =>
    take(stores[index % 2]!, arrival(`whd_${index}`, { eventId: 'same' })),
  );
  const originals = (await Promise.all(copies)).filter((original) => original === null);
  expect(originals).toHaveLength(1);
  const request = { scenarioId: SCENARIO, mode: 'parallel', limit: 9, now: 1000, leaseMs: 1 } as const;
  const claimed = await Promise.all([one.claim(request), two.claim(request)]);
  expect(claimed.flat()).toHaveLength(1);
  await Promise.all(stores.map((store) => store.close()));
});

test('says which file cannot be opened', async () => {
  await expect(openSqlite({ file: folder })).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringContaining(folder),
  });
});
