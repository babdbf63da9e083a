import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OPERATORS } from '../../src/engine/filter/operators.ts';
import { openStage, type ServerStage } from './stage.ts';

let stage: ServerStage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const evaluate = async (body: object) => stage.call('POST', '/api/v1/filters/evaluate', { body });
const bundles = { 1: { name: 'Ada', count: 5, when: { $value: 'date', of: '2026-03-01T12:00:00.000Z' } } };

test('lists every operator of the engine under a heading', async () => {
  const { body } = await stage.call('GET', '/api/v1/filter-operators');
  const { data } = body as { data: { id: string; group: string; label: string }[] };
  expect(data.map(({ id }) => id)).toEqual([...OPERATORS.keys()]);
  expect(data).toEqual(
    expect.arrayContaining([
      { id: 'exist', label: 'Exists', group: 'Existence', operands: 1 },
      { id: 'text:contain:ci', label: 'Contains (ignoring case)', group: 'Text', operands: 2 },
      { id: 'text:notcontain', label: 'Does not contain', group: 'Text', operands: 2 },
      { id: 'boolean:istrue', label: 'Is true', group: 'Yes or no', operands: 1 },
    ]),
  );
  const labels = data.map(({ group, label }) => `${group}: ${label}`);
  expect(new Set(labels).size).toBe(labels.length);
});

test('a filter passes when all conditions of one group hold', async () => {
  const conditions = [
    [
      { a: '{{1.name}}', o: 'text:equal', b: 'Ada' },
      { a: '{{1.count}}', o: 'number:greater', b: '7' },
    ],
    [{ a: '{{1.name}}', o: 'exist' }],
  ];
  expect((await evaluate({ conditions, bundles })).body).toEqual({
    passes: true,
    groups: [
      [
        { passes: true, a: 'Ada', b: 'Ada', error: null },
        { passes: false, a: 5, b: '7', error: null },
      ],
      [{ passes: true, a: 'Ada', error: null }],
    ],
  });
  expect((await evaluate({ conditions: conditions.slice(0, 1), bundles })).body).toMatchObject({ passes: false });
});

test('no conditions at all pass, and empty groups keep their place', async () => {
  expect((await evaluate({ conditions: [] })).body).toEqual({ passes: true, groups: [] });
  const conditions = [[], [{ a: '{{1.nothing}}' }]];
  expect((await evaluate({ conditions, bundles })).body).toEqual({
    passes: false,
    groups: [[], [{ passes: false, a: null, error: null }]],
  });
});

test('dates of the history are compared as dates', async () => {
  const conditions = [[{ a: '{{1.when}}', o: 'date:equal', b: '2026-03-01T13:00:00+01:00' }]];
  expect((await evaluate({ conditions, bundles })).body).toMatchObject({ passes: true });
});

test('conditions that cannot be judged say why, and the filter does not pass', async () => {
  const conditions = [
    [
      { a: '{{1.name}}', o: 'text:equals', b: 'Ada' },
      { a: '{{1.name +}}', o: 'exist' },
      { a: '{{1.name}}', o: 'text:pattern', b: '(' },
    ],
  ];
  const { status, body } = await evaluate({ conditions, bundles });
  expect({ status, body }).toMatchObject({
    status: 200,
    body: {
      passes: false,
      groups: [
        [
          { passes: false, a: 'Ada', b: 'Ada', error: expect.stringContaining('Did you mean "text:equal"') },
          { passes: false, a: null, error: expect.stringContaining('ends too early') },
          { passes: false, a: 'Ada', b: '(', error: expect.stringContaining('pattern') },
        ],
      ],
    },
  });
});

test('a pattern that cannot be used lets nothing pass, also where its opposite is asked for', async () => {
  const conditions = [[{ a: '{{1.name}}', o: 'text:notpattern', b: '(' }], [{ a: '{{1.name}}', o: 'exist' }]];
  expect((await evaluate({ conditions, bundles })).body).toMatchObject({ passes: false });
});

test('refuses what is no list of groups', async () => {
  expect((await evaluate({ conditions: [{ a: 1 }] })).status).toBe(400);
});
