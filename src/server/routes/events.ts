import { z } from 'zod';
import type { EngineEvent } from '../../engine/events.ts';
import { idOf, listOf } from '../contract/primitives.ts';
import { streamEvents } from '../event-stream.ts';
import { operation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { EVENT_NAMES, showEvent } from '../views/event.ts';

const names = Object.keys(EVENT_NAMES) as (keyof typeof EVENT_NAMES)[];
const query = z.strictObject({
  scenarioId: idOf('scn').optional().meta({ description: 'Only events about this scenario.' }),
  types: listOf(names, 'Only these events.'),
});

/** What happens, as it happens. */
export const EVENT_OPERATIONS: readonly Operation[] = [
  operation(
    {
      method: 'get',
      path: '/api/v1/events',
      operationId: 'watchEvents',
      tag: 'Events',
      summary: 'Watch what happens (server-sent events)',
      description: [
        'Each event has a name and JSON data:',
        ...Object.entries(EVENT_NAMES).map(([name, meaning]) => `* \`${name}\`: ${meaning}`),
        '',
        'Events that were missed are not sent again: read the lists after a reconnection.',
      ].join('\n'),
      query,
      result: { status: 200, description: 'The stream.', schema: z.string(), contentType: 'text/event-stream' },
    },
    ({ parts, query, signal }) => ({
      body: '',
      stream: (response) =>
        streamEvents(response, {
          events: parts.events,
          wanted: wantedBy(query),
          end: AbortSignal.any([signal, parts.closing]),
        }),
    }),
  ),
];

function wantedBy({ scenarioId, types }: z.output<typeof query>): (event: EngineEvent) => boolean {
  return (event) => {
    const isNamed = types === undefined || types.some((type) => type === showEvent(event).event);
    return isNamed && (scenarioId === undefined || scenariosOf(event).includes(scenarioId));
  };
}

function scenariosOf(event: EngineEvent): readonly string[] {
  if ('scenarioId' in event) return [event.scenarioId];
  if ('scenarioIds' in event) return event.scenarioIds;
  return 'run' in event ? [event.run.scenarioId] : [];
}
