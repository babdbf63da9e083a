import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from '@jest/globals';

import { createStore } from '../../src/store/create-store.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import { arrival, SCENARIO } from '../contracts/store-samples.ts';
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
    (index % 2 === 0 ? one : two).accept(arrival(`whd_${index}`, { eventId: 'same' })),
  );
  const originals = (await Promise.all(copies)).filter(({ duplicateOf }) => duplicateOf === null);
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
