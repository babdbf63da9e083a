import { z } from 'zod';
import * as contract from '../contract/connections.ts';
import { idOf, pageOf, pageQuery } from '../contract/primitives.ts';
import { requireVersion } from '../entity-tag.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { pageAnswer, pageOfList } from '../pages.ts';
import { connectionRows } from '../rows/connection.ts';
import { showConnection } from '../views/connection.ts';
import { onlyConnection } from './app-access.ts';

const tag = 'Connections';
const params = z.object({ id: idOf('con') });

/** Accounts at services: verified before they are saved, and shown without their secrets. */
export const CONNECTION_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/connections',
      operationId: 'listConnections',
      tag,
      summary: 'List the connections, newest first',
      query: pageQuery.extend({ app: z.string().optional(), status: contract.connectionStatus.optional() }),
      result: { status: 200, description: 'The connections.', schema: pageOf(contract.connectionRow) },
    },
    async ({ parts, query }) => {
      const all = await parts.vault.list();
      const wanted = all.filter(({ app, status }) => (query.app ?? app) === app && (query.status ?? status) === status);
      const page = pageOfList(wanted, ({ id }) => id, query);
      return { body: pageAnswer(page, await connectionRows(parts)) };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/connections',
      operationId: 'createConnection',
      tag,
      summary: 'Verify a connection and save it',
      description:
        'The service is asked first. When the token belongs to the other environment, the problem has a finding with the code OTHER_ENVIRONMENT. With `force` it is saved whatever the service says.',
      body: contract.connectionCreate,
      idempotent: true,
      result: { status: 201, description: 'The saved connection.', schema: contract.connection },
      errors: [401, 404, 409, 422, 502, 504],
    },
    async ({ parts, body, signal }) => {
      const { app, name, values, force = false } = body;
      const connection = body.connection ?? onlyConnection(parts, app);
      const view = await parts.vault.create({ app, connection, name, values }, { force, signal });
      return { body: showConnection(view), version: view.version, location: `/api/v1/connections/${view.id}` };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/connections/{id}',
      operationId: 'getConnection',
      tag,
      summary: 'Read a connection',
      params,
      result: { status: 200, description: 'The connection.', schema: contract.connection },
    },
    async ({ parts, params }) => {
      const view = await parts.vault.get(params.id);
      return { body: showConnection(view), version: view.version };
    },
  ),
  operation(
    {
      method: 'patch',
      path: '/api/v1/connections/{id}',
      operationId: 'updateConnection',
      tag,
      summary: 'Rename a connection, or verify and save new values',
      description: 'Values that are left out stay; a secret that is left empty stays too.',
      params,
      body: contract.connectionUpdate,
      conditional: true,
      result: { status: 200, description: 'The connection as it is now.', schema: contract.connection },
      errors: [401, 409, 422, 502, 504],
    },
    async ({ parts, params, body, version, signal }) => {
      requireVersion((await parts.vault.get(params.id)).version, version);
      const { name, values, force = false } = body;
      const edit = { version, ...(name !== undefined && { name }), ...(values !== undefined && { values }) };
      const view = await parts.vault.update(params.id, edit, { force, signal });
      return { body: showConnection(view), version: view.version };
    },
  ),
  operation(
    {
      method: 'delete',
      path: '/api/v1/connections/{id}',
      operationId: 'deleteConnection',
      tag,
      summary: 'Delete a connection that nothing uses',
      description: 'A connection in use is kept: 409 with a finding for everything that uses it.',
      params,
      result: { status: 204, description: 'It is gone.' },
      errors: [409],
    },
    async ({ parts, params }) => {
      await parts.vault.remove(params.id);
      return { body: undefined };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/connections/{id}/test',
      operationId: 'testConnection',
      tag,
      summary: 'Ask the service whether it still accepts a connection',
      description: 'A refusal of the service is part of the answer, not an error of the request.',
      params,
      result: { status: 200, description: 'What the service said.', schema: contract.connectionTest },
    },
    async ({ parts, params, signal }) => {
      const { connection, error } = await parts.vault.test(params.id, signal);
      const shown = error === undefined ? null : { code: error.name, detail: error.message, fix: error.fix };
      return { body: { connection: showConnection(connection), error: shown }, version: connection.version };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/connections/{id}/usage',
      operationId: 'listConnectionUsage',
      tag,
      summary: 'List what uses a connection',
      params,
      result: { status: 200, description: 'Scenarios and webhooks.', schema: contract.connectionUsage },
    },
    async ({ parts, params }) => {
      await parts.vault.get(params.id);
      return {
        body: { data: (await parts.vault.usedBy(params.id)).map(({ kind, id, name }) => ({ kind, id, name })) },
      };
    },
  ),
];
