import { expect, test } from '@jest/globals';
import type { OperationRecord, RunId } from '../../src/store/records.ts';
import { createRecentLogs } from '../../src/store/recent-logs.ts';

const MIB = 1024 * 1024;
const logOf = (label: string): readonly OperationRecord[] => [{ label } as OperationRecord];

function logsAt(start: number) {
  let time = start;
  const logs = createRecentLogs(() => time);
  const kept = (...ids: RunId[]): readonly RunId[] => ids.filter((id) => logs.get(id) !== undefined);
  return { logs, kept, pass: (ms: number) => (time += ms) };
}

test('a large log is there for the next page, a small one is not worth it', () => {
  const { logs } = logsAt(0);
  const log = logOf('a');
  logs.keep('run_large', log, MIB);
  logs.keep('run_small', log, 1000);
  expect(logs.get('run_large')).toBe(log);
  expect(logs.get('run_small')).toBeUndefined();
});

test('of too many the one read longest ago goes first, and one that is too large never comes in', () => {
  const { logs, kept } = logsAt(0);
  logs.keep('run_a', logOf('a'), 8 * MIB);
  logs.keep('run_b', logOf('b'), 8 * MIB);
  expect(logs.get('run_a')).toBeDefined();
  logs.keep('run_c', logOf('c'), MIB);
  expect(kept('run_a', 'run_b', 'run_c')).toEqual(['run_a', 'run_c']);
  logs.keep('run_huge', logOf('huge'), 17 * MIB);
  expect(kept('run_a', 'run_c', 'run_huge')).toEqual(['run_a', 'run_c']);
});

test('a log that is kept twice counts once', () => {
  const { logs, kept } = logsAt(0);
  logs.keep('run_a', logOf('a'), 8 * MIB);
  logs.keep('run_a', logOf('a'), 8 * MIB);
  logs.keep('run_b', logOf('b'), 8 * MIB);
  expect(kept('run_a', 'run_b')).toEqual(['run_a', 'run_b']);
});

test('a minute after it was last read a log goes', () => {
  const { logs, kept, pass } = logsAt(1000);
  logs.keep('run_a', logOf('a'), MIB);
  pass(59_000);
  expect(kept('run_a')).toEqual(['run_a']);
  pass(59_000);
  expect(kept('run_a')).toEqual(['run_a']);
  pass(60_000);
  logs.tidy();
  expect(kept('run_a')).toEqual([]);
});
