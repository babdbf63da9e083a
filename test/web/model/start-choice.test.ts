import { expect, test } from '@jest/globals';

import { choiceOf, standText } from '../../../src/web/model/start-choice.ts';

const DRAFT = { from: 'now', date: '', item: null } as const;
const ITEMS = [
  { id: 7, date: '2026-01-01T00:00:00.000Z', label: 'No. 7' },
  { id: 'x', label: 'X' },
];

test.each([
  ['from now on', DRAFT, { from: 'now' }],
  ['everything', { ...DRAFT, from: 'all' }, { from: 'all' }],
  [
    'since a date',
    { ...DRAFT, from: 'date', date: '2026-01-01T00:00Z' },
    { from: 'date', date: '2026-01-01T00:00:00.000Z' },
  ],
  ['a date that is missing', { ...DRAFT, from: 'date' }, { missing: 'Choose a date and a time.' }],
  [
    'after an item with a date',
    { ...DRAFT, from: 'item', item: '7' },
    { from: 'item', item: { id: 7, date: '2026-01-01T00:00:00.000Z' } },
  ],
  ['after an item without one', { ...DRAFT, from: 'item', item: 'x' }, { from: 'item', item: { id: 'x' } }],
  ['an item that is missing', { ...DRAFT, from: 'item' }, { missing: 'Choose an item.' }],
] as const)('%s', (_, draft, expected) => {
  expect(choiceOf(draft, ITEMS)).toEqual(expected);
});

const show = (at: string): string => at.slice(0, 10);
const lastDate = '2026-01-01T00:00:00.000Z';

test.each([
  [null, 'It starts from the moment the scenario is switched on, or first run.'],
  [{ lastDate: null, lastId: null }, 'The next run takes everything there is.'],
  [{ lastDate: null, lastId: 7 }, 'The next run takes what came after the item 7.'],
  [{ lastDate, lastId: null }, 'The next run takes what came since 2026-01-01.'],
  [{ lastDate, lastId: 7 }, 'The next run takes what came after the item 7 of 2026-01-01.'],
])('says where the trigger stands: %j', (stands, expected) => {
  expect(standText({ type: 'date', choices: true, looksAgain: false, stands }, show)).toBe(expected);
});
