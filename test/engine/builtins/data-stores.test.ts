import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createManualClock } from '../../../src/core/clock.ts';
import type { Collection, Json } from '../../../src/core/json.ts';
import { DATA_STORE_LIMITS } from '../../../src/core/limits.ts';
import { createDataRecords } from '../../../src/engine/data-stores/data-records.ts';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import { createStore } from '../../../src/store/create-store.ts';
import type { DataStoreRecord } from '../../../src/store/data-store.ts';
import { openSqlite } from '../../../src/store/sqlite-database.ts';
import type { Store } from '../../../src/store/store.ts';
import { blueprint, observe, trigger, type ModuleText } from '../fixtures.ts';

const ANYTHING: DataStoreRecord = {
  id: 'ds_any',
  name: 'Anything',
  structure: null,
  strict: false,
  records: 0,
  bytes: 0,
  createdAt: 1,
  updatedAt: 1,
  version: 1,
};
const PEOPLE: DataStoreRecord = {
  ...ANYTHING,
  id: 'ds_people',
  name: 'People',
  structure: [
    { name: 'name', type: 'text', required: true },
    { name: 'age', type: 'uinteger' },
    { name: 'seen', type: 'date' },
  ],
  strict: true,
};

let store: Store;
beforeEach(async () => {
  store = await createStore(await openSqlite({ file: ':memory:' }), createManualClock(1000));
  await store.dataStores.insert(ANYTHING);
  await store.dataStores.insert(PEOPLE);
});
afterEach(() => store.close());

/** A module behind the trigger, on the data store without a structure unless it names another. */
function module(name: string, mapper: Collection, parameters: Collection = {}): ModuleText {
  return { id: 2, module: `datastore:${name}`, parameters: { datastore: 'ds_any', ...parameters }, mapper };
}

/** Runs one module with one bundle. */
async function run(one: ModuleText, bundle: Collection = { a: 1 }) {
  const { outcome, operations } = await observe(blueprint([trigger(bundle), one]), {
    dataStores: createDataRecords(store.dataStores),
  });
  const last = operations.find(({ moduleId }) => moduleId === 2);
  return { error: last?.error ?? null, status: outcome.status, outputs: last?.outputs ?? [], write: last?.write };
}

async function put(key: string, data: Json, id: 'ds_any' | 'ds_people' = 'ds_any'): Promise<void> {
  const next = { key, data, size: 10 };
  await store.dataStores.change(id, { base: undefined, next }, { room: DATA_STORE_LIMITS });
}

async function kept(key: string, id: 'ds_any' | 'ds_people' = 'ds_any'): Promise<Json | undefined> {
  return (await store.dataStores.record(id, key))?.data;
}

test('a record is added once; again it is a duplicate, unless it may be overwritten', async () => {
  const add = (overwrite: boolean, value: string) => run(module('AddRecord', { key: 'k', overwrite, data: { value } }));
  expect(await add(false, 'one')).toMatchObject({
    outputs: [{ key: 'k', data: { value: 'one' } }],
    status: 'success',
    write: true,
  });
  expect(await add(false, 'two')).toMatchObject({ status: 'warning', error: { name: 'DuplicateDataError' } });
  expect(await kept('k')).toEqual({ value: 'one' });
  expect((await add(true, 'two')).error).toBeNull();
  expect(await kept('k')).toEqual({ value: 'two' });
});

test('a record without a key gets one, and the bundle has it', async () => {
  const { outputs } = await run(module('AddRecord', { data: { a: '{{1.a}}', day: '{{parseDate("2026-01-02")}}' } }));
  const [{ key }] = outputs as [{ key: string }];
  expect(key).toMatch(/^rec_/);
  expect(await kept(key)).toEqual({ a: 1, day: '2026-01-02T00:00:00.000Z' });
});

test('what is mapped is data: its braces, names and JSON text mean nothing', async () => {
  await run(module('AddRecord', { key: '{{1.key}}', data: { text: '{{1.text}}' } }), {
    key: '{{now}}',
    text: '{"a": "{{now}}"}',
  });
  expect(await kept('{{now}}')).toEqual({ text: '{"a": "{{now}}"}' });
  await run(module('AddRecord', { key: 'json', data: '{"__proto__": {"x": 1}}' }));
  expect(JSON.stringify(await kept('json'))).toBe('{"__proto__":{"x":1}}');
});

test('an update changes what is named, and adds to arrays unless they are overwritten', async () => {
  await put('k', { a: 1, b: { c: 1, d: 1 }, list: [1] });
  const update = (more: Collection) =>
    run(module('UpdateRecord', { key: 'k', data: { b: { d: 2 }, list: [2] }, ...more }));
  expect((await update({})).outputs).toEqual([{ key: 'k', data: { a: 1, b: { c: 1, d: 2 }, list: [1, 2] } }]);
  await update({ overwriteArrays: true });
  expect(await kept('k')).toEqual({ a: 1, b: { c: 1, d: 2 }, list: [2] });
});

test('an update of a record that is missing fails, or inserts it', async () => {
  const update = (upsert: boolean) => run(module('UpdateRecord', { key: 'new', upsert, data: { a: 1 } }));
  expect((await update(false)).error).toMatchObject({
    name: 'DataError',
    message: 'There is no record "new" to be updated.',
  });
  expect(await kept('new')).toBeUndefined();
  expect((await update(true)).outputs).toEqual([{ key: 'new', data: { a: 1 } }]);
});

test('a record is read plain or wrapped; a missing one gives an empty bundle', async () => {
  await put('k', { a: 1 });
  expect((await run(module('GetRecord', { key: 'k', returnWrapped: false }))).outputs).toEqual([{ a: 1 }]);
  expect((await run(module('GetRecord', { key: 'k', returnWrapped: true }))).outputs).toEqual([
    { key: 'k', data: { a: 1 } },
  ]);
  expect((await run(module('GetRecord', { key: 'none', returnWrapped: false }))).outputs).toEqual([{}]);
  expect(await run(module('ExistRecord', { key: 'k' }))).toMatchObject({ outputs: [{ exist: true }], write: false });
  expect((await run(module('ExistRecord', { key: 'none' }))).outputs).toEqual([{ exist: false }]);
  expect((await run(module('GetRecord', { key: '{{1.none}}' }))).error).toMatchObject({
    name: 'BundleValidationError',
  });
});

test('a search filters by fields and by the key, in an order, up to a limit', async () => {
  await put('a', { n: 3, place: { city: 'Lyon' }, at: '2026-01-03T00:00:00.000Z' });
  await put('b', { n: 10, place: { city: 'Paris' }, at: '2026-01-01T00:00:00.000Z' });
  await put('c', { n: 2, at: '2026-01-02T00:00:00.000Z' });
  await put('d', {});
  const search = async (mapper: Collection, parameters: Collection = {}) => {
    const { outputs } = await run(module('SearchRecord', mapper, parameters));
    return (outputs as readonly { key?: string }[]).map(({ key }) => key);
  };
  expect(await search({})).toEqual(['a', 'b', 'c', 'd']);
  expect(await search({}, { limit: 2 })).toEqual(['a', 'b']);
  expect(await search({ filter: [[{ a: 'n', o: 'number:greater', b: '{{1.a + 1}}' }]] })).toEqual(['a', 'b']);
  expect(
    await search({
      filter: [[{ a: 'place.city', o: 'text:equal', b: 'Paris' }], [{ a: 'key', o: 'text:equal', b: 'd' }]],
    }),
  ).toEqual(['b', 'd']);
  expect(
    await search({
      filter: [
        [
          { a: 'n', o: 'exist' },
          { a: 'at', o: 'date:less', b: '2026-01-02' },
        ],
      ],
    }),
  ).toEqual(['b']);
  expect(await search({ sort: [{ key: 'n', order: 'desc' }] }, { limit: 3 })).toEqual(['d', 'b', 'a']);
  expect(await search({ sort: [{ key: 'n', order: 'asc' }] })).toEqual(['c', 'a', 'b', 'd']);
  expect(await search({ filter: [[{ a: 'n', o: 'number:equal', b: 99 }]] })).toEqual([]);
  expect(await search({ filter: [[{ a: 'n', o: 'number:equal', b: 99 }]] }, { continueWhenNoRes: true })).toEqual([
    undefined,
  ]);
});

test('an operator there is none of is found before a run', () => {
  const source = blueprint([
    trigger({ a: 1 }),
    module('SearchRecord', { filter: [[{ a: 'n', o: 'number:bigger', b: 1 }]] }),
  ]);
  expect(compileScenario(source, new Map()).problems).toMatchObject([
    { code: 'UNKNOWN_OPERATOR', pointer: '/flow/1/mapper/filter/0/0/o' },
  ]);
});

test('records are deleted one by one or all at once, and counted', async () => {
  for (const key of ['a', 'b', 'c']) await put(key, {});
  expect((await run(module('DeleteRecord', { key: 'a' }))).outputs).toEqual([{ key: 'a' }]);
  expect((await run(module('DeleteRecord', { key: 'a' }))).error).toBeNull();
  expect((await run(module('Stats', {}))).outputs).toEqual([{ count: 2 }]);
  expect((await run(module('DeleteAllRecords', {}))).write).toBe(true);
  expect((await run(module('CountRecords', {}))).outputs).toEqual([{ count: 0 }]);
});

test('a data structure checks and converts what is written, and dates come back as dates', async () => {
  const people = { datastore: 'ds_people' };
  const add = (data: Collection) => run(module('AddRecord', { key: 'k', overwrite: true, data }, people));
  expect((await add({ name: 'Ada', age: '36', seen: '2026-01-02T03:04:05Z' })).error).toBeNull();
  expect(await kept('k', 'ds_people')).toEqual({ name: 'Ada', age: 36, seen: '2026-01-02T03:04:05.000Z' });
  expect((await add({ age: 'old', hat: 1 })).error).toMatchObject({
    name: 'BundleValidationError',
    problems: [{ pointer: '/name' }, { pointer: '/age' }, { pointer: '/hat' }],
  });
  const { operations } = await observe(
    blueprint([
      trigger({ a: 1 }),
      module('GetRecord', { key: 'k' }, people),
      {
        id: 3,
        module: 'util:SetVariable2',
        mapper: { name: 'day', value: '{{formatDate(addDays(2.seen; 1); "DD.MM.")}}' },
      },
    ]),
    { dataStores: createDataRecords(store.dataStores) },
  );
  expect(operations.at(-1)?.outputs).toEqual([{ day: '03.01.' }]);
});

test('dates and bytes come back also from inside of records, and what an older structure wrote stays as it is', async () => {
  const inner = [{ name: 'at', type: 'date' }];
  const structure = [
    { name: 'file', type: 'buffer' },
    { name: 'visits', type: 'array', spec: inner },
    { name: 'days', type: 'array', spec: { type: 'date' } },
    { name: 'last', type: 'collection', spec: inner },
    { name: 'birthday', type: 'date', semantic: 'calendarDate' },
  ];
  await store.dataStores.update('ds_people', 1, { structure, strict: false });
  const records = createDataRecords(store.dataStores);
  const at = new Date('2026-01-02T03:04:05Z');
  const data = {
    file: Buffer.from([0, 255]),
    visits: [{ at }],
    days: [at],
    last: { at },
    birthday: '2000-02-03',
    other: at.toISOString(),
  };
  await records.change('ds_people', 'k', () => data);
  expect(await kept('k', 'ds_people')).toMatchObject({ file: 'AP8=', last: { at: at.toISOString() } });
  expect(await records.get('ds_people', 'k')).toEqual({ key: 'k', data });
  await put('old', { visits: 'many', last: null, days: ['never'] }, 'ds_people');
  expect((await records.get('ds_people', 'old'))?.data).toEqual({ visits: 'many', last: null, days: ['never'] });
});

test('what is too large, too deep or has too long a key is refused', async () => {
  const add = (mapper: Collection, bundle: Collection) => run(module('AddRecord', mapper), bundle);
  const large = 'x'.repeat(DATA_STORE_LIMITS.recordBytes);
  expect((await add({ key: 'k', data: { text: '{{1.large}}' } }, { large })).error).toMatchObject({
    name: 'DataError',
    message: 'The record "k" takes more than 512 KB.',
  });
  const long = 'x'.repeat(DATA_STORE_LIMITS.keyLength + 1);
  expect((await add({ key: '{{1.long}}', data: {} }, { long })).error).toMatchObject({ name: 'DataError' });
  let deep: unknown = 1;
  for (let level = 0; level <= DATA_STORE_LIMITS.depth; level += 1) deep = [deep];
  expect((await add({ key: 'k', data: { deep: '{{1.deep}}' } }, { deep })).error).toMatchObject({ name: 'DataError' });
});

test('a data store that is full takes no new record, but changes and deletions', async () => {
  await store.dataStores.update('ds_any', 1, { records: DATA_STORE_LIMITS.records - 1 });
  const add = (key: string) => run(module('AddRecord', { key, overwrite: true, data: {} }));
  expect((await add('last')).error).toBeNull();
  expect((await add('more')).error).toMatchObject({ name: 'OutOfSpaceError' });
  expect((await add('last')).error).toBeNull();
  expect((await run(module('DeleteRecord', { key: 'last' }))).error).toBeNull();
  expect((await add('more')).error).toBeNull();
});

test('a data store that is not chosen, is gone, or not there at all is named', async () => {
  const get = (parameters: Collection) => run(module('GetRecord', { key: 'k' }, parameters));
  expect((await get({ datastore: '' })).error).toMatchObject({ name: 'InvalidConfigurationError' });
  expect((await get({ datastore: 98_606 })).error).toMatchObject({ message: 'There is no data store 98606.' });
  const { outcome } = await observe(blueprint([trigger({ a: 1 }), module('GetRecord', { key: 'k' })]));
  expect(outcome.error).toMatchObject({ message: 'There are no data stores here.' });
});

test('runs that change one record at the same time lose nothing', async () => {
  const records = createDataRecords(store.dataStores);
  const add = () => records.change('ds_any', 'n', (present) => ({ n: Number(present?.['n'] ?? 0) + 1 }));
  await Promise.all(Array.from({ length: 300 }, add));
  expect(await kept('n')).toEqual({ n: 300 });
});
