import { resolve } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import type { App } from '../../../src/manifest/app.ts';
import { loadApp } from '../../../src/manifest/load.ts';
import type { Blueprint, Step } from '../../../src/web/model/blueprint.ts';
import { named } from '../../../src/web/model/iml-path.ts';
import {
  bundleItem,
  childNamed,
  childrenOf,
  elementPath,
  ERROR_FIELDS,
  findItems,
  labelOfPath,
  type Item,
  type ItemField,
} from '../../../src/web/model/items.ts';
import { writePath } from '../../../src/web/model/iml-path.ts';
import { allSteps, pathOfId, pointerOf } from '../../../src/web/model/step-path.ts';
import { setMapped } from '../../../src/web/model/step-settings.ts';
import { upstreamOf } from '../../../src/web/model/upstream.ts';
import { examples, router, scenarioOf, send, watch } from './stage.ts';

let apps: ReadonlyMap<string, App>;
beforeAll(async () => {
  const app = await loadApp(resolve(import.meta.dirname, '../../..'));
  apps = new Map([[app.name, app]]);
});

/** What every module may map from: its number, then the numbers it sees, nearest first. */
function viewOf(blueprint: Blueprint): Record<string, number[]> {
  return Object.fromEntries(
    allSteps(blueprint).map(({ number, path }) => [number, upstreamOf(blueprint, path).map(({ id }) => id)]),
  );
}

/** The numbers the engine lets each module read. */
function viewOfEngine(blueprint: Blueprint): Record<string, number[]> {
  const steps = allSteps(blueprint);
  return Object.fromEntries(
    steps.map(({ number, path }) => {
      const probe = steps.map((other) => `{{\`${other.number}\`}}`).join('');
      const { problems } = compileScenario(setMapped(blueprint, path, 'probe', probe), apps);
      const at = `${pointerOf(path)}/mapper/probe`;
      const unknown = problems.filter(({ pointer, code }) => pointer === at && code === 'UNKNOWN_MODULE_REFERENCE');
      const refused = new Set(unknown.map(({ message }) => /\{\{(\d+)/.exec(message)?.[1]));
      return [number, steps.flatMap((other) => (refused.has(other.number) ? [] : [Number(other.number)]))];
    }),
  );
}

function sorted(view: Record<string, number[]>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(view).map(([key, ids]) => [key, ids.toSorted((a, b) => a - b)]));
}

test.each(examples)('in %s every module may map from what the engine lets it read', (_name, source) => {
  expect(sorted(viewOf(source))).toEqual(sorted(viewOfEngine(source)));
});

const feeder = (id: number): Step => ({ id, module: 'builtin:BasicFeeder', mapper: { array: '{{1.tags}}' } });
const collect = (id: number, source: number): Step => ({
  id,
  module: 'builtin:BasicAggregator',
  parameters: { feeder: source },
  mapper: {},
});

test('routes do not see each other, an error handler sees the module that failed', () => {
  const handler = [send(9), { id: 10, module: 'builtin:Resume', mapper: {} }];
  const source = scenarioOf(watch, send(2, '', { onerror: handler }), router(3, [send(4), send(5)], [send(6)]));
  expect(viewOf(source)).toEqual({
    1: [],
    2: [1],
    9: [2, 1],
    10: [9, 2, 1],
    3: [2, 1],
    4: [2, 1],
    5: [4, 2, 1],
    6: [2, 1],
  });
  expect(sorted(viewOf(source))).toEqual(sorted(viewOfEngine(source)));
  const seen = upstreamOf(source, pathOfId(source, 9) ?? []);
  expect(seen.map(({ relation }) => relation)).toEqual(['failed', 'before']);
});

test('behind an aggregator what it collected from is out of sight', () => {
  const source = scenarioOf(watch, feeder(2), send(3), collect(4, 2), send(5));
  expect(viewOf(source)).toEqual({ 1: [], 2: [1], 3: [2, 1], 4: [3, 2, 1], 5: [4, 1] });
  expect(sorted(viewOf(source))).toEqual(sorted(viewOfEngine(source)));
});

test('modules joined to nothing see only those before them', () => {
  const source: Blueprint = { ...scenarioOf(watch), metadata: { designer: { orphans: [[send(7), send(8)]] } } };
  expect(viewOf(source)).toEqual({ 1: [], 7: [], 8: [7] });
});

const FIELDS: readonly ItemField[] = [
  {
    name: 'customer',
    label: 'Customer',
    type: 'collection',
    spec: [{ name: 'phone_number', label: 'Phone Number', type: 'text' }],
  },
  { name: 'tags', label: 'Tags', type: 'array', spec: { type: 'text' } },
  { name: 'orders', label: 'Orders', type: 'array', spec: [{ name: 'total', label: 'Total', type: 'number' }] },
];
const SAMPLE = {
  customer: { phone_number: '+13105551234', 'zip code': '90210' },
  tags: ['vip'],
  orders: [{ total: 3, paid: true }],
  at: { $value: 'date', of: '2026-01-15T10:30:00.000Z' },
};
const bundle = bundleItem({ module: 1, label: '1 Watch New Customer', fields: FIELDS, sample: SAMPLE });

/** An item and everything in it, one line each. */
function linesOf(item: Item): readonly string[] {
  const line = [item.iml, item.label, item.type, item.preview].join(' | ');
  return [line, ...childrenOf(item).flatMap(linesOf)];
}

test('the tree of a module joins what is declared with what its sample holds', () => {
  expect(linesOf(bundle)).toEqual([
    '`1` | 1 Watch New Customer | collection | { } 4 items',
    '1.customer | Customer | collection | { } 2 items',
    '1.customer.phone_number | Phone Number | text | +13105551234',
    '1.customer.`zip code` | zip code | text | 90210',
    '1.tags | Tags | array | [ ] 1 item',
    '1.orders | Orders | array | [ ] 1 item',
    '1.orders[].total | Total | number | 3',
    '1.orders[].paid | paid | boolean | true',
    '1.at | at | date | 2026-01-15T10:30:00.000Z',
  ]);
});

test('without a sample the declared items are there, and without anything only the bundle', () => {
  expect(linesOf(bundleItem({ module: 1, label: 'A', fields: FIELDS })).map((line) => line.split(' | ')[0])).toEqual([
    '`1`',
    '1.customer',
    '1.customer.phone_number',
    '1.tags',
    '1.orders',
    '1.orders[].total',
  ]);
  const bare = bundleItem({ module: 1, label: 'A', fields: [] });
  expect([bare.isParent, childrenOf(bare)]).toEqual([false, []]);
});

test('a failed module gives its error', () => {
  expect(
    linesOf(bundleItem({ module: 2, label: 'B', fields: ERROR_FIELDS })).map((line) => line.split(' | ')[0]),
  ).toEqual(['`2`', '2.error', '2.error.message', '2.error.type']);
});

test('one element of an array, or all of them, can be chosen', () => {
  const tags = childNamed(bundle, 'tags')!;
  expect((['first', 'all', 3] as const).map((choice) => writePath(elementPath(tags, choice)))).toEqual([
    '1.tags[]',
    '1.tags',
    '1.tags[3]',
  ]);
});

test('the label of a path is known where the interface or the sample knows it', () => {
  expect(labelOfPath(bundle, [named('customer'), named('phone_number')])).toBe('Phone Number');
  expect(labelOfPath(bundle, [named('tags'), { type: 'index', index: 2 }])).toBe('Tags[2]');
  expect(labelOfPath(bundle, [named('orders'), { type: 'first' }, named('total')])).toBe('Total');
  expect(labelOfPath(bundle, [named('nothing'), named('here')])).toBeUndefined();
});

test('items are found by label, by name and by value, with those above them', () => {
  const found = (query: string) => findItems([bundle], query).map(({ item }) => item.iml);
  expect(found('phone num')).toEqual(['1.customer.phone_number']);
  expect(found('555123')).toEqual(['1.customer.phone_number']);
  expect(found('phone_n')).toEqual(['1.customer.phone_number']);
  expect(found('  ')).toEqual([]);
  expect(findItems([bundle], 'paid')[0]?.parents.map(({ name }) => name)).toEqual(['1', 'orders']);
});

test('names that look inherited are only found where they are', () => {
  expect(childNamed(bundle, 'constructor')).toBeUndefined();
  const odd = bundleItem({
    module: 1,
    label: 'A',
    fields: [],
    sample: JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
  });
  expect(linesOf(odd).slice(1)).toEqual([
    '1.__proto__ | __proto__ | collection | { } 1 item',
    '1.__proto__.a | a | number | 1',
    '1.constructor | constructor | number | 2',
  ]);
});

test('a bundle with ten thousand items is built level by level, and a search stops at its limit', () => {
  const large = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [`key ${index}`, { deep: { value: index } }]),
  );
  const wide = bundleItem({ module: 1, label: 'A', fields: [], sample: large });
  const children = childrenOf(wide);
  expect(children).toHaveLength(10_000);
  expect(children[9_999]?.iml).toBe('1.`key 9999`');
  expect(findItems([wide], 'value')).toHaveLength(200);
});

test('a search goes down a dozen levels, not to the bottom of any bundle', () => {
  const deep = Array.from({ length: 5_000 }).reduce<object>((inner) => ({ inner }), { end: 1 });
  expect(findItems([bundleItem({ module: 1, label: 'A', fields: [], sample: deep })], 'end')).toEqual([]);
});
