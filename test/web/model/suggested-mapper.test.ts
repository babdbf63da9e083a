import { expect, test } from '@jest/globals';
import { suggestedMapper } from '../../../src/web/model/suggested-mapper.ts';

const phone = { name: 'phone_number', label: 'Phone Number', type: 'text' };
const trigger = {
  id: 1,
  interface: [
    { name: 'external_id', label: 'External Message ID', type: 'text' },
    { name: 'customer', label: 'Customer', type: 'collection', spec: [phone] },
  ],
};
const field = (label: string, more = {}) => ({ name: 'input', label, type: 'text', required: true, ...more });

test('a mandatory input is mapped from the item with the same label, also inside a collection', () => {
  expect(suggestedMapper([field('external message id')], [trigger])).toEqual({ input: '{{1.external_id}}' });
  expect(suggestedMapper([field('Phone Number')], [trigger])).toEqual({ input: '{{1.customer.phone_number}}' });
});

test('the nearest module that has the item is taken', () => {
  const nearer = { id: 2, interface: [phone] };
  expect(suggestedMapper([field('Phone Number')], [nearer, trigger])).toEqual({ input: '{{2.phone_number}}' });
  expect(suggestedMapper([field('External Message ID')], [nearer, trigger])).toEqual({ input: '{{1.external_id}}' });
});

test('inputs that are not mandatory, have a default, take no plain value or match nothing stay empty', () => {
  const fields = [
    field('Phone Number', { required: false }),
    field('Phone Number', { default: '+1' }),
    field('Phone Number', { type: 'array' }),
    field('Customer'),
    field('Zip'),
    field(''),
  ];
  expect(suggestedMapper(fields, [trigger])).toEqual({});
});
