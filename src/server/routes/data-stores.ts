import { z } from 'zod';
import type { Json } from '../../core/json.ts';
import * as contract from '../contract/data-stores.ts';
import { idOf, pageOf, pageQuery } from '../contract/primitives.ts';
import { requireVersion } from '../entity-tag.ts';
import { given } from '../given.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { pageAnswer, pageOfList } from '../pages.ts';
import { showDataStore } from '../views/data-store.ts';

const tag = 'Data stores';
const params = z.object({ id: idOf('ds') });

/** Where scenarios keep records for later runs and for each other. */
export const DATA_STORE_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/data-stores',
      operationId: 'listDataStores',
      tag,
      summary: 'List the data stores, newest first',
      query: pageQuery,
      result: { status: 200, description: 'The data stores.', schema: pageOf(contract.dataStoreRow) },
    },
    async ({ parts, query }) => {
      const page = pageOfList(await parts.dataStores.list(), ({ id }) => id, query);
      const uses = await parts.dataStores.uses();
      const row = (dataStore: (typeof page.items)[number]) => ({
        ...showDataStore(dataStore),
        usedBy: { scenarios: uses.get(dataStore.id)?.length ?? 0 },
      });
      return { body: pageAnswer(page, row) };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/data-stores',
      operationId: 'createDataStore',
      tag,
      summary: 'Make a data store',
      body: contract.dataStoreCreate,
      idempotent: true,
      result: { status: 201, description: 'The data store.', schema: contract.dataStore },
      errors: [409, 422, 507],
    },
    async ({ parts, body }) => {
      const created = await parts.dataStores.create(given({ ...body, structure: body.structure as Json | undefined }));
      const location = `/api/v1/data-stores/${created.id}`;
      return { body: showDataStore(created), version: created.version, location };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/data-stores/{id}',
      operationId: 'getDataStore',
      tag,
      summary: 'Read a data store',
      params,
      result: { status: 200, description: 'The data store, without its records.', schema: contract.dataStore },
    },
    async ({ parts, params }) => {
      const dataStore = await parts.dataStores.get(params.id);
      return { body: showDataStore(dataStore), version: dataStore.version };
    },
  ),
  operation(
    {
      method: 'patch',
      path: '/api/v1/data-stores/{id}',
      operationId: 'updateDataStore',
      tag,
      summary: 'Rename a data store, or change its structure',
      description: 'Records that are there stay as they are; the structure holds for what is written from now on.',
      params,
      body: contract.dataStoreUpdate,
      conditional: true,
      result: { status: 200, description: 'The data store as it is now.', schema: contract.dataStore },
      errors: [409, 422, 507],
    },
    async ({ parts, params, body, version }) => {
      requireVersion((await parts.dataStores.get(params.id)).version, version);
      const changes = given({ ...body, structure: body.structure as Json | undefined });
      const dataStore = await parts.dataStores.update(params.id, version, changes);
      return { body: showDataStore(dataStore), version: dataStore.version };
    },
  ),
  operation(
    {
      method: 'delete',
      path: '/api/v1/data-stores/{id}',
      operationId: 'deleteDataStore',
      tag,
      summary: 'Delete a data store that no scenario uses, with its records',
      description: 'A data store in use is kept: 409 with a finding for every scenario that uses it.',
      params,
      result: { status: 204, description: 'It is gone.' },
      errors: [409],
    },
    async ({ parts, params }) => {
      await parts.dataStores.remove(params.id);
      return { body: undefined };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/data-stores/{id}/usage',
      operationId: 'listDataStoreUsage',
      tag,
      summary: 'List the scenarios that use a data store',
      params,
      result: { status: 200, description: 'The scenarios.', schema: contract.dataStoreUsage },
    },
    async ({ parts, params }) => {
      await parts.dataStores.get(params.id);
      return { body: { data: [...((await parts.dataStores.uses()).get(params.id) ?? [])] } };
    },
  ),
];
