import { expect, test } from '@jest/globals';
import { BUILT_IN_FUNCTIONS } from '../../../src/iml/functions/index.ts';
import { argumentAt, readSignature } from '../../../src/web/model/signature.ts';

test('a signature falls into its name and its arguments', () => {
  expect(readSignature('formatDate(date; format; [timezone])')).toEqual({
    name: 'formatDate',
    arguments: ['date', 'format', '[timezone]'],
  });
  expect(readSignature('uuid()')?.arguments).toEqual([]);
  expect(readSignature('sum(array) or sum(number1; …)')?.arguments).toEqual(['number1', '…']);
  expect(readSignature('now')).toBeUndefined();
});

test('further values belong to the last argument only where it takes several', () => {
  const few = { name: 'f', arguments: ['a', 'b'] };
  const many = { name: 'f', arguments: ['a', '…', '[else]'] };
  expect([0, 1, 2].map((index) => argumentAt(few, index))).toEqual([0, 1, undefined]);
  expect([0, 1, 2, 9].map((index) => argumentAt(many, index))).toEqual([0, 1, 1, 1]);
  expect(argumentAt({ name: 'f', arguments: [] }, 0)).toBeUndefined();
});

test.each([...BUILT_IN_FUNCTIONS.values()])('the signature of $name can be read', ({ name, signature }) => {
  expect(readSignature(signature)?.name).toBe(name);
});
