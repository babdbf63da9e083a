import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { createSandbox } from '../../../src/sandbox/server.ts';
import { holderOfWorld, lockWorld } from '../../../src/sandbox/world/world-lock.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'world-lock-'));
  file = path.join(folder, 'world.json');
});

afterEach(() => rm(folder, { recursive: true }));

/** The id of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid!;
}

test('a second sandbox with the same file refuses and names the first; the first goes on', async () => {
  const first = await createSandbox({ port: 0, file });
  await expect(createSandbox({ port: 0, file })).rejects.toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining(`the process ${process.pid}, works with ${file}`),
    fix: expect.stringContaining('choose another data folder'),
  });
  await expect(createSandbox({ port: 0, file, reset: true })).rejects.toMatchObject({ name: 'ConflictError' });
  expect((await fetch(`${first.url}/__sandbox`)).status).toBe(200);
  await first.close();
  const second = await createSandbox({ port: 0, file });
  await second.close();
  expect(await readdir(folder)).toEqual(['world.json']);
});

test('a live process that is not ours keeps its lock', async () => {
  await writeFile(`${file}.lock`, JSON.stringify({ pid: process.ppid, temporary: false }));
  await expect(lockWorld(file, false)).rejects.toMatchObject({
    name: 'ConflictError',
    fix: expect.stringContaining(`${file}.lock`),
  });
  expect(await holderOfWorld(file)).toEqual({ pid: process.ppid, temporary: false });
});

test('a start waits for one that is just ending', async () => {
  const ending = await lockWorld(file, false);
  const next = lockWorld(file, false);
  await ending.release();
  await (await next).release();
  expect(await readdir(folder)).toEqual([]);
});

test('the lock of a process that is gone is taken over, also when it had our process id', async () => {
  for (const pid of [await deadPid(), process.pid]) {
    await writeFile(`${file}.lock`, JSON.stringify({ pid, temporary: false }));
    expect(await holderOfWorld(file)).toBeUndefined();
    const lock = await lockWorld(file, true);
    expect(JSON.parse(await readFile(`${file}.lock`, 'utf8'))).toEqual({ pid: process.pid, temporary: true });
    await lock.release();
  }
});

test('a lock that nobody finished writing is taken over', async () => {
  await writeFile(`${file}.lock`, '');
  await utimes(`${file}.lock`, 1, 1);
  await (await lockWorld(file, false)).release();
  expect(await readdir(folder)).toEqual([]);
});

test('of many that find the same stale lock one takes it', async () => {
  await writeFile(`${file}.lock`, JSON.stringify({ pid: await deadPid(), temporary: false }));
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockWorld(file, false)));
  const winners = tries.filter((result) => result.status === 'fulfilled');
  expect(winners).toHaveLength(1);
  await winners[0]!.value.release();
});

test('a world that cannot be read leaves no lock behind', async () => {
  await writeFile(file, '[]');
  await expect(createSandbox({ port: 0, file })).rejects.toMatchObject({ name: 'ConfigurationError' });
  expect(await readdir(folder)).toEqual(['world.json']);
});
