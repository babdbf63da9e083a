import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { member, openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

const ONE = '+13105551111';
const COLOURS = ['red', 'green', 'dark blue'];

const DEFINITIONS = [
  { name: 'a_number', label: 'A number', type: 'number' },
  { name: 'a_text', label: 'A text', type: 'text' },
  { name: 'a_word', label: 'A word', type: 'word' },
  { name: 'a_choice', label: 'A colour', type: 'single_choice', options: COLOURS },
  { name: 'choices', label: 'Colours', type: 'multiple_choice', options: COLOURS },
  { name: 'a_place', label: 'A place', type: 'location' },
  { name: 'a_date', label: 'A date', type: 'date' },
  { name: 'a_time', label: 'A time', type: 'time' },
];

/** Values each property takes, with what is kept; and values it refuses. */
const RULES: Readonly<Record<string, { takes: (readonly [unknown, unknown])[]; refuses: unknown[] }>> = {
  a_number: {
    takes: [
      [65535, 65535],
      ['3.1415926', 3.1415926],
      ['3,5', 3.5],
      ['0', 0],
      ['-4', -4],
    ],
    refuses: ['abc', '1.2.3', '', ' ', '1e5', true, null, [1], '１'],
  },
  a_text: {
    takes: [
      ['Berlin, near the river', 'Berlin, near the river'],
      ['', ''],
      [7, '7'],
      ['{{first_name}}', '{{first_name}}'],
    ],
    refuses: [null, ['a'], { a: 1 }],
  },
  a_word: {
    takes: [
      ['ClassOf2023', 'ClassOf2023'],
      ['Äpfel', 'Äpfel'],
      [2023, '2023'],
    ],
    refuses: ['Class Of', 'a-b', '', ' a', null],
  },
  a_choice: {
    takes: [
      ['red', 'red'],
      ['dark blue', 'dark blue'],
    ],
    refuses: ['Red', 'pink', 'red, green', ['red'], '', null],
  },
  choices: {
    takes: [
      [['green', 'red'], 'red, green'],
      ['red,dark blue', 'red, dark blue'],
      [[], ''],
      ['', ''],
    ],
    refuses: [['pink'], ['red', 'red'], 'red, pink', { red: true }, null, [1]],
  },
  a_place: {
    takes: [
      [{ lat: 52.52, lng: 13.405, label: 'Berlin, Mitte' }, '52.52, 13.405, Berlin, Mitte'],
      [{ lat: -90, lng: '180' }, '-90, 180'],
      ['52.52,13.405', '52.52, 13.405'],
      ['0, -0.5, Greenwich', '0, -0.5, Greenwich'],
    ],
    refuses: [
      { lat: 91, lng: 0 },
      { lat: 0, lng: 180.1 },
      { lat: 1 },
      { lat: 1, lng: 2, x: 3 },
      'Berlin',
      '1',
      '',
      null,
    ],
  },
  a_date: {
    takes: [
      ['2024-02-29', '2024-02-29'],
      ['0099-01-01', '0099-01-01'],
    ],
    refuses: ['2023-02-29', '2024-02-29T10:00', '2024-2-9', '2024-13-01', '29.02.2024', '', 20240229, null],
  },
  a_time: {
    takes: [
      ['23:59', '23:59'],
      ['00:00', '00:00'],
    ],
    refuses: ['24:00', '12:30:15', '9:30', '12:60', '', 1230, null],
  },
};

const CASES = Object.entries(RULES);

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  for (const definition of DEFINITIONS) {
    expect((await stage.control('POST', '/property_definitions', definition)).status).toBe(201);
  }
});
afterAll(() => stage.sandbox.close());

const save = (properties: unknown) => stage.api('POST', '/v1/customers', { phone_number: ONE, properties });

describe('a defined property takes the values of its kind', () => {
  test.each(CASES.flatMap(([name, { takes }]) => takes.map(([sent, kept]) => [name, sent, kept] as const)))(
    '%s takes %j and keeps %j',
    async (name, sent, kept) => {
      const { status, body } = await save({ [name]: sent });
      expect([status, member(body, 'properties', name)]).toEqual([200, kept]);
    },
  );

  test.each(CASES.flatMap(([name, { takes }]) => takes.map(([, kept]) => [name, kept] as const)))(
    '%s takes what it kept, %j, again',
    async (name, kept) => {
      expect(member((await save({ [name]: kept })).body, 'properties', name)).toEqual(kept);
    },
  );
});

describe('a defined property refuses every other value, by name, and nothing is changed', () => {
  test.each(CASES.flatMap(([name, { refuses }]) => refuses.map((sent) => [name, sent] as const)))(
    '%s refuses %j',
    async (name, sent) => {
      await save({ [name]: RULES[name]!.takes[0]![0] });
      const before = (await stage.control('GET', '/state')).text;
      const { status, body } = await save({ [name]: sent, other: 'x' });
      expect(status).toBe(400);
      expect(member(body, 'error')).toMatch(
        new RegExp(`^properties\\[${name}\\] does not have a valid value: expected .`),
      );
      expect((await stage.control('GET', '/state')).text).toBe(before);
    },
  );

  test('all of them are named at once', async () => {
    const { body } = await save({ a_word: 'a b', a_time: '24:00', free: 'anything' });
    expect(member(body, 'error')).toMatch(/properties\[a_word\].*, properties\[a_time\]/);
  });
});

test('properties nobody defined stay free', async () => {
  const free = { free: 'a b', also: 3, flag: true, nothing: null, 'with space': '24:00' };
  expect(member((await save(free)).body, 'properties')).toMatchObject(free);
  expect((await save({ free: ['a'] })).body).toEqual({ error: 'properties is invalid' });
});
