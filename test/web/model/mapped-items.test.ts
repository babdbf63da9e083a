import { expect, test } from '@jest/globals';
import { itemRows, openItemsAtFirst } from '../../../src/web/model/item-rows.ts';
import { bundleItem } from '../../../src/web/model/items.ts';
import { mappedItem } from '../../../src/web/model/mapped-item.ts';
import { outputFieldsOf } from '../../../src/web/model/output-fields.ts';

const SOURCE = {
  module: 1,
  label: '1 Trigger',
  fields: [
    { name: 'text', type: 'text' },
    { name: 'customer', type: 'collection', spec: [{ name: 'email', label: 'Email', type: 'text' }] },
  ],
  sample: { text: 'Hi', customer: { email: 'a@b.c' } },
};

test('a text that maps one item and nothing else leads to it', () => {
  expect(mappedItem('{{1.customer.email}}', [SOURCE])?.label).toBe('Email');
  expect(mappedItem(' {{1.text}} ', [SOURCE])?.type).toBe('text');
  for (const text of ['{{1.text}}!', '{{upper(1.text)}}', '{{2.text}}', '{{1.none}}', '{{1.text', 'text', '']) {
    expect(mappedItem(text, [SOURCE])).toBeUndefined();
  }
});

test('the tree shows what is open, with the place of every line', () => {
  const bundles = [bundleItem(SOURCE)];
  expect(itemRows(bundles, new Set()).map(({ item }) => item.iml)).toEqual(['`1`']);
  const rows = itemRows(bundles, openItemsAtFirst(bundles));
  expect(rows.map(({ item, level, position, siblings }) => [item.iml, level, position, siblings])).toEqual([
    ['`1`', 1, 1, 1],
    ['1.text', 2, 1, 2],
    ['1.customer', 2, 2, 2],
    ['1.customer.email', 3, 1, 1],
  ]);
});

test('only the nearest module is open when the others would make the tree long', () => {
  const wide = {
    ...SOURCE,
    module: 2,
    fields: Array.from({ length: 50 }, (_, index) => ({ name: `item${index}`, type: 'text' })),
  };
  const open = openItemsAtFirst([bundleItem(SOURCE), bundleItem(wide)]);
  expect([...open]).toEqual(['`1`', '1.customer']);
});

test('modules of the engine put out what their settings name', () => {
  const names = (step: object) => outputFieldsOf({ id: 1, module: '', ...step }).map(({ name }) => name);
  expect(names({ module: 'util:SetVariable2', mapper: { name: 'x' } })).toEqual(['x']);
  expect(names({ module: 'util:SetVariables', mapper: { variables: [{ name: 'x' }, { name: '' }, 'y'] } })).toEqual([
    'x',
  ]);
  const inputs = { module: 'scenario-service:StartSubscenario', metadata: { interface: [{ name: 'who' }] } };
  expect(names(inputs)).toEqual(['who']);
  expect(names({ module: 'scenario-service:ReturnData', mapper: { greeting: '' } })).toEqual(['greeting']);
  expect(names({ module: 'util:BasicTrigger', parameters: { values: [{ spec: [{ name: 'a' }] }] } })).toEqual(['a']);
  expect(names({ module: 'builtin:BasicMerge', outputs: [{ name: 'o' }] })).toEqual(['o']);
  expect(outputFieldsOf({ id: 1, module: 'builtin:BasicAggregator', mapper: { tag: '{{2.value}}' } })).toEqual([
    { name: 'array', label: 'Array', type: 'array', spec: [{ name: 'tag' }] },
  ]);
  expect(names({ module: 'sonar:sendMessage' })).toEqual([]);
});
