import { expect, test } from '@jest/globals';
import { missingReferences } from '../../src/iml/missing.ts';

const bundles = {
  1: {
    customer: { name: 'Ada', nickname: null, note: '' },
    orders: [{ total: 5 }],
    tags: [],
    headers: { 'X-Id': 'a' },
    count: 0,
  },
};

test.each([
  ['1.customer.zip', 'Item zip is not in this bundle.'],
  ['1.customer.nickname', 'Item nickname is empty in this bundle.'],
  ['1.customer.note', 'Item note is empty in this bundle.'],
  ['1.customer.nickname.first', 'Item nickname is empty in this bundle.'],
  ['1.customer.name.first', 'Item name is a single value and has no items of its own.'],
  ['1.customer[2]', 'Item customer is no list in this bundle.'],
  ['1.orders[2].total', 'The list orders has one element, none at 2.'],
  ['1.orders[0].total', 'The list orders has no element 0: elements count from 1.'],
  ['1.orders.total', 'Item orders is a list: choose an element first, for example orders[1].'],
  ['1.orders[].date', 'Item date is not in this bundle.'],
  ['1.tags[]', 'The list tags is empty in this bundle.'],
  ['1.constructor.name', 'Item constructor is not in this bundle.'],
  ['2.name', 'Module 2 has no data yet.'],
  ['name', 'There is no value called name.'],
])('%s gives nothing: %s', (path, reason) => {
  expect(missingReferences(`a {{${path}}}`, bundles)).toEqual([{ path, reason, pointer: '' }]);
});

test.each([
  '{{1.customer.name}} {{1.orders[1].total}} {{1.orders[-1].total}} {{1.count}}',
  '{{1.headers.`x-id`}}',
  '{{1.orders[1.count].total}}',
  '{{map(1.orders; total)}} {{if(1.count = 0; nothing; some)}} {{now}}',
  '{{1.customer.',
  'no expression',
])('%s misses nothing', (text) => {
  expect(missingReferences(text, bundles)).toEqual([]);
});

test('finds references in functions and nested values, each once for each text, with its place', () => {
  const raw = { 'a/b': ['{{upper(1.x)}} {{1.x}}', { c: '{{if(1.x; 1.y.z; 3)}}' }] };
  expect(missingReferences(raw, bundles).map(({ path, pointer }) => [path, pointer])).toEqual([
    ['1.x', '/a~1b/0'],
    ['1.x', '/a~1b/1/c'],
    ['1.y.z', '/a~1b/1/c'],
  ]);
});

test('does not judge values that exist in runs only', () => {
  const found = missingReferences('{{scenario.name}} {{scenarios.name}}', bundles, new Set(['scenario']));
  expect(found.map(({ path }) => path)).toEqual(['scenarios.name']);
});

test('names of bundles are data: __proto__ gives nothing', () => {
  expect(missingReferences('{{1.__proto__.polluted}}', bundles)).toHaveLength(1);
});
