import { expect, test } from '@jest/globals';
import { filterText } from '../../../src/web/model/filter-text.ts';
import { readableText } from '../../../src/web/model/readable-text.ts';
import type { LabelOf } from '../../../src/web/model/readable-text.ts';

const a = { a: '{{1.message.text}}', o: 'contains', b: 'bug' };
const b = { a: '{{1.id}}', o: 'exists' };
const LABELS = new Map([
  ['message.text', 'Text'],
  ['first name', 'First Name'],
]);
const labelOf: LabelOf = (module, path) =>
  module === 1 ? LABELS.get(path.map((part) => (part.type === 'name' ? part.name : '?')).join('.')) : undefined;
const words = { operator: (id: string) => id, value: (text: string) => readableText(text, labelOf) };

test('a filter with a label is called by it', () => {
  expect(filterText({ name: 'Bugs', conditions: [[a, b]] }, words)).toEqual({ short: 'Bugs', full: 'Bugs' });
});

test('one condition is told in words, with the labels of its items', () => {
  const text = 'Text contains bug';
  expect(filterText({ conditions: [[a]] }, words)).toEqual({ short: text, full: text });
});

test('several conditions are counted, and told in full', () => {
  expect(filterText({ conditions: [[a, b], [b]] }, words)).toEqual({
    short: '3 conditions',
    full: '3 conditions: Text contains bug and id exists, or id exists',
  });
});

test.each([null, undefined, {}, { conditions: [] }])('%j is no filter', (filter) => {
  expect(filterText(filter, words)).toBeUndefined();
});

test('values that are no texts are told as well', () => {
  expect(filterText({ conditions: [[{ a: 3, o: 'equals', b: [1, 2] }]] }, words)?.full).toBe('3 equals [ ] 2 items');
});

test.each([
  ['Hi {{1.`first name`}} and {{2.zip}}', 'Hi First Name and zip'],
  ['{{lower(1.message.text)}}', 'lower(Text)'],
  ['{{1}}', '1'],
  ['{{`1`}}', 'Bundle of module 1'],
  ['plain }} text', 'plain }} text'],
  ['{{1.message.text', 'Text'],
  ['<b>{{now}}</b>', '<b>now</b>'],
])('%j reads %j', (text, read) => {
  expect(readableText(text, labelOf)).toBe(read);
});
