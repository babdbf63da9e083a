import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { scanModules } from '../../../src/engine/blueprint/scan-modules.ts';
import { customNameOf, emptyBlueprint, idOf, readBlueprint, type Blueprint } from '../../../src/web/model/blueprint.ts';
import {
  allSteps,
  innerLists,
  isWithin,
  kindOfList,
  listOf,
  nextId,
  ownerOf,
  pathOfId,
  placeOfPointer,
  pointerOf,
  stepAt,
} from '../../../src/web/model/step-path.ts';
import { changeAt, withKey } from '../../../src/web/model/values.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../../examples/scenarios');
const examples = readdirSync(EXAMPLES).map((name): [string, Blueprint] => [
  name,
  JSON.parse(readFileSync(resolve(EXAMPLES, name), 'utf8')) as Blueprint,
]);

const nested: Blueprint = {
  flow: [
    { id: 1, module: 'a:watch' },
    {
      id: 2,
      module: 'builtin:BasicRouter',
      onerror: [{ id: 9, module: 'builtin:Ignore' }],
      routes: [{ flow: [{ id: 3, module: 'a:one' }] }, { flow: [{ id: 4, module: 'a:two' }] }],
    },
  ],
  metadata: { designer: { orphans: [[{ id: 7, module: 'a:lost' }]] } },
};

test.each(examples)(
  'the modules of %s are those the engine finds, in its order and under its pointers',
  (_name, source) => {
    const found = allSteps(source).map(({ step, path }) => [idOf(step), pointerOf(path)]);
    expect(found).toEqual(scanModules(source.flow, '/flow').map(({ id, pointer }) => [id, pointer]));
  },
);

test('modules carry their number, depth and kind of list; orphans come last', () => {
  expect(allSteps(nested).map(({ number, depth, kind }) => `${number} ${depth} ${kind}`)).toEqual([
    '1 0 flow',
    '2 0 flow',
    '9 1 onerror',
    '3 1 route',
    '4 1 route',
    '7 0 orphans',
  ]);
});

test('a new id is above every id, also in routes and among orphans', () => {
  expect(nextId(nested)).toBe(10);
  expect(nextId(emptyBlueprint('New'))).toBe(1);
});

test('a path leads to a module, its list and the module that list belongs to', () => {
  const path = pathOfId(nested, 4) ?? [];
  expect(stepAt(nested, path)?.module).toBe('a:two');
  expect(kindOfList(listOf(path))).toBe('route');
  expect(ownerOf(listOf(path))).toEqual(['flow', 1]);
  expect(isWithin(path, ['flow', 1])).toBe(true);
  expect(isWithin(path, ['flow', 0])).toBe(false);
  expect(stepAt(nested, ['flow', 8])).toBeUndefined();
  expect(pathOfId(nested, 99)).toBeUndefined();
});

test('the lists inside a module are the error handler, then routes', () => {
  const router = stepAt(nested, ['flow', 1]);
  expect(router && innerLists(router, ['flow', 1]).map(({ kind, index }) => `${kind} ${index}`)).toEqual([
    'onerror 0',
    'route 0',
    'route 1',
  ]);
});

test('a pointer of a finding leads to the innermost module and the field in it', () => {
  expect(placeOfPointer(nested, '/flow/1/routes/0/flow/0/mapper/a~1b')).toEqual({
    path: ['flow', 1, 'routes', 0, 'flow', 0],
    rest: ['mapper', 'a/b'],
  });
  expect(placeOfPointer(nested, '/response/blueprint/flow/1/onerror/0')).toEqual({
    path: ['flow', 1, 'onerror', 0],
    rest: [],
  });
  expect(placeOfPointer(nested, '/metadata/scenario')).toBeUndefined();
});

test('a blueprint is found in its wrappers, and is the same object', () => {
  expect(readBlueprint({ response: { blueprint: nested } })).toBe(nested);
  expect(readBlueprint({ blueprint: nested })).toBe(nested);
  expect(readBlueprint(nested)).toBe(nested);
  expect(readBlueprint({ name: 'no flow' })).toBeUndefined();
  expect(readBlueprint(null)).toBeUndefined();
});

test('entries that are no modules are passed over, and an id written as text counts', () => {
  const damaged = readBlueprint(JSON.parse('{"flow":[null,"x",{"id":"5","module":"a:b"},{"module":"a:c"}]}'));
  expect(damaged && allSteps(damaged).map(({ number }) => number)).toEqual(['5', '?']);
  expect(damaged && nextId(damaged)).toBe(6);
});

test('a blank custom name is none', () => {
  expect(customNameOf({ id: 1, module: 'a:b', metadata: { designer: { name: ' ' } } })).toBeUndefined();
  expect(customNameOf({ id: 1, module: 'a:b', metadata: { designer: { name: 'Greet' } } })).toBe('Greet');
});

test('a change keeps the order of keys and shares what it does not touch', () => {
  const changed = changeAt(nested, ['flow', 0, 'module'], () => 'a:other');
  expect(changed.flow[1]).toBe(nested.flow[1]);
  expect(Object.keys(changed)).toEqual(Object.keys(nested));
  expect(stepAt(changed, ['flow', 0])).toEqual({ id: 1, module: 'a:other' });
});

test('a key called __proto__ stays plain data', () => {
  const changed = withKey(JSON.parse('{"__proto__":1,"a":2}') as object, 'a', 3);
  expect(JSON.stringify(changed)).toBe('{"__proto__":1,"a":3}');
});
