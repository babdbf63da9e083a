import { expect, test } from '@jest/globals';
import { dataStoreOf, recordOutputs } from '../../../src/web/model/record-outputs.ts';

const CITY = { name: 'city', type: 'text' };
const DECLARED = [
  { name: 'key', type: 'text' },
  { name: 'data', type: 'collection' },
];
const step = (module: string, mapper = {}) => ({ id: 1, module: `datastore:${module}`, mapper });

test('records have the fields of the structure of their data store', () => {
  expect(recordOutputs(step('SearchRecord'), DECLARED, [CITY])).toEqual([
    DECLARED[0],
    { ...DECLARED[1], spec: [CITY] },
  ]);
  expect(recordOutputs(step('SearchRecord'), DECLARED, [])).toEqual(DECLARED);
});

test('a record that is read gives its fields, or itself in a wrapping', () => {
  expect(recordOutputs(step('GetRecord'), [], [CITY])).toEqual([CITY]);
  expect(recordOutputs(step('GetRecord', { returnWrapped: true }), [], [CITY])).toMatchObject([
    { name: 'key' },
    { name: 'data', spec: [CITY] },
  ]);
  expect(recordOutputs(step('GetRecord', { returnWrapped: 'false' }), [], [CITY])).toEqual([CITY]);
});

test('only modules of data stores have one', () => {
  expect(dataStoreOf({ ...step('Stats'), parameters: { datastore: 'ds_1' } })).toBe('ds_1');
  expect(dataStoreOf({ ...step('Stats'), parameters: { datastore: 11 } })).toBe('11');
  expect(dataStoreOf(step('Stats'))).toBeUndefined();
  expect(dataStoreOf({ id: 1, module: 'other:module', parameters: { datastore: 'ds_1' } })).toBeUndefined();
});
