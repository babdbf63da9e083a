import { expect, test } from '@jest/globals';

import { newId, newUrlToken } from '../../src/core/ids.ts';

test('names the kind of an id', () => {
  expect(newId('run')).toMatch(/^run_[0-9a-z]{24}$/);
});

test('sorts ids by their time', () => {
  const times = [0, 1, 1_700_000_000_000, 1_800_000_000_000, 2_500_000_000_000];
  const ids = times.map((time) => newId('whd', time));
  expect(ids.toSorted()).toEqual(ids);
});

test('gives ids of the same moment different names, in their order', () => {
  const ids = Array.from({ length: 1000 }, () => newId('whd', 1));
  expect(new Set(ids).size).toBe(1000);
  expect(ids.toSorted()).toEqual(ids);
});

test('makes address tokens of 32 characters that are safe in a URL', () => {
  expect(newUrlToken()).toMatch(/^[\w-]{32}$/);
});
