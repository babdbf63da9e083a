import { beforeEach, expect, test } from '@jest/globals';

import type { Database, Statement } from '../../src/store/database.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import { createFaultyDriver, type FaultyDriver } from './faulty-driver.ts';

const FULL = 13;
const IO_ERROR_FSYNC = 10 + 4 * 256;
const BUSY = 5;

let driver: FaultyDriver;
let database: Database;

beforeEach(async () => {
  driver = await createFaultyDriver();
  database = await openSqlite({ file: ':memory:', driver: driver.open, group: { batches: 4, size: 1000 } });
  await database.batch([{ sql: 'CREATE TABLE entries (id BIGINT PRIMARY KEY, body BLOB)' }]);
  driver.control.length = 0;
});

test('commits the batches of one turn together', async () => {
  await Promise.all([insert(1), insert(2), insert(3)]);
  expect(driver.control).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
  expect(await ids()).toEqual([1, 2, 3]);
});

test('resolves no batch before its commit', async () => {
  let done = false;
  const waiting = insert(1).then(() => {
    done = true;
  });
  await Promise.resolve();
  expect(done).toBe(false);
  expect(driver.control).toEqual([]);
  await waiting;
  expect(driver.control).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
});

test('commits in between when more waits than one commit may carry', async () => {
  await Promise.all([1, 2, 3, 4, 5].map((id) => insert(id)));
  expect(commits()).toBe(2);
  const large = new Uint8Array(600);
  await Promise.all([6, 7, 8].map((id) => insert(id, large)));
  expect(commits()).toBe(5);
  expect(await ids()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('undoes a failing batch alone, and all of it', async () => {
  const results = await Promise.allSettled([
    insert(1),
    database.batch([row(2), row(1), row(3)]),
    database.batch([row(4), { sql: 'UPDATE entries SET body = NULL WHERE id = ?', values: [99], expect: 1 }]),
    insert(5),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(results[1]).toMatchObject({ reason: { name: 'ConflictError' } });
  expect(results[2]).toMatchObject({ reason: { name: 'ConflictError' } });
  expect(await ids()).toEqual([1, 5]);
});

test('leaves out the rest of a batch that is not to go on, and keeps what came before', async () => {
  const guard: Statement = { sql: 'INSERT INTO entries (id) VALUES (?) ON CONFLICT DO NOTHING', continueOn: 1 };
  const results = await Promise.all([
    database.batch([row(1), { ...guard, values: [2] }, row(3)]),
    database.batch([row(4), { ...guard, values: [2] }, row(5)]),
  ]);
  expect(results.map(({ length }) => length)).toEqual([3, 2]);
  expect(await ids()).toEqual([1, 2, 3, 4]);
});

test('names a mistake in the SQL, and goes on', async () => {
  await expect(database.batch([{ sql: 'INSERT INTO nowhere VALUES (1)' }])).rejects.toMatchObject({
    name: 'UnexpectedError',
    message: expect.stringContaining('nowhere'),
  });
  await expect(database.all('SELECT nothing')).rejects.toMatchObject({ name: 'UnexpectedError' });
  await insert(1);
  expect(await ids()).toEqual([1]);
});

test.each([
  ['COMMIT', FULL],
  ['COMMIT', IO_ERROR_FSYNC],
  ['INSERT', FULL],
  ['BEGIN', IO_ERROR_FSYNC],
])('keeps nothing when %s fails with code %d, and works again once the disk does', async (sql, code) => {
  driver.fail(sql, code);
  const results = await Promise.allSettled([insert(1), insert(2)]);
  for (const result of results) expect(result).toMatchObject({ reason: { name: 'OutOfSpaceError' } });
  expect(await ids()).toEqual([]);
  driver.fail(sql, undefined);
  await insert(3);
  expect(await ids()).toEqual([3]);
});

test('asks to try later while another process keeps the file locked', async () => {
  driver.fail('BEGIN', BUSY);
  await expect(insert(1)).rejects.toMatchObject({ name: 'ConnectionError' });
  driver.fail('BEGIN', undefined);
  await expect(insert(1)).resolves.toMatchObject([{ changes: 1 }]);
});

test('gives the rows of a query and of RETURNING', async () => {
  const body = Uint8Array.from([0, 1, 255]);
  const [inserted, read] = await database.batch([
    { sql: 'INSERT INTO entries (id, body) VALUES (?, ?) RETURNING id', values: [7, body] },
    { sql: 'SELECT body FROM entries WHERE id = ?', values: [7] },
  ]);
  expect(inserted).toEqual({ changes: 1, rows: [{ id: 7 }] });
  expect(Buffer.from(read!.rows[0]!['body'] as Uint8Array)).toEqual(Buffer.from(body));
});

test('writes what waits before it closes, and nothing after', async () => {
  const waiting = insert(1);
  await database.close();
  await expect(waiting).resolves.toHaveLength(1);
  await expect(insert(2)).rejects.toMatchObject({ message: 'The store is closed.' });
  await expect(database.all('SELECT 1')).rejects.toMatchObject({ message: 'The store is closed.' });
});

test('survives more different statements than it keeps prepared', async () => {
  for (let count = 1; count <= 300; count += 1) {
    const rows = await database.all(`SELECT ${count} AS count`);
    expect(rows).toEqual([{ count }]);
  }
});

function row(id: number, body: Uint8Array = new Uint8Array(1)): Statement {
  return { sql: 'INSERT INTO entries (id, body) VALUES (?, ?)', values: [id, body] };
}

function insert(id: number, body?: Uint8Array) {
  return database.batch([row(id, body)]);
}

async function ids() {
  return (await database.all('SELECT id FROM entries ORDER BY id')).map(({ id }) => id);
}

function commits(): number {
  return driver.control.filter((sql) => sql === 'COMMIT').length;
}
