import { expect, test } from '@jest/globals';
import { loggable } from '../../../src/engine/flow/log-value.ts';
import { isShortened } from '../../../src/web/model/shortened.ts';

const kept = (value: unknown) => loggable(value, (text) => text);

test.each([
  ['a long text', { name: 'x'.repeat(200_000) }],
  ['many texts', { tags: Array.from({ length: 20_000 }, (_, index) => `tag ${index}`) }],
  ['many items', Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`item ${index}`, index]))],
])('%s: the beginning that the history keeps is known as one', (_what, bundle) => {
  expect(isShortened(kept(bundle))).toBe(true);
});

test('a bundle that is kept whole is not, even when a text in it ends with the mark', () => {
  expect(isShortened(kept({ text: 'To be continued…', number: 1 }))).toBe(false);
  expect(isShortened(kept({ text: 'x'.repeat(60_000) }))).toBe(false);
});
