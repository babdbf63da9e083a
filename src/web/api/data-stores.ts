import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DataRecord, DataStore, DataStoreCreate, DataStoreRow, PageOf } from './contract.ts';
import { everyPage } from './every-page.ts';
import { request } from './request.ts';

/** Bytes of one value in a list of records. */
const LISTED_VALUE = 1024;

/** All data stores. */
export const dataStoresQuery = () =>
  queryOptions({
    queryKey: ['data-stores'],
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        request<PageOf<DataStoreRow>>('GET', '/data-stores', { query: { limit: 250, cursor }, signal }),
      ),
  });

/** One data store. */
export const dataStoreQuery = (id: string) =>
  queryOptions({
    queryKey: ['data-stores', id],
    queryFn: ({ signal }) => request<DataStore>('GET', `/data-stores/${id}`, { signal }),
  });

/** The scenarios that use a data store. */
export const dataStoreUsageQuery = (id: string) =>
  queryOptions({
    queryKey: ['data-stores', id, 'usage'],
    queryFn: ({ signal }) =>
      request<{ data: readonly { id: string; name: string }[] }>('GET', `/data-stores/${id}/usage`, { signal }),
  });

/** Makes a data store. @throws ApiError 409 for a name that is taken, 422 for a structure that cannot be. */
export function createDataStore(dataStore: DataStoreCreate): Promise<DataStore> {
  return request('POST', '/data-stores', { body: dataStore });
}

/** Changes a data store; records that are there stay as they are. */
export function updateDataStore(id: string, version: number, change: Partial<DataStoreCreate>): Promise<DataStore> {
  return request('PATCH', `/data-stores/${id}`, { body: change, version });
}

/** Deletes a data store. @throws ApiError 409 with the scenarios that use it. */
export function deleteDataStore(id: string): Promise<void> {
  return request('DELETE', `/data-stores/${id}`);
}

/** Deletes all records of a data store. */
export function clearDataStore(id: string): Promise<void> {
  return request('DELETE', `/data-stores/${id}/records`);
}

/** The records of a data store by their keys, page after page; large values are cut. */
export const dataRecordsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['data-stores', id, 'records'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<DataRecord>>('GET', `/data-stores/${id}/records`, {
        query: { limit: 50, cursor: pageParam, cut: LISTED_VALUE },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** One record, whole. */
export const dataRecordQuery = (id: string, key: string) =>
  queryOptions({
    queryKey: ['data-stores', id, 'record', key],
    queryFn: ({ signal }) => request<DataRecord>('GET', recordPath(id, key), { signal }),
  });

/** Writes a record, new or instead of the one with this key. @throws ApiError 422 against the structure. */
export function putDataRecord(id: string, key: string, data: object): Promise<DataRecord> {
  return request('PUT', recordPath(id, key), { body: { data } });
}

/** Deletes a record. */
export function deleteDataRecord(id: string, key: string): Promise<void> {
  return request('DELETE', recordPath(id, key));
}

function recordPath(id: string, key: string): string {
  return `/data-stores/${id}/records/${encodeURIComponent(key)}`;
}
