import { expect, test } from '@jest/globals';
import { blueprintText, copyText, fitted, readPasted } from '../../../src/web/model/clipboard.ts';
import { eachStep, modulesRead } from '../../../src/web/model/references.ts';
import { examples, router, scenarioOf, send, watch } from './stage.ts';

test.each(examples)('%s is pasted as the scenario it is, and written back the same', (_name, source) => {
  const pasted = readPasted(JSON.stringify({ response: { blueprint: source } }));
  expect(pasted).toMatchObject({ ok: true, kind: 'scenario', blueprint: source });
  expect(blueprintText(source)).toBe(`${JSON.stringify(source, undefined, 2)}\n`);
});

const two = [send(2), send(3, '{{2.id}}')];

test.each<[string, unknown]>([
  ['what Make copies', { subflows: [{ flow: two }], metadata: { version: 1 } }],
  ['several flows', { subflows: [{ flow: two.slice(0, 1) }, { flow: two.slice(1) }] }],
  ['a flow', { flow: two }],
  ['a list of modules', two],
])('%s is pasted as modules', (_what, value) => {
  expect(readPasted(JSON.stringify(value))).toEqual({ ok: true, kind: 'modules', steps: two });
});

test('one module alone is pasted, and so is what was copied', () => {
  expect(readPasted(JSON.stringify(send(2)))).toEqual({ ok: true, kind: 'modules', steps: [send(2)] });
  const pasted = readPasted(copyText(two));
  expect(pasted).toMatchObject({ ok: true, kind: 'modules', steps: two });
});

test('an empty scenario can be pasted, an empty list cannot', () => {
  expect(readPasted(blueprintText(scenarioOf()))).toMatchObject({ ok: true, kind: 'scenario', steps: [] });
  expect(readPasted('[]')).toEqual({ ok: false, reason: 'The list holds no modules.' });
});

test.each<[string, RegExp]>([
  ['', /^There is nothing to paste/],
  ['Hello', /cannot be read from line 1, column 1 on/],
  ['{\n  "flow": [,]\n}', /cannot be read from line 2, column 12 on/],
  ['{"flow": [', /cannot be read from line 1, column 11 on/],
  ['{"a": 1}', /holds no modules/],
  ['42', /holds no modules/],
  ['{"flow": [{"module": "a:b"}, {"id": 2}]}', /^Entry 2 of the list is no module/],
  ['[null]', /^Entry 1 of the list is no module/],
])('%j is refused with the reason', (text, reason) => {
  const pasted = readPasted(text);
  expect(pasted.ok ? '' : pasted.reason).toMatch(reason);
});

test('pasted modules keep their numbers where they are free', () => {
  expect(fitted(scenarioOf(watch), two)).toBe(two);
});

test('pasted modules get free numbers, and what they read of each other follows', () => {
  const copied = [router(2, [send(3, '{{3.a}} {{2.b}} {{9.c}}'), send(4, '{{lower(3.a)}} {{`3`}} 3.a')])];
  const pasted = fitted(scenarioOf(watch, send(2), send(3)), copied);
  expect(eachStep(pasted).map(({ id }) => id)).toEqual([4, 5, 6]);
  expect(eachStep(pasted).map(({ mapper }) => mapper)).toEqual([
    null,
    { text: '{{5.a}} {{4.b}} {{9.c}}' },
    { text: '{{lower(5.a)}} {{`5`}} 3.a' },
  ]);
});

test('numbers follow in filters, branches, aggregators, flags and keys', () => {
  const source = [
    send(2),
    {
      id: 3,
      module: 'builtin:BasicAggregator',
      parameters: { feeder: 2, target: '2.headers', note: '{{2.a}}' },
      mapper: { '{{2.key}}': ['{{2.a}}'] },
      flags: { groupBy: '{{2.team}}' },
      filter: { name: '{{2.a}} is text', conditions: [[{ a: '{{2.a[2.n]}}', o: 'exist' }]] },
    },
    {
      id: 4,
      module: 'builtin:BasicIfElse',
      mapper: null,
      branches: [{ type: 'condition', conditions: [[{ a: '{{3.array}}', o: 'exist' }]], flow: [send(5, '{{3.x}}')] }],
    },
    { id: 6, module: 'builtin:BasicMerge', mapper: null, outputs: [{ name: 'text', mappings: ['{{5.text}}'] }] },
  ];
  const pasted = JSON.stringify(fitted(scenarioOf(watch, send(2)), source));
  expect(JSON.parse(pasted)).toEqual([
    { ...send(3) },
    {
      id: 4,
      module: 'builtin:BasicAggregator',
      parameters: { feeder: 3, target: '3.headers', note: '{{2.a}}' },
      mapper: { '{{3.key}}': ['{{3.a}}'] },
      flags: { groupBy: '{{3.team}}' },
      filter: { name: '{{3.a}} is text', conditions: [[{ a: '{{3.a[3.n]}}', o: 'exist' }]] },
    },
    {
      id: 5,
      module: 'builtin:BasicIfElse',
      mapper: null,
      branches: [{ type: 'condition', conditions: [[{ a: '{{4.array}}', o: 'exist' }]], flow: [send(6, '{{4.x}}')] }],
    },
    { id: 7, module: 'builtin:BasicMerge', mapper: null, outputs: [{ name: 'text', mappings: ['{{6.text}}'] }] },
  ]);
});

test('modules without a number, or with one that is taken twice, get one', () => {
  const odd = JSON.parse(
    '[{"module":"a:b"},{"id":"7","module":"a:b"},{"id":7,"module":"a:b"}]',
  ) as (typeof two)[number][];
  const ids = eachStep(fitted(scenarioOf(watch), odd)).map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => typeof id === 'number' && id > 1)).toBe(true);
});

test('the modules a value reads are found however deep', () => {
  expect([...modulesRead({ a: ['{{1.a}} {{2.b[3.c]}}', { b: '{{`4`}} 5.x' }] })]).toEqual([1, 2, 3, 4]);
});
