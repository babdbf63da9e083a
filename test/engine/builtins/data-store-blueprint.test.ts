import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createManualClock } from '../../../src/core/clock.ts';
import { createDataRecords, type DataRecords } from '../../../src/engine/data-stores/data-records.ts';
import { compileScenario } from '../../../src/engine/blueprint/blueprint.ts';
import { mapDataStores } from '../../../src/engine/scenarios/blueprint-links.ts';
import type { Json } from '../../../src/core/json.ts';
import { createStore } from '../../../src/store/create-store.ts';
import type { DataStoreId } from '../../../src/store/data-store.ts';
import { openSqlite } from '../../../src/store/sqlite-database.ts';
import type { Store } from '../../../src/store/store.ts';
import { observe, servicesWith } from '../fixtures.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const clock = createManualClock(NOW);

/** As Make exports it: data stores by number, version and editor data, empty parts, a search that begins the scenario. */
const REMINDERS: Json = {
  name: 'Baskets nobody came back for',
  flow: [
    {
      id: 1,
      module: 'datastore:SearchRecord',
      version: 1,
      parameters: { datastore: 11, continueWhenNoRes: false, limit: 50 },
      mapper: {
        filter: [
          [
            { a: 'items', o: 'number:greater', b: '0' },
            { a: 'seen', o: 'date:less', b: '{{addHours(now; -2)}}' },
          ],
        ],
        sort: [],
      },
      metadata: { restore: { parameters: { datastore: { label: 'Baskets' } } } },
    },
    {
      id: 2,
      module: 'datastore:GetRecord',
      version: 1,
      parameters: { datastore: 22 },
      mapper: { key: '{{1.key}}', returnWrapped: false },
      filter: { name: 'Not reminded', conditions: [[{ a: '{{1.data.reminded}}', o: 'notexist' }]] },
    },
    {
      id: 3,
      module: 'datastore:UpdateRecord',
      version: 1,
      parameters: { datastore: 11 },
      mapper: { key: '{{1.key}}', upsert: false, overwriteArrays: false, data: { reminded: '{{now}}' } },
      filter: {
        name: 'May be written to',
        conditions: [[{ a: '{{2.blocked}}', o: 'notexist' }], [{ a: '{{2.blocked}}', o: 'boolean:isfalse' }]],
      },
      onerror: [{ id: 5, module: 'builtin:Ignore', version: 1, mapper: null }],
    },
    {
      id: 4,
      module: 'datastore:GetRecord',
      version: 1,
      parameters: { datastore: 33 },
      mapper: { key: '{{formatDate(now; "YYYY-MM-DD")}}', returnWrapped: false },
    },
    {
      id: 6,
      module: 'datastore:UpdateRecord',
      version: 1,
      parameters: { datastore: 33 },
      mapper: {
        key: '{{formatDate(now; "YYYY-MM-DD")}}',
        upsert: true,
        overwriteArrays: false,
        data: { reminders: '{{ifempty(4.reminders; 0) + 1}}' },
      },
    },
    { id: 7, module: 'datastore:Stats', version: 1, parameters: { datastore: 22 }, mapper: {} },
    {
      id: 8,
      module: 'util:SetVariable2',
      version: 1,
      mapper: { name: 'known', value: '{{7.count}}', scope: 'roundtrip' },
    },
  ],
  metadata: { version: 1, scenario: { autoCommit: true, sequential: false } },
};

const STORES = { 11: 'ds_baskets', 22: 'ds_people', 33: 'ds_days' } as const;

let store: Store;
let records: DataRecords;
beforeEach(async () => {
  store = await createStore(await openSqlite({ file: ':memory:' }), clock);
  records = createDataRecords(store.dataStores);
  for (const id of Object.values(STORES)) await open(id);
});
afterEach(() => store.close());

async function open(id: DataStoreId): Promise<void> {
  const structure =
    id === 'ds_baskets'
      ? [
          { name: 'items', type: 'number' },
          { name: 'seen', type: 'date' },
        ]
      : null;
  const counts = { records: 0, bytes: 0, createdAt: 1, updatedAt: 1, version: 1 };
  await store.dataStores.insert({ id, name: id, structure, strict: false, ...counts });
}

async function put(id: DataStoreId, key: string, data: Record<string, unknown>): Promise<void> {
  await records.change(id, key, () => data);
}

const blueprint = mapDataStores(REMINDERS, STORES);

test('a blueprint of Make that begins with a search runs with our data stores', async () => {
  const hour = 3_600_000;
  await put('ds_baskets', 'ada', { items: 2, seen: new Date(NOW - 3 * hour) });
  await put('ds_baskets', 'bea', { items: 1, seen: new Date(NOW - 3 * hour) });
  await put('ds_baskets', 'cid', { items: 1, seen: new Date(NOW - hour) });
  await put('ds_baskets', 'dan', { items: 0, seen: new Date(NOW - 3 * hour) });
  await put('ds_baskets', 'eve', { items: 5, seen: new Date(NOW - 3 * hour) });
  await put('ds_people', 'bea', { blocked: true });
  await put('ds_people', 'eve', { blocked: false });
  const services = { ...servicesWith(() => Promise.reject(new Error('no network here'))), clock };
  const { outcome, operations } = await observe(blueprint, { dataStores: records, services });
  expect(outcome).toMatchObject({ status: 'success', error: null });
  const reminded = await Promise.all(
    ['ada', 'bea', 'cid', 'dan', 'eve'].map(async (key) => (await records.get('ds_baskets', key))?.data['reminded']),
  );
  const now = new Date(NOW).toISOString();
  expect(reminded).toEqual([now, undefined, undefined, undefined, now]);
  expect(await records.get('ds_days', '2026-03-01')).toMatchObject({ data: { reminders: 2 } });
  expect(operations.filter(({ moduleId }) => moduleId === 8).map(({ outputs }) => outputs)).toEqual([
    [{ known: 2 }],
    [{ known: 2 }],
  ]);
});

test('without anything found nothing else is run', async () => {
  const { outcome, operations } = await observe(blueprint, { dataStores: records });
  expect(outcome).toMatchObject({ status: 'success', operations: 1 });
  expect(operations.map(({ moduleId }) => moduleId)).toEqual([1]);
});

test('nothing is wrong with it', () => {
  expect(compileScenario(blueprint, new Map()).problems).toEqual([]);
});
