import type { EngineEvent, EventOf } from '../../engine/events.ts';
import { showBriefError, showExecution, showFinishedOperation } from './execution.ts';
import { timeOf } from './time.ts';

/** An event as it is sent: its name, and what it is about. */
export interface ShownEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The names of all events, with what each means. */
export const EVENT_NAMES = {
  'execution.started': 'A scenario began to run; `execution` as in the list of executions.',
  'execution.waiting': 'A run by hand waits for a delivery at `hookId`, at most until `until`.',
  'execution.wait-ended': 'It waits no longer: `outcome` is started, timeout, cancelled or failed.',
  'operation.started': 'A module of a run begins: `moduleId` and `key`.',
  'operation.finished':
    'A module of a run is over; `operation` has its `moduleId`, `status` and number of `bundles`; read the execution for the data.',
  'execution.finished': 'A run is over, with `status`, `operationCount` and `error`.',
  'scenario.changed': 'A scenario was created, updated, activated, deactivated or removed: `change`, perhaps `reason`.',
  'delivery.queued': 'Deliveries wait for `scenarioIds`.',
  'delivery.settled': 'A delivery was worked off, or put off: `state`.',
  'incomplete.changed': 'An incomplete execution has another `status`.',
  'hook.changed': 'A webhook was changed, here or at the provider.',
  'connection.changed': 'A connection was changed or tested.',
  'app.changed': 'An app was installed, replaced or removed: `app`, `change`.',
} as const;

/** An event of the engine as the API tells it. */
export function showEvent(event: EngineEvent): ShownEvent {
  const show = SHOWN[event.type] as (event: EngineEvent) => ShownEvent;
  return show(event);
}

const SHOWN: { readonly [Type in EngineEvent['type']]: (event: EventOf<Type>) => ShownEvent } = {
  'run.started': ({ run }) => ({ event: 'execution.started', data: { execution: showExecution(run) } }),
  'run.waiting': ({ scenarioId, hookId, until }) => ({
    event: 'execution.waiting',
    data: { scenarioId, hookId, until: timeOf(until) },
  }),
  'run.wait-ended': ({ scenarioId, outcome, runId }) => ({
    event: 'execution.wait-ended',
    data: { scenarioId, outcome, executionId: runId },
  }),
  'operation.started': ({ type, scenarioId, runId, key, moduleId, at }) => ({
    event: type,
    data: { scenarioId, executionId: runId, key, moduleId, at: timeOf(at) },
  }),
  'operation.finished': ({ type, scenarioId, runId, operation }) => ({
    event: type,
    data: { scenarioId, executionId: runId, operation: showFinishedOperation(operation) },
  }),
  'run.finished': ({ scenarioId, runId, status, operations, error, at }) => ({
    event: 'execution.finished',
    data: {
      scenarioId,
      executionId: runId,
      status,
      operationCount: operations,
      error: showBriefError(error),
      at: timeOf(at),
    },
  }),
  'scenario.changed': ({ type, scenarioId, change, reason = null }) => ({
    event: type,
    data: { scenarioId, change, reason },
  }),
  'delivery.queued': ({ type, hookId, scenarioIds }) => ({
    event: type,
    data: { hookId, scenarioIds },
  }),
  'delivery.settled': ({ type, deliveryId, scenarioId, state, runId, reason }) => ({
    event: type,
    data: { deliveryId, scenarioId, state, executionId: runId, reason },
  }),
  'incomplete.changed': ({ type, incompleteId, scenarioId, status }) => ({
    event: type,
    data: { incompleteId, scenarioId, status },
  }),
  'hook.changed': ({ type, hookId }) => ({ event: type, data: { hookId } }),
  'connection.changed': ({ type, connectionId }) => ({ event: type, data: { connectionId } }),
  'app.changed': ({ type, app, change }) => ({ event: type, data: { app, change } }),
};
