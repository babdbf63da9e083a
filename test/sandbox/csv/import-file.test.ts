import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eachRow, scanFile } from '../../../src/sandbox/csv/import-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sonar-import-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function fileOf(content: string): Promise<string> {
  const file = path.join(folder, 'customers.csv');
  await writeFile(file, content);
  return file;
}

test('rows are let go once they are taken, however long the file is', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const file = await fileOf(`a,b\n${`1,${'x'.repeat(1000)}\n`.repeat(3000)}`);
  const rows: WeakRef<object>[] = [];
  const held: number[] = [];
  const take = (row: object): void => {
    rows.push(new WeakRef(row));
    if (rows.length % 1000 === 0) setImmediate(count, [...rows]);
  };
  // Later, because what was made or looked at in one turn of the event loop stays until its end.
  const count = (taken: readonly WeakRef<object>[]): void => {
    collect();
    held.push(taken.filter((each) => each.deref() !== undefined).length);
  };
  await eachRow(file, await scanFile(file), take, new AbortController().signal);
  await new Promise(setImmediate);
  expect(rows).toHaveLength(3000);
  expect(held).toHaveLength(3);
  for (const count of held) expect(count).toBeLessThanOrEqual(300);
});

test('lines are counted where rows begin, with breaks inside cells and empty lines', async () => {
  const file = await fileOf('a,b\r\n1,"x\r\ny\r\nz"\r\n\r\n2,3\r\n"4\n5",6');
  const scan = await scanFile(file);
  expect(scan).toMatchObject({ header: { cells: ['a', 'b'], line: 1 }, rows: 3, broken: undefined });
  const seen: unknown[] = [];
  await eachRow(file, scan, (row) => seen.push(row), new AbortController().signal);
  expect(seen).toEqual([
    { cells: ['1', 'x\r\ny\r\nz'], line: 2 },
    { cells: ['2', '3'], line: 6 },
    { cells: ['4\n5', '6'], line: 7 },
  ]);
});

test('reading can be ended in the middle', async () => {
  const file = await fileOf(`a\n${'1\n'.repeat(5000)}`);
  const ending = new AbortController();
  let taken = 0;
  const take = (): void => {
    taken += 1;
    if (taken === 500) ending.abort(new Error('enough'));
  };
  await expect(eachRow(file, await scanFile(file), take, ending.signal)).rejects.toThrow();
  expect(taken).toBeLessThan(1000);
});
