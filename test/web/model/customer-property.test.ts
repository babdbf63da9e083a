import { expect, test } from '@jest/globals';
import {
  contactName,
  propertyChanges,
  propertyProblem,
  propertyRow,
  propertyValue,
} from '../../../src/web/model/customer-property.ts';

test.each([['Labrador'], ['true'], ['2'], [''], [2], [-1.5], [true], [false]])('%j comes back as it was', (value) => {
  expect(propertyValue(propertyRow('pet', value))).toBe(value);
});

test('null is edited as an empty text', () => {
  expect(propertyRow('pet', null)).toEqual({ name: 'pet', type: 'text', text: '' });
});

test.each([
  [{ name: ' ', type: 'text', text: 'x' }, 'A property needs a name.'],
  [{ name: 'pets', type: 'number', text: 'two' }, '"two" is not a number.'],
  [{ name: 'pets', type: 'number', text: '' }, '"" is not a number.'],
  [{ name: 'pet ', type: 'text', text: 'Cat' }, 'There is a property "pet" already.'],
  [{ name: 'pets', type: 'number', text: '2' }, undefined],
] as const)('%j: %s', (row, problem) => {
  expect(propertyProblem(row, ['pet'])).toBe(problem);
});

test('only what differs is set, and what is gone is removed', () => {
  const rows = [propertyRow('pet', 'Cat'), propertyRow('pets', 2), propertyRow('toString', 'x')];
  expect(propertyChanges({ pet: 'Dog', pets: 2, vip: true }, rows)).toEqual({
    set: { pet: 'Cat', toString: 'x' },
    removed: ['vip'],
  });
  expect(propertyChanges({ pets: 2 }, [{ name: 'pets', type: 'text', text: '2' }])).toEqual({
    set: { pets: '2' },
    removed: [],
  });
});

test('people are called by their names, or else by their numbers', () => {
  expect(contactName({ phone_number: '+1', first_name: 'Dana', last_name: null })).toBe('Dana');
  expect(contactName({ phone_number: '+1', first_name: '', last_name: null })).toBe('+1');
});
