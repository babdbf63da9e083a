import { expect, test } from '@jest/globals';
import { createCheckpointer } from '../../src/store/checkpointer.ts';

const MIB = 1024 * 1024;
const COPY = 'PRAGMA wal_checkpoint(PASSIVE)';

/** A checkpointer on a helper whose copies end when the test says so. */
function stage() {
  const log: string[] = [];
  const copies: { readonly end: () => void; readonly fail: () => void }[] = [];
  const helper = {
    exec: (sql: string) => {
      log.push(`helper: ${sql}`);
      return new Promise<void>((resolve, reject) => {
        copies.push({ end: resolve, fail: () => reject(new Error('the disk is full')) });
      });
    },
  };
  const checkpointer = createCheckpointer(helper, (sql) => void log.push(`commits: ${sql}`));
  const end = async (how: 'end' | 'fail' = 'end') => {
    copies.shift()?.[how]();
    await new Promise(setImmediate);
  };
  return { checkpointer, log, end };
}

test('copies beside the commits once much was bound, and the rest between two of them', async () => {
  const { checkpointer, log, end } = stage();
  checkpointer.committed(3 * MIB);
  expect(log).toEqual([]);
  checkpointer.committed(MIB);
  expect(log).toEqual([`helper: ${COPY}`]);
  await end();
  expect(log).toEqual([`helper: ${COPY}`, `helper: ${COPY}`]);
  await end();
  expect(log).toEqual([`helper: ${COPY}`, `helper: ${COPY}`, `commits: ${COPY}`]);
});

test('begins no copy while another is under way, and the next one right after it', async () => {
  const { checkpointer, log, end } = stage();
  checkpointer.committed(4 * MIB);
  checkpointer.committed(8 * MIB);
  await end();
  await end();
  expect(log).toHaveLength(3);
  checkpointer.committed(0);
  expect(log.at(-1)).toBe(`helper: ${COPY}`);
  expect(log).toHaveLength(4);
});

test('a copy that the disk refuses is tried again later', async () => {
  const { checkpointer, log, end } = stage();
  checkpointer.committed(4 * MIB);
  await end('fail');
  expect(log).toEqual([`helper: ${COPY}`]);
  checkpointer.committed(4 * MIB);
  expect(log).toEqual([`helper: ${COPY}`, `helper: ${COPY}`]);
});

test('who closes the file can wait for the copy that is under way', async () => {
  const { checkpointer, log, end } = stage();
  checkpointer.committed(4 * MIB);
  const settled = checkpointer.settled().then(() => log.push('settled'));
  await end();
  expect(log).not.toContain('settled');
  await end();
  await settled;
  expect(log.slice(-2)).toEqual([`commits: ${COPY}`, 'settled']);
});
