import { expect, test } from '@jest/globals';
import { refusedFields } from '../../../src/web/model/refused-fields.ts';

const NAMES = ['name', 'options'] as const;

test('what is refused stands at its field as a sentence, also when it is about one entry of a list', () => {
  const error = new Error(
    'The sandbox answered 400: name: a name has no spaces; the label may; options.1: a choice has no comma',
  );
  expect(refusedFields(error, NAMES)).toEqual({
    of: { name: 'A name has no spaces; the label may.', options: 'A choice has no comma.' },
    rest: '',
  });
});

test('the first thing said about a field counts', () => {
  const error = new Error('The sandbox answered 400: name: is short; name: is ugly');
  expect(refusedFields(error, NAMES).of).toEqual({ name: 'Is short.' });
});

test('what belongs to no field is kept, and names of objects are no fields', () => {
  const error = new Error('The sandbox answered 404: Nobody is here.; constructor: is odd');
  expect(refusedFields(error, NAMES)).toEqual({ of: {}, rest: 'Nobody is here. Constructor: is odd.' });
});

test('without an error nothing is refused', () => {
  expect(refusedFields(null, NAMES)).toEqual({ of: {}, rest: '' });
});
