import { expect, test } from '@jest/globals';
import { codeFrame, pointerTo, positionAt } from '../../src/core/source.ts';
import { didYouMean, suggest } from '../../src/core/suggest.ts';

test('positions count lines and columns from 1', () => {
  expect(positionAt('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
  expect(positionAt('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
});

test('pointers escape slashes and tildes', () => {
  expect(pointerTo('/a', 'b/c~d')).toBe('/a/b~1c~0d');
});

test('a code frame shows the line and a caret below the column', () => {
  expect(codeFrame('one\ntwo', { line: 2, column: 3 })).toBe('1 | one\n2 | two\n  |   ^');
});

test('a close name is suggested, a far one is not', () => {
  expect(suggest('getCustomr', ['getCustomer', 'closeCustomer'])).toBe('getCustomer');
  expect(suggest('zzz', ['getCustomer'])).toBeUndefined();
  expect(didYouMean('phone', ['phones'])).toBe(' Did you mean "phones"?');
});
