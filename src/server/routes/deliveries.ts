import { z } from 'zod';
import { ConnectorError } from '../../core/errors.ts';
import { encodeBundles } from '../../engine/flow/snapshot.ts';
import type { DeliverySelection } from '../../inbox/delivery-actions.ts';
import type { DeliveryId, QueueState } from '../../store/records.ts';
import type { DeliveryFilter } from '../../store/store.ts';
import { cutQuery } from '../contract/cut.ts';
import * as contract from '../contract/hooks.ts';
import { idOf, listOf, pageOf, pageQuery, time } from '../contract/primitives.ts';
import { ANSWER_BYTES, type Cut, cutterOf, uncut } from '../cut.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { pageAnswer, pageQueryOf, type PageRequest } from '../pages.ts';
import type { ServerParts } from '../parts.ts';
import { showDelivery, showDeliveryDetail } from '../views/delivery.ts';
import { findHook } from './hooks.ts';

const tag = 'Deliveries';
const params = z.object({ id: idOf('whd') });
const times = {
  from: time.optional().meta({ description: 'Received at this time or later.' }),
  to: time.optional().meta({ description: 'Received before this time.' }),
};
const deadQuery = pageQuery.extend({ ...times, hookId: idOf('hk').optional(), scenarioId: idOf('scn').optional() });
const listQuery = pageQuery.extend({
  ...times,
  scenarioId: idOf('scn').optional(),
  states: listOf(contract.queueState.options, 'Only with work in these states.'),
  duplicates: z.enum(['true', 'false']).optional().meta({ description: 'Only duplicates, or none of them.' }),
});

/** What arrived at the webhooks, and the queue it is worked off from. */
export const DELIVERY_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/hooks/{id}/deliveries',
      operationId: 'listDeliveries',
      tag,
      summary: 'List the deliveries of a webhook, newest first',
      params: z.object({ id: idOf('hk') }),
      query: listQuery,
      result: { status: 200, description: 'The deliveries.', schema: pageOf(contract.delivery) },
    },
    async ({ parts, params, query }) => {
      const hook = await findHook(parts, params.id);
      const duplicates = query.duplicates === undefined ? {} : { duplicates: query.duplicates === 'true' };
      const filter = { ...pageQueryOf(query), ...filterOf(query), ...duplicates, hookId: hook.id };
      return { body: pageAnswer(await parts.store.deliveries.list(filter), showDelivery) };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/dead-letters',
      operationId: 'listDeadLetters',
      tag,
      summary: 'List the deliveries that were given up, newest first',
      query: deadQuery,
      result: { status: 200, description: 'Dead letters.', schema: pageOf(contract.delivery) },
    },
    async ({ parts, query }) => {
      const hookId = query.hookId === undefined ? {} : { hookId: query.hookId };
      const filter = { ...pageQueryOf(query), ...filterOf(query), ...hookId, states: ['dead'] as const };
      return { body: pageAnswer(await parts.store.deliveries.list(filter), showDelivery) };
    },
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/deliveries/{id}',
      operationId: 'getDelivery',
      tag,
      summary: 'Read a delivery with its headers and its raw body',
      params,
      query: cutQuery,
      result: { status: 200, description: 'The delivery.', schema: contract.deliveryDetail },
    },
    async ({ parts, params, query }) => ({
      body: await readDelivery(parts, params.id, cutterOf(query.cut, ANSWER_BYTES)),
    }),
  ),
  ...(['replay', 'discard'] as const).map((action) =>
    operation(
      {
        method: 'post',
        path: `/api/v1/deliveries/{id}/${action}`,
        operationId: `${action}Delivery`,
        tag,
        summary: action === 'replay' ? 'Work a delivery off again' : 'Give up a delivery that waits',
        params,
        idempotent: true,
        result: { status: 200, description: 'How many queue items changed.', schema: contract.actionResult },
        errors: [409],
      },
      async ({ parts, params }) => {
        if ((await parts.store.deliveries.get(params.id)) === undefined) throw unknownDelivery(params.id);
        return { body: { count: await parts.deliveries[action]({ ids: [params.id] }) } };
      },
    ),
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/deliveries/{id}/sample',
      operationId: 'sampleDelivery',
      tag,
      summary: 'Show the bundles a delivery starts scenarios with',
      params,
      query: cutQuery,
      result: { status: 200, description: 'The bundles.', schema: contract.deliverySample },
      errors: [409, 422],
    },
    async ({ parts, params, query }) => {
      const { deliveryId, bundles } = await parts.deliveries.sample(params.id);
      const cut = cutterOf(query.cut, ANSWER_BYTES);
      return { body: { deliveryId, bundles: encodeBundles(bundles).map((bundle) => cut(bundle)) } };
    },
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/deliveries/{id}/copy',
      operationId: 'copyDelivery',
      tag,
      summary: 'Hand a copy of a delivery to a scenario',
      params,
      body: contract.deliveryCopy,
      idempotent: true,
      result: { status: 201, description: 'The copy.', schema: contract.deliveryDetail },
      errors: [409],
    },
    async ({ parts, params, body }) => {
      if ((await parts.store.scenarios.get(body.scenarioId)) === undefined) throw unknownScenario(body.scenarioId);
      const id = await parts.deliveries.copyTo(params.id, body.scenarioId);
      return { body: await readDelivery(parts, id), location: `/api/v1/deliveries/${id}` };
    },
  ),
  ...(['replay', 'discard'] as const).map((action) =>
    operation(
      {
        method: 'post',
        path: `/api/v1/deliveries/${action}`,
        operationId: `${action}Deliveries`,
        tag,
        summary:
          action === 'replay'
            ? 'Work many deliveries off again, by id or by filter'
            : 'Give up many deliveries that wait, by id or by filter',
        body: contract.deliverySelection,
        idempotent: true,
        result: { status: 200, description: 'How many queue items changed.', schema: contract.actionResult },
        errors: [409],
      },
      async ({ parts, body }) => ({ body: { count: await parts.deliveries[action](selectionOf(body)) } }),
    ),
  ),
];

interface FilterInput {
  readonly scenarioId?: DeliveryFilter['scenarioId'] | undefined;
  readonly states?: readonly QueueState[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function filterOf({ scenarioId, states, from, to }: Omit<FilterInput, keyof PageRequest>) {
  return {
    ...(scenarioId !== undefined && { scenarioId }),
    ...(states !== undefined && { states }),
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(to !== undefined && { to: Date.parse(to) }),
  };
}

/** @throws ConnectorError `UsageError` for ids together with a filter; `ConflictError` for everything, unconfirmed. */
function selectionOf(body: z.output<typeof contract.deliverySelection>): DeliverySelection {
  const { deliveryIds, hookId, scenarioId, confirmed = false } = body;
  const filter = { ...filterOf(body), ...(hookId !== undefined && { hookId }) };
  if (deliveryIds === undefined) {
    if (confirmed || Object.keys(filter).length > 0) return { filter };
    throw new ConnectorError('ConflictError', 'This would be for every delivery there is.', {
      fix: 'Narrow it down, or send "confirmed": true.',
    });
  }
  if (Object.keys(filter).some((name) => name !== 'scenarioId')) throw idsAndFilter();
  return scenarioId === undefined ? { ids: deliveryIds } : { ids: deliveryIds, scenarioId };
}

function idsAndFilter(): ConnectorError {
  const message = 'The deliveries are named by id and by a filter.';
  return new ConnectorError('UsageError', message, {
    problems: [{ pointer: '/deliveryIds', severity: 'error', code: 'SELECTION', message }],
    fix: 'Send either deliveryIds or a filter; only scenarioId goes with both.',
  });
}

async function readDelivery(
  { store }: ServerParts,
  id: DeliveryId,
  cut: Cut = uncut,
): Promise<z.output<typeof contract.deliveryDetail>> {
  const delivery = await store.deliveries.get(id);
  if (delivery === undefined) throw unknownDelivery(id);
  const [items, hook] = await Promise.all([store.deliveries.items(id), store.hooks.get(delivery.hookId)]);
  return showDeliveryDetail(delivery, items, hook, cut);
}

function unknownScenario(id: string): ConnectorError {
  return new ConnectorError('NotFoundError', `There is no scenario ${id}.`);
}

function unknownDelivery(id: string): ConnectorError {
  return new ConnectorError('NotFoundError', `There is no delivery ${id}.`, {
    fix: 'It may have been forgotten after the days deliveries are kept.',
  });
}
