import { expect, test } from '@jest/globals';

import { DATA_STORE_LIMITS } from '../../../src/core/limits.ts';
import { ownValue, type Json } from '../../../src/core/json.ts';
import { listOf, textOf } from '../../../src/iml/coerce.ts';
import type { DataStoreId, DataStoreRecord } from '../../../src/store/data-store.ts';
import { HOOK } from '../../contracts/store-samples.ts';
import { mortalStore, settle } from '../mortal-store.ts';
import { createStage } from '../stage.ts';

const ID: DataStoreId = 'ds_counts';
const COUNTS: DataStoreRecord = {
  id: ID,
  name: 'Counts',
  structure: null,
  strict: false,
  records: 0,
  bytes: 0,
  createdAt: 1,
  updatedAt: 1,
  version: 1,
};

/** Reads a count, writes it raised by one, and puts the name at the end of a list. */
const COUNT: Json = {
  name: 'Count',
  flow: [
    { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTHOOK__: HOOK }, mapper: {} },
    {
      id: 2,
      module: 'datastore:UpdateRecord',
      parameters: { datastore: ID },
      mapper: { key: 'names', upsert: true, data: { list: ['{{1.customer.first_name}}'] } },
    },
    {
      id: 3,
      module: 'datastore:AddRecord',
      parameters: { datastore: ID },
      mapper: { key: '{{1.customer.first_name}}', overwrite: false, data: { at: '{{1.uuid}}' } },
    },
  ],
};

const NAMES = ['Ada', 'Bea'];

test.each(['before', 'after'] as const)(
  'every change is made once when the process dies right %s any call of the store, and nobody has to look',
  async (when) => {
    let last = 0;
    for (let dieAt = 1; dieAt < 200; dieAt += 1) {
      const stage = await createStage({ blueprint: COUNT });
      await stage.store.dataStores.insert(COUNTS);
      for (const name of NAMES) await stage.deliver(name);
      const mortal = mortalStore(stage.store, dieAt, when);
      const first = stage.process(mortal.store);
      void first.dispatcher.start({ exclusive: true });
      await settle();
      mortal.kill();
      last = dieAt;
      const second = stage.process();
      await second.dispatcher.start({ exclusive: true });
      await second.dispatcher.idle();
      expect((await stage.items()).map(({ state }) => state)).toEqual(['done', 'done']);
      const names = await stage.store.dataStores.record(ID, 'names');
      expect(listOf(ownValue(names?.data, 'list')).map(textOf).toSorted()).toEqual(NAMES);
      expect(await stage.store.dataStores.get(ID)).toMatchObject({ records: 3 });
      await second.dispatcher.stop();
      await stage.store.close();
      if (mortal.calls() < dieAt) break;
    }
    expect(last).toBeGreaterThan(10);
  },
);

test('a retry after an error takes over what was written, and a replay repeats it only when it is told to', async () => {
  const stage = await createStage({ blueprint: COUNT });
  await stage.store.dataStores.insert(COUNTS);
  const taken = { key: 'Ada', data: {}, size: 10 };
  await stage.store.dataStores.change(ID, { base: undefined, next: taken }, { room: DATA_STORE_LIMITS });
  await stage.deliver('Ada');
  const { dispatcher } = stage.process();
  await dispatcher.start({ exclusive: true });
  await dispatcher.idle();
  const [item] = await stage.items();
  const journal = await stage.store.runs.journal(`run_q${item!.seq}`);
  expect(journal.filter(({ request }) => request !== null)).toMatchObject([
    { key: '2:1', state: 'done', request: { method: 'UpdateRecord', url: 'datastore:ds_counts/names' } },
  ]);
  await stage.store.deliveries.requeue({ deliveryIds: ['whd_Ada'] }, stage.clock.now());
  await dispatcher.idle();
  expect((await stage.store.dataStores.record(ID, 'names'))?.data).toEqual({ list: ['Ada'] });
  await dispatcher.stop();
  await stage.store.close();
});
