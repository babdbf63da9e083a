import { expect, test } from '@jest/globals';

import type { ManualClock } from '../../src/core/clock.ts';
import type { DataRecord, DataStoreId, DataStoreRecord } from '../../src/store/data-store.ts';
import type { JournalEntry } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';

const PLACES: DataStoreRecord = {
  id: 'ds_places',
  name: 'Places',
  structure: [{ name: 'city', type: 'text' }],
  strict: true,
  records: 0,
  bytes: 0,
  createdAt: 1000,
  updatedAt: 1000,
  version: 1,
};
const ID = PLACES.id;
const ROOM = { records: 3, bytes: 100 };
const STEP: JournalEntry = { runId: 'run_one', key: '2:1', state: 'done', outputs: [{ key: 'a' }], request: {} };

/** What every adapter must do with data stores and their records. */
export function dataStoreContract(current: () => { readonly store: Store; readonly clock: ManualClock }): void {
  const dataStores = () => current().store.dataStores;

  async function put(key: string, data: Record<string, string>, id: DataStoreId = ID): Promise<DataRecord | undefined> {
    const base = await dataStores().record(id, key);
    await dataStores().change(id, { base, next: { key, data, size: 10 } }, { room: ROOM });
    return dataStores().record(id, key);
  }

  test('gives records back as they were written, and counts them', async () => {
    await dataStores().insert(PLACES);
    const kept = { key: 'a\0b', data: { city: 'Lyon\0' }, size: 10, updatedAt: 1000, version: 1 };
    expect(await put('a\0b', { city: 'Lyon\0' })).toEqual(kept);
    await current().clock.advance(5);
    expect(await put('a\0b', { city: 'Paris' })).toEqual({
      ...kept,
      data: { city: 'Paris' },
      updatedAt: 1005,
      version: 2,
    });
    expect(await dataStores().get(ID)).toEqual({ ...PLACES, records: 1, bytes: 10 });
    expect(await dataStores().record(ID, 'a')).toBeUndefined();
  });

  test('lists records by their keys, page by page', async () => {
    await dataStores().insert(PLACES);
    for (const key of ['c', 'a', 'b']) await put(key, {});
    const first = await dataStores().records(ID, { limit: 2 });
    expect(first.items.map(({ key }) => key)).toEqual(['a', 'b']);
    const second = await dataStores().records(ID, { limit: 2, cursor: String(first.cursor) });
    expect(second.items.map(({ key }) => key)).toEqual(['c']);
    expect(second.cursor).toBeNull();
    await expect(dataStores().records(ID, { cursor: 'x' })).rejects.toMatchObject({ name: 'UsageError' });
  });

  test('a page of large records ends early, and the next goes on behind it', async () => {
    await dataStores().insert(PLACES);
    const keys = Array.from({ length: 40 }, (_, index) => `k${String(index).padStart(2, '0')}`);
    for (const key of keys) {
      const next = { key, data: { key }, size: 512 * 1024 };
      await dataStores().change(ID, { base: undefined, next }, { room: { records: 40, bytes: 1e9 } });
    }
    const seen: string[] = [];
    const lengths: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await dataStores().records(ID, { limit: 250, ...(cursor !== undefined && { cursor }) });
      seen.push(...page.items.map(({ key }) => key));
      lengths.push(page.items.length);
      cursor = page.cursor;
    }
    expect(seen).toEqual(keys);
    expect(lengths).toEqual([16, 16, 8]);
  });

  test('changes nothing on a record that is another by now', async () => {
    await dataStores().insert(PLACES);
    const old = await put('a', { city: 'Lyon' });
    await put('a', { city: 'Paris' });
    const stale = [
      { base: old, next: { key: 'a', data: {}, size: 2 } },
      { base: old, next: undefined },
      { base: undefined, next: { key: 'a', data: {}, size: 2 } },
    ];
    for (const change of stale) {
      await expect(dataStores().change(ID, change, { room: ROOM })).rejects.toMatchObject({ name: 'ConflictError' });
    }
    expect(await dataStores().record(ID, 'a')).toMatchObject({ data: { city: 'Paris' }, version: 2 });
    expect(await dataStores().get(ID)).toMatchObject({ records: 1, bytes: 10 });
  });

  test('takes no more than there is room for', async () => {
    await dataStores().insert(PLACES);
    for (const key of ['a', 'b', 'c']) await put(key, {});
    await expect(put('d', {})).rejects.toMatchObject({ name: 'ConflictError' });
    const large = { key: 'a', data: {}, size: 81 };
    const base = await dataStores().record(ID, 'a');
    await expect(dataStores().change(ID, { base, next: large }, { room: ROOM })).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await dataStores().change(ID, { base, next: { ...large, size: 80 } }, { room: ROOM });
    expect(await dataStores().get(ID)).toMatchObject({ records: 3, bytes: 100 });
  });

  test('a change and the step of its run are kept together, and once', async () => {
    const { runs } = current().store;
    await dataStores().insert(PLACES);
    const change = { base: undefined, next: { key: 'a', data: {}, size: 10 } };
    await dataStores().change(ID, change, { step: STEP, room: ROOM });
    expect(await runs.journal('run_one')).toEqual([STEP]);
    const other = { base: undefined, next: { key: 'b', data: {}, size: 10 } };
    await expect(dataStores().change(ID, other, { step: STEP, room: ROOM })).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expect(dataStores().clear(ID, STEP)).rejects.toMatchObject({ name: 'ConflictError' });
    const failing = { step: { ...STEP, key: '3:1' }, room: ROOM };
    await expect(dataStores().change(ID, change, failing)).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await runs.journal('run_one')).toEqual([STEP]);
    expect(await dataStores().get(ID)).toMatchObject({ records: 1 });
  });

  test('is emptied and removed with everything in it', async () => {
    await dataStores().insert(PLACES);
    await dataStores().insert({ ...PLACES, id: 'ds_other', name: 'Other' });
    for (const id of [ID, 'ds_other'] as const) await put('a', {}, id);
    await dataStores().clear(ID);
    expect(await dataStores().get(ID)).toEqual(PLACES);
    expect(await dataStores().record(ID, 'a')).toBeUndefined();
    await put('a', {});
    await dataStores().remove(ID);
    expect(await dataStores().record(ID, 'a')).toBeUndefined();
    await expect(put('a', {})).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await dataStores().record('ds_other', 'a')).toMatchObject({ key: 'a' });
  });

  test('no two have the same name', async () => {
    await dataStores().insert(PLACES);
    await expect(dataStores().insert({ ...PLACES, id: 'ds_other' })).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await dataStores().update(ID, 1, { name: 'Towns' })).toMatchObject({ name: 'Towns', version: 2 });
  });
}
