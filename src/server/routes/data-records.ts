import { z } from 'zod';
import * as contract from '../contract/data-stores.ts';
import { idOf, pageOf } from '../contract/primitives.ts';
import { ANSWER_BYTES, cutterOf, uncut } from '../cut.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { pageAnswer, pageQueryOf } from '../pages.ts';
import { showDataRecord } from '../views/data-store.ts';

const tag = 'Data stores';
const params = z.object({ id: idOf('ds') });
const recordParams = params.extend({ key: z.string().min(1) });

/** The records of a data store. */
export const DATA_RECORD_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/data-stores/{id}/records',
      operationId: 'listDataRecords',
      tag,
      summary: 'List the records of a data store, by their keys',
      params,
      query: contract.dataRecordQuery,
      result: { status: 200, description: 'The records.', schema: pageOf(contract.dataRecord) },
    },
    async ({ parts, params, query }) => {
      const page = await parts.dataStores.records.page(params.id, pageQueryOf(query));
      const cut = cutterOf(query.cut, ANSWER_BYTES);
      return { body: pageAnswer(page, (record) => showDataRecord(record, cut)) };
    },
  ),
  operation(
    {
      method: 'delete',
      path: '/api/v1/data-stores/{id}/records',
      operationId: 'clearDataStore',
      tag,
      summary: 'Delete all records of a data store',
      params,
      result: { status: 204, description: 'The data store is empty.' },
    },
    async ({ parts, params }) => {
      await parts.dataStores.records.clear(params.id);
      return { body: undefined };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/data-stores/{id}/records/{key}',
      operationId: 'getDataRecord',
      tag,
      summary: 'Read a record',
      params: recordParams,
      result: { status: 200, description: 'The record.', schema: contract.dataRecord },
    },
    async ({ parts, params }) => ({
      body: showDataRecord(await parts.dataStores.record(params.id, params.key), uncut),
    }),
  ),
  operation(
    {
      method: 'put',
      path: '/api/v1/data-stores/{id}/records/{key}',
      operationId: 'putDataRecord',
      tag,
      summary: 'Write a record, new or instead of the one with this key',
      description: 'What it holds is checked against the structure of the data store.',
      params: recordParams,
      body: contract.dataRecordPut,
      result: { status: 200, description: 'The record as it is kept.', schema: contract.dataRecord },
      errors: [409, 422, 507],
    },
    async ({ parts, params, body }) => ({
      body: showDataRecord(await parts.dataStores.put(params.id, params.key, body.data), uncut),
    }),
  ),
  operation(
    {
      method: 'delete',
      path: '/api/v1/data-stores/{id}/records/{key}',
      operationId: 'deleteDataRecord',
      tag,
      summary: 'Delete a record',
      params: recordParams,
      result: { status: 204, description: 'It is gone.' },
      errors: [409],
    },
    async ({ parts, params }) => {
      await parts.dataStores.removeRecord(params.id, params.key);
      return { body: undefined };
    },
  ),
];
