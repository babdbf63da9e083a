import { expect, test } from '@jest/globals';
import { readFields } from '../../../src/web/model/form-field.ts';
import { missingInputs } from '../../../src/web/model/missing-inputs.ts';
import { outputAddresses, withGivenOutputs } from '../../../src/web/model/open-outputs.ts';

const OUTPUT = [
  { name: 'id', type: 'text' },
  { name: 'person', type: 'collection', spec: 'rpc://personItems' },
  {
    name: 'notes',
    type: 'array',
    spec: { type: 'collection', spec: [{ name: 'text', type: 'text' }, 'rpc://noteItems'] },
  },
  { type: 'rpc', rpc: 'rpc://moreItems?table={{parameters.table}}' },
];

test('addresses are found on top, in place of what is inside an item, and among it', () => {
  expect(outputAddresses(OUTPUT)).toEqual([
    'rpc://personItems',
    'rpc://noteItems',
    'rpc://moreItems?table={{parameters.table}}',
  ]);
  expect(outputAddresses([{ name: 'link', type: 'text', label: 'rpc://no' }])).toEqual([]);
});

test('what is given stands in its place; what is not given, and what is no item, is left out', () => {
  const given = new Map<string, readonly unknown[]>([
    ['rpc://personItems', [{ name: 'email', type: 'email' }, 'nothing', { type: 'text' }]],
    ['rpc://moreItems?table={{parameters.table}}', [{ name: 'colour', type: 'text' }]],
  ]);
  expect(withGivenOutputs(OUTPUT, given)).toEqual([
    { name: 'id', type: 'text' },
    { name: 'person', type: 'collection', spec: [{ name: 'email', type: 'email' }] },
    { name: 'notes', type: 'array', spec: { type: 'collection', spec: [{ name: 'text', type: 'text' }] } },
    { name: 'colour', type: 'text' },
  ]);
});

const FIELDS = readFields(
  [
    { name: 'table', type: 'text', label: 'Table', required: true },
    { name: 'view', type: 'text', label: 'View' },
    { name: 'kind', type: 'text', label: 'Kind', required: true, default: 'a' },
    { name: 'text', type: 'text', label: 'Text', required: true },
  ],
  'mapper',
);

test.each([
  ['a mandatory input it reads is empty', { fields: [], reads: ['table', 'kind'], query: '' }, {}, ['Table']],
  ['its address reads a mandatory input', { fields: [], reads: [], query: 'of={{parameters.text}}' }, {}, ['Text']],
  ['it asks for an input itself', { fields: [{ name: 'view', required: true }], reads: [], query: '' }, {}, ['View']],
  ['an input is mapped', { fields: [], reads: ['table'], query: '' }, { table: '{{1.id}}' }, ['Table']],
  ['everything is there', { fields: [], reads: ['table'], query: '' }, { table: 't' }, []],
  ['it may read anything', { fields: [], reads: null, query: '' }, {}, []],
])('an RPC waits for what it cannot do without: %s', (_, asked, values, missing) => {
  expect(missingInputs(FIELDS, asked, values)).toEqual(missing);
});
