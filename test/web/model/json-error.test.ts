import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonErrorAt, placeOf } from '../../../src/web/model/json-error.ts';

test.each<[string, number | undefined]>([
  ['', 0],
  [' {} ', undefined],
  ['Hello', 0],
  ['[1,]', 3],
  ['[1 2]', 3],
  ['{"a" 1}', 5],
  ['{"a":1,}', 7],
  ['{a:1}', 1],
  ['[1}', 2],
  ['{"a":[1', 7],
  ['01', 0],
  ['"a\nb"', 0],
  ['{} {}', 3],
  [JSON.stringify(['\u007f\u0085', '\u2028', '\ud800', '👋']), undefined],
  ['["\u007f\u0085\ud800👋"]', undefined],
  ['[[],{"a":{"b":[true,null,-1.5e3]}}]', undefined],
])('%j stops being JSON at %p', (text, at) => {
  expect(jsonErrorAt(text)).toBe(at);
});

test('it agrees with the parser on whether a text is JSON', () => {
  const parts = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-0.5', 'null', ' ', '"\\u00e4"', 'x', '"');
  const text = fc.oneof(
    fc.json(),
    fc.array(parts, { maxLength: 8 }).map((list) => list.join('')),
  );
  fc.assert(
    fc.property(text, (source) => {
      expect(jsonErrorAt(source) === undefined).toBe(isJson(source));
    }),
    { numRuns: 2000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('a long text that is never closed is read once', () => {
  expect(jsonErrorAt(`["${'a'.repeat(1_000_000)}`)).toBe(1);
});

test('lines and columns count from one', () => {
  expect(placeOf('a\nbc', 3)).toEqual({ line: 2, column: 2 });
  expect(placeOf('', 0)).toEqual({ line: 1, column: 1 });
});
