import { expect, test } from '@jest/globals';
import { didYouMean, suggest } from '../../src/core/suggest.ts';

const INPUTS = ['phoneNumber', 'firstName', 'lastName'];

test.each([
  ['phoneNumbr', 'phoneNumber'],
  ['FIRSTNAME', 'firstName'],
  ['phone', 'phoneNumber'],
  ['colour', undefined],
  ['ph', undefined],
  ['', undefined],
])('for %j the name that was meant is %j', (wrong, meant) => {
  expect(suggest(wrong, INPUTS)).toBe(meant);
});

test('a beginning that two names share suggests neither', () => {
  expect(suggest('watch', ['watchTagAdded', 'watchNewCustomer'])).toBeUndefined();
});

test('names are read once, also from an iterator', () => {
  expect(didYouMean('last', new Set(INPUTS).values())).toBe(' Did you mean "lastName"?');
  expect(didYouMean('nix', INPUTS)).toBe('');
});
