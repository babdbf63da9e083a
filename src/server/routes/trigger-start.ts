import { z } from 'zod';
import type { StartChoice, TriggerStart } from '../../engine/runs/trigger-start.ts';
import { idOf } from '../contract/primitives.ts';
import * as contract from '../contract/trigger-start.ts';
import { given } from '../given.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { optionalTime, timeOf } from '../views/time.ts';

const tag = 'Scenarios';
const params = z.object({ id: idOf('scn') });

/** Where the polling trigger of a scenario looks for what is new from. */
export const TRIGGER_START_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/scenarios/{id}/start',
      operationId: 'getTriggerStart',
      tag,
      summary: 'Tell where the trigger of a scenario stands',
      params,
      result: { status: 200, description: 'Where it stands.', schema: contract.triggerStart },
      errors: [400],
    },
    async ({ parts, params }) => ({ body: showStart(await parts.starts.get(params.id)) }),
  ),
  operation(
    {
      method: 'post',
      path: '/api/v1/scenarios/{id}/start',
      operationId: 'setTriggerStart',
      tag,
      summary: 'Choose where the trigger of a scenario starts',
      description:
        'The next run takes what came after that, the oldest first. `now` asks the service where its newest item is.',
      params,
      body: contract.startChoice,
      result: { status: 200, description: 'Where it stands now.', schema: contract.triggerStart },
      errors: [400, 502, 504],
    },
    async ({ parts, params, body, signal }) => ({
      body: showStart(await parts.starts.set(params.id, choiceOf(body), signal)),
    }),
  ),
  operation(
    {
      method: 'get',
      path: '/api/v1/scenarios/{id}/start/items',
      operationId: 'listTriggerStartItems',
      tag,
      summary: 'List items the trigger of a scenario may start behind',
      description: 'Asks the service, with the parameters and the connection of the trigger.',
      params,
      result: { status: 200, description: 'Items, as the service lists them.', schema: contract.startItems },
      errors: [400, 502, 504],
    },
    async ({ parts, params, signal }) => {
      const items = await parts.starts.items(params.id, signal);
      const data = items.map(({ id, date, label }) => ({
        id,
        label,
        ...(date !== undefined && { date: timeOf(date) }),
      }));
      return { body: { data } };
    },
  ),
];

function showStart({ type, choices, state, looksAgain }: TriggerStart): z.output<typeof contract.triggerStart> {
  if (state === undefined) return { type, choices, stands: null, looksAgain };
  const { lastDate, lastId = null } = state;
  return { type, choices, stands: { lastDate: optionalTime(lastDate ?? null), lastId }, looksAgain };
}

function choiceOf(body: z.output<typeof contract.startChoice>): StartChoice {
  if (body.from === 'date') return { from: 'date', date: Date.parse(body.date) };
  if (body.from !== 'item') return body;
  const { id, date } = body.item;
  return { from: 'item', item: { id, ...given({ date: date === undefined ? undefined : Date.parse(date) }) } };
}
