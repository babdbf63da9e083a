import { describe, expect, test } from '@jest/globals';
import {
  bytesText,
  cutValueOf,
  findInJson,
  hasCut,
  jsonRows,
  mappingOf,
  openAtFirst,
  parentsOf,
  pointerOf,
  previewOf,
} from '../../../src/web/model/json-tree.ts';

const BUNDLE = {
  customer: { phone_number: '+13105551234', subscribed: true, email: null },
  tags: ['bug', 'vip'],
  sent: { $value: 'date', of: '2026-03-01T12:00:00.000Z' },
};
const CUT = { $value: 'cut', of: 'first part', size: 5_452_595 };

describe('the lines of a tree', () => {
  test('closed parents show no children', () => {
    expect(jsonRows(BUNDLE, new Set()).map(({ name, type, preview }) => [name, type, preview])).toEqual([
      ['customer', 'collection', '{ } 3 items'],
      ['tags', 'array', '[ ] 2 items'],
      ['sent', 'date', '2026-03-01T12:00:00.000Z'],
    ]);
  });

  test('open parents show theirs, with level and place', () => {
    const rows = jsonRows(BUNDLE, new Set(['/tags']));
    expect(rows.map(({ id, name, level, position, siblings }) => [id, name, level, position, siblings])).toEqual([
      ['/customer', 'customer', 1, 1, 3],
      ['/tags', 'tags', 1, 2, 3],
      ['/tags/0', '1', 2, 1, 2],
      ['/tags/1', '2', 2, 2, 2],
      ['/sent', 'sent', 1, 3, 3],
    ]);
  });

  test('small trees are open at first, large ones are closed where they would grow too long', () => {
    expect([...openAtFirst(BUNDLE)]).toEqual(['/customer', '/tags']);
    expect([...openAtFirst({ many: Array.from({ length: 500 }, (_, id) => ({ id })) })]).toEqual([]);
  });

  test('a collection with an item called $value of its own is a collection', () => {
    const rows = jsonRows({ $value: 'collection', of: { $value: 'mine', other: 1 } }, new Set());
    expect(rows.map(({ name, preview }) => [name, preview])).toEqual([
      ['$value', 'mine'],
      ['other', '1'],
    ]);
  });

  test('items called like inherited members are data', () => {
    const bundle = JSON.parse('{"__proto__":{"polluted":1},"constructor":"x"}') as unknown;
    expect(jsonRows(bundle, new Set(['/__proto__'])).map(({ name }) => name)).toEqual([
      '__proto__',
      'polluted',
      'constructor',
    ]);
  });
});

describe('previews', () => {
  test.each<[unknown, string]>([
    ['short', 'short'],
    [`two\nlines  and ${'x'.repeat(100)}`, `two lines and ${'x'.repeat(66)}…`],
    ['y'.repeat(80), 'y'.repeat(80)],
    [null, 'empty'],
    [0, '0'],
    [false, 'false'],
    [{}, '{ } 0 items'],
    [['a'], '[ ] 1 item'],
    [CUT, 'first part'],
    [{ $value: 'undefined', of: '' }, 'nothing'],
  ])('%j reads %j', (value, expected) => {
    expect(previewOf(value)).toBe(expected);
  });
});

describe('values that were cut', () => {
  test('are known with their size, however deep they lie', () => {
    expect(cutValueOf(CUT)).toEqual({ of: 'first part', size: 5_452_595 });
    expect(hasCut({ a: [{ b: CUT }] })).toBe(true);
    expect(hasCut(BUNDLE)).toBe(false);
    expect(cutValueOf('cut')).toBeUndefined();
  });
});

describe('finding', () => {
  test('looks at names and values, whatever their case', () => {
    expect(findInJson(BUNDLE, 'PHONE')).toEqual([['customer', 'phone_number']]);
    expect(findInJson(BUNDLE, 'vip')).toEqual([['tags', 1]]);
    expect(findInJson(BUNDLE, '2026')).toEqual([['sent']]);
    expect(findInJson(BUNDLE, 'absent')).toEqual([]);
    expect(findInJson(BUNDLE, '  ')).toEqual([]);
  });

  test('ends when there is enough', () => {
    expect(
      findInJson(
        Array.from({ length: 1000 }, () => 'same'),
        'same',
        3,
      ),
    ).toHaveLength(3);
  });

  test('what is found can be shown by opening its parents', () => {
    expect(parentsOf(['a', 0, 'b'])).toEqual(['/a', '/a/0']);
  });
});

describe('paths', () => {
  test('pointers escape what a pointer means', () => {
    expect(pointerOf(['a/b', 'c~d', 0])).toBe('/a~1b/c~0d/0');
  });

  test('mappings count from 1 and quote names that need it', () => {
    expect(mappingOf(2, ['customer', 'phone_number'])).toBe('{{2.customer.phone_number}}');
    expect(mappingOf(1, ['tags', 1, 'first name'])).toBe('{{1.tags[2].`first name`}}');
  });
});

test('bytes are told in the unit people use', () => {
  expect([312, 1536, 65_536, 5_452_595].map(bytesText)).toEqual(['312 B', '1.5 KB', '64 KB', '5.2 MB']);
});
