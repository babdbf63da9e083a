import { z } from 'zod';
import * as contract from '../contract/authorizations.ts';
import { idOf } from '../contract/primitives.ts';
import { requireVersion } from '../entity-tag.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { showAuthorization } from '../views/authorization.ts';
import { onlyConnection } from './app-access.ts';

const tag = 'Connections';

/** Accounts whose service asks a person on a page of its own (OAuth). */
export const AUTHORIZATION_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'post',
      path: '/api/v1/authorizations',
      operationId: 'beginAuthorization',
      tag,
      summary: 'Begin to authorise a new connection at its service',
      description:
        'Open `url` in a browser. When the person has allowed it, the service sends the browser back here, and the connection is there. It waits for ten minutes.',
      body: contract.authorizationCreate,
      result: { status: 201, description: 'The page to open.', schema: contract.authorization },
      errors: [404, 422, 502, 504],
    },
    async ({ parts, body, signal }) => {
      const { app, name, values, scope } = body;
      const connection = body.connection ?? onlyConnection(parts, app);
      const view = await parts.vault.authorise({ app, connection, name, values, ...(scope && { scope }) }, signal);
      return { body: showAuthorization(view), location: `/api/v1/authorizations/${view.id}` };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/connections/{id}/authorization',
      operationId: 'repeatAuthorization',
      tag,
      summary: 'Begin to authorise a connection again',
      description: 'Values that are left out stay; a secret that is left empty stays too.',
      params: z.object({ id: idOf('con') }),
      body: contract.authorizationRepeat,
      conditional: true,
      result: { status: 201, description: 'The page to open.', schema: contract.authorization },
      errors: [409, 422, 502, 504],
    },
    async ({ parts, params, body, version, signal }) => {
      requireVersion((await parts.vault.get(params.id)).version, version);
      const { name, values, scope } = body;
      const edit = { version, ...(name !== undefined && { name }), ...(values && { values }), ...(scope && { scope }) };
      const view = await parts.vault.authoriseAgain(params.id, edit, signal);
      return { body: showAuthorization(view), location: `/api/v1/authorizations/${view.id}` };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/authorizations/{id}',
      operationId: 'getAuthorization',
      tag,
      summary: 'Read how an authorisation stands',
      params: z.object({ id: idOf('aut') }),
      result: { status: 200, description: 'The authorisation.', schema: contract.authorization },
    },
    async ({ parts, params }) => ({ body: showAuthorization(await parts.vault.authorisation(params.id)) }),
  ),
];
