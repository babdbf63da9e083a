import { expect, test } from '@jest/globals';
import { OPERATORS } from '../../../src/engine/filter/operators.ts';
import type { StepFilter } from '../../../src/web/model/blueprint.ts';
import {
  addAnd,
  addOr,
  duplicateCondition,
  emptyCondition,
  focusAfterRemoval,
  groupsOf,
  operatorFor,
  operatorGroupFor,
  removeCondition,
  setCondition,
  setOperator,
  storedFilter,
} from '../../../src/web/model/filter-model.ts';

const a = { a: '{{1.a}}', o: 'exist' };
const b = { a: '{{1.b}}', o: 'text:equal', b: 'vip' };
const both: StepFilter = { name: 'VIP', conditions: [[a, b]] };

test('a filter without conditions shows one to fill in', () => {
  for (const filter of [undefined, null, {}, { conditions: [] }, { conditions: [[]] }]) {
    expect(groupsOf(filter)).toEqual([[emptyCondition()]]);
  }
});

test('conditions that lie flat count as groups of one, as the engine reads them', () => {
  const flat = JSON.parse('{"conditions":[{"a":"1","o":"exist"}]}') as StepFilter;
  expect(groupsOf(flat)).toEqual([[{ a: '1', o: 'exist' }]]);
});

test('AND adds behind a condition, OR adds a group at the end', () => {
  expect(addAnd(both, { group: 0, index: 0 }).conditions).toEqual([[a, emptyCondition(), b]]);
  expect(addOr(both).conditions).toEqual([[a, b], [emptyCondition()]]);
  expect(duplicateCondition(both, { group: 0, index: 1 }).conditions).toEqual([[a, b, b]]);
});

test('a change touches one condition and keeps what else the filter holds', () => {
  const filter = { ...both, color: 'red' };
  expect(setCondition(filter, { group: 0, index: 1 }, a)).toEqual({ name: 'VIP', color: 'red', conditions: [[a, a]] });
});

test('an operator with one value drops the second, one with two asks for it', () => {
  expect(setOperator(b, 'notexist', 1)).toEqual({ a: '{{1.b}}', o: 'notexist' });
  expect(setOperator(a, 'text:equal', 2)).toEqual({ a: '{{1.a}}', o: 'text:equal', b: '' });
  expect(setOperator(b, 'text:contain', 2)).toEqual({ ...b, o: 'text:contain' });
});

test('a condition goes, and its group when it was the last in it', () => {
  const two: StepFilter = { conditions: [[a], [a, b]] };
  expect(removeCondition(two, { group: 1, index: 0 }).conditions).toEqual([[a], [b]]);
  expect(removeCondition(two, { group: 0, index: 0 }).conditions).toEqual([[a, b]]);
  expect(removeCondition({ conditions: [[a]] }, { group: 0, index: 0 }).conditions).toEqual([[emptyCondition()]]);
});

test('the focus stays near the condition that has gone', () => {
  const place = (filter: StepFilter, group: number, index: number) =>
    focusAfterRemoval(removeCondition(filter, { group, index }), { group, index });
  expect(place({ conditions: [[a, b]] }, 0, 0)).toEqual({ group: 0, index: 0 });
  expect(place({ conditions: [[a, b]] }, 0, 1)).toEqual({ group: 0, index: 0 });
  expect(place({ conditions: [[a, b], [a]] }, 1, 0)).toEqual({ group: 0, index: 1 });
  expect(place({ conditions: [[a]] }, 0, 0)).toEqual({ group: 0, index: 0 });
});

test('what is stored holds no empty conditions, and an empty filter is none', () => {
  expect(storedFilter(addOr(addAnd(both, { group: 0, index: 0 })))).toEqual(both);
  expect(storedFilter({ name: ' ', conditions: [[emptyCondition()]] })).toBeUndefined();
  expect(storedFilter({ name: 'Later' })).toEqual({ name: 'Later', conditions: [] });
});

test('a text is searched for a part at first, a number compared with another', () => {
  expect(['text', 'array', 'number', 'collection'].map(operatorFor)).toEqual([
    'text:contain',
    'array:contain',
    'number:equal',
    'exist',
  ]);
});

test('the operator that fits a type is one the engine knows', () => {
  for (const type of ['text', 'number', 'date', 'boolean', 'array', 'collection', 'any']) {
    expect(OPERATORS.has(operatorFor(type))).toBe(true);
    expect(operatorFor(type).startsWith(operatorGroupFor(type))).toBe(true);
  }
  expect(operatorGroupFor('number')).toBe('number');
});
