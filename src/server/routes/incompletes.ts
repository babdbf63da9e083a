import { z } from 'zod';
import { ConnectorError } from '../../core/errors.ts';
import type { IncompleteId, IncompleteRecord } from '../../store/records.ts';
import { cutQuery } from '../contract/cut.ts';
import * as contract from '../contract/executions.ts';
import { idOf, pageOf, pageQuery } from '../contract/primitives.ts';
import { ANSWER_BYTES, cutterOf } from '../cut.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { pageAnswer, pageQueryOf } from '../pages.ts';
import type { ServerParts } from '../parts.ts';
import { showIncomplete } from '../views/execution.ts';

const tag = 'Incomplete executions';
const params = z.object({ id: idOf('inc') });
const listQuery = pageQuery.extend({
  scenarioId: idOf('scn').optional(),
  status: contract.incompleteStatus.optional(),
});

/** Runs that stopped at a failing module and can go on from there. */
export const INCOMPLETE_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/incomplete-executions',
      operationId: 'listIncompleteExecutions',
      tag,
      summary: 'List the incomplete executions, newest first',
      query: listQuery,
      result: { status: 200, description: 'Incomplete executions.', schema: pageOf(contract.incomplete) },
    },
    async ({ parts, query }) => {
      const { scenarioId, status } = query;
      const page = await parts.store.incompletes.list({
        ...pageQueryOf(query),
        ...(scenarioId !== undefined && { scenarioId }),
        ...(status !== undefined && { status }),
      });
      return { body: pageAnswer(page, showIncomplete) };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/incomplete-executions/{id}',
      operationId: 'getIncompleteExecution',
      tag,
      summary: 'Read an incomplete execution with its bundles',
      params,
      query: cutQuery,
      result: { status: 200, description: 'The incomplete execution.', schema: contract.incompleteDetail },
    },
    async ({ parts, params, query }) => {
      const record = await findIncomplete(parts, params.id);
      const cut = cutterOf(query.cut, ANSWER_BYTES);
      return { body: { ...showIncomplete(record), state: cut(record.state) } };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/incomplete-executions/{id}/retry',
      operationId: 'retryIncompleteExecution',
      tag,
      summary: 'Go on from the failing module now',
      params,
      idempotent: true,
      result: { status: 202, description: 'It is tried.', schema: contract.incomplete },
      errors: [409],
    },
    async ({ parts, params }) => {
      await findIncomplete(parts, params.id);
      return { body: showIncomplete(await parts.incompletes.retry(params.id)) };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/incomplete-executions/{id}/resolve',
      operationId: 'resolveIncompleteExecution',
      tag,
      summary: 'Mark an incomplete execution as dealt with, or go on with a substitute output',
      description:
        'Without an output nothing is run. With one the execution goes on behind the failed module; the answer comes when that is over, and `status` tells whether it failed again.',
      params,
      body: contract.resolveRequest,
      idempotent: true,
      result: { status: 200, description: 'The incomplete execution as it is now.', schema: contract.incomplete },
      errors: [409, 422],
    },
    async ({ parts, params, body: { output } }) => {
      await findIncomplete(parts, params.id);
      const bundles = output === undefined || Array.isArray(output) ? output : [output];
      return { body: showIncomplete(await parts.incompletes.resolve(params.id, bundles)) };
    },
  ),
  operation(
    {
      method: 'delete',
      path: '/api/v1/incomplete-executions/{id}',
      operationId: 'deleteIncompleteExecution',
      tag,
      summary: 'Give up an incomplete execution',
      params,
      result: { status: 204, description: 'It is gone.' },
      errors: [409],
    },
    async ({ parts, params }) => {
      await findIncomplete(parts, params.id);
      await parts.incompletes.remove(params.id);
      return { body: undefined };
    },
  ),
];

async function findIncomplete({ store }: ServerParts, id: IncompleteId): Promise<IncompleteRecord> {
  const record = await store.incompletes.get(id);
  if (record !== undefined) return record;
  throw new ConnectorError('NotFoundError', `There is no incomplete execution ${id}.`);
}
