import { z } from 'zod';
import { ConnectorError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { RunId, RunRecord } from '../../store/records.ts';
import { cutQuery } from '../contract/cut.ts';
import * as contract from '../contract/executions.ts';
import { idOf, pageOf, pageQuery, time } from '../contract/primitives.ts';
import { given } from '../given.ts';
import { ANSWER_BYTES, cutterOf } from '../cut.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { pageAnswer, pageInOrder } from '../pages.ts';
import type { ServerParts } from '../parts.ts';
import { executionRows } from '../rows/execution.ts';
import { valueAt } from '../value-at.ts';
import { showDoneWrite, showExecution, showOperation } from '../views/execution.ts';

const tag = 'Executions';
const params = z.object({ id: idOf('run') });
const listQuery = pageQuery.extend({
  scenarioId: idOf('scn').optional(),
  status: contract.executionStatus.optional(),
  deliveryId: idOf('whd').optional(),
  trigger: contract.triggerType.optional(),
  from: time.optional().meta({ description: 'Started at this time or later.' }),
  to: time.optional().meta({ description: 'Started before this time.' }),
});

/** Bytes of values a whole execution shows when they are cut; the operations by themselves show more. */
const DETAIL_BYTES = 128 * 1024;

/** The history: what ran, what each module did, and how to run it again. */
export const EXECUTION_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/executions',
      operationId: 'listExecutions',
      tag,
      summary: 'List the executions, newest first',
      query: listQuery,
      result: { status: 200, description: 'The executions.', schema: pageOf(contract.executionRow) },
    },
    async ({ parts, query }) => {
      const { from, to, ...filter } = query;
      const page = await parts.store.runs.list(given({ ...filter, from: timeFrom(from), to: timeFrom(to) }));
      return { body: pageAnswer(page, await executionRows(parts, page.items)) };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/executions/{id}',
      operationId: 'getExecution',
      tag,
      summary: 'Read an execution with all its operations',
      params,
      query: cutQuery,
      result: { status: 200, description: 'The execution.', schema: contract.executionDetail },
    },
    async ({ parts, params, query }) => {
      const run = await findRun(parts, params.id);
      const [log, links] = await Promise.all([parts.store.runs.log(params.id), parts.executions.links(params.id)]);
      const related = { replayOf: links.of, replays: [...links.replays] };
      const cut = cutterOf(query.cut, DETAIL_BYTES);
      const apps = run.apps === undefined ? null : [...run.apps];
      const operations = log.map((each) => showOperation(each, cut));
      return { body: { ...showExecution(run), ...related, apps, operations } };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/executions/{id}/operations',
      operationId: 'listOperations',
      tag,
      summary: 'List the operations of an execution, in the order they ended',
      description: 'There are none while it runs: watch /api/v1/events.',
      params,
      query: pageQuery.extend(cutQuery.shape),
      result: { status: 200, description: 'The operations.', schema: pageOf(contract.operationRecord) },
    },
    async ({ parts, params, query }) => {
      await findRun(parts, params.id);
      const cut = cutterOf(query.cut, ANSWER_BYTES);
      const page = pageInOrder(await parts.store.runs.log(params.id), query);
      return { body: pageAnswer(page, (each) => showOperation(each, cut)) };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/executions/{id}/operations/{key}',
      operationId: 'getOperation',
      tag,
      summary: 'Read an operation of an execution, or one value of it, whole',
      params: params.extend({ key: z.string().min(1) }),
      query: z.strictObject({
        pointer: z.string().max(2000).optional().meta({
          description: 'JSON pointer to the value that is wanted, for example `/outputs/0/body`.',
        }),
      }),
      result: {
        status: 200,
        description: 'The operation, or the value when a pointer is given.',
        schema: z.union([contract.operationRecord, contract.operationValue]),
      },
    },
    async ({ parts, params, query: { pointer } }) => {
      await findRun(parts, params.id);
      const record = (await parts.store.runs.log(params.id)).find(({ key }) => key === params.key);
      if (record === undefined) throw unknownOperation(params.id, params.key);
      const shown = showOperation(record);
      return { body: pointer === undefined ? shown : { pointer, value: valueAt(shown as Json, pointer) } };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/executions/{id}/replay-plan',
      operationId: 'getReplayPlan',
      tag,
      summary: 'Show what a replay would repeat and what it would skip',
      params,
      result: { status: 200, description: 'The plan.', schema: contract.replayPlan },
    },
    async ({ parts, params }) => {
      await findRun(parts, params.id);
      const [plan, log] = await Promise.all([parts.executions.replayPlan(params.id), parts.store.runs.log(params.id)]);
      const byKey = new Map(log.map((operation) => [operation.key, operation]));
      return { body: { done: plan.map((write) => showDoneWrite(write, byKey.get(write.key))) } };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/executions/{id}/replay',
      operationId: 'replayExecution',
      tag,
      summary: 'Run an execution again',
      params,
      body: contract.replayRequest,
      idempotent: true,
      result: { status: 202, description: 'The new execution.', schema: contract.replayStarted },
      errors: [409, 422],
    },
    async ({ parts, params, body }) => {
      const { scenarioId } = await findRun(parts, params.id);
      const { from, version, skipDone } = body;
      const options = { scope: from === 'start' ? 'whole' : 'failed', version, skipDone } as const;
      const executionId = await parts.requested.begin(scenarioId, parts.executions.replay(params.id, options));
      return { body: { executionId }, location: `/api/v1/executions/${executionId}` };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/executions/{id}/stop',
      operationId: 'stopExecution',
      tag,
      summary: 'Stop an execution that is running',
      params,
      result: { status: 204, description: 'It was asked to stop.' },
      errors: [409],
    },
    async ({ parts, params }) => {
      await findRun(parts, params.id);
      await parts.executions.stop(params.id);
      return { body: undefined };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/executions/{id}/doubts',
      operationId: 'answerDoubt',
      tag,
      summary: 'Say what became of a write whose outcome is unknown',
      description: 'After "repeat" it may be sent again; a delivery that was held for it waits again.',
      params,
      body: contract.doubtAnswer,
      idempotent: true,
      result: { status: 204, description: 'It is settled.' },
      errors: [409],
    },
    async ({ parts, params, body }) => {
      await parts.executions.answerDoubt(params.id, body.key, body.answer);
      return { body: undefined };
    },
  ),
];

function timeFrom(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

function unknownOperation(id: RunId, key: string): ConnectorError {
  return new ConnectorError('NotFoundError', `The execution ${id} has no operation "${key}".`, {
    fix: 'Use a key of its list of operations; there are none while it runs.',
  });
}

async function findRun({ store }: ServerParts, id: RunId): Promise<RunRecord> {
  const run = await store.runs.get(id);
  if (run !== undefined) return run;
  throw new ConnectorError('NotFoundError', `There is no execution ${id}.`, {
    fix: 'It may have been forgotten after the days executions are kept.',
  });
}
