import type {
  ConnectionId,
  DeliveryId,
  HookId,
  IncompleteId,
  IncompleteRecord,
  OperationRecord,
  QueueState,
  RunId,
  RunRecord,
  RunStatus,
  ScenarioId,
  StoredError,
} from '../store/records.ts';

/** Everything that happens in the engine and that somebody may want to watch. Times are milliseconds since 1970. */
export type EngineEvent =
  | { readonly type: 'run.started'; readonly run: RunRecord }
  | {
      readonly type: 'run.waiting';
      readonly scenarioId: ScenarioId;
      readonly hookId: HookId;
      /** When the wait is given up. */
      readonly until: number;
    }
  | {
      readonly type: 'run.wait-ended';
      readonly scenarioId: ScenarioId;
      readonly outcome: 'started' | 'timeout' | 'cancelled' | 'failed';
      /** The run that the delivery started. */
      readonly runId: RunId | null;
    }
  | {
      readonly type: 'operation.started';
      readonly scenarioId: ScenarioId;
      readonly runId: RunId;
      readonly key: string;
      readonly moduleId: number;
      readonly at: number;
    }
  | {
      readonly type: 'operation.finished';
      readonly scenarioId: ScenarioId;
      readonly runId: RunId;
      readonly operation: OperationRecord;
    }
  | {
      readonly type: 'run.finished';
      readonly scenarioId: ScenarioId;
      readonly runId: RunId;
      readonly status: Exclude<RunStatus, 'running'>;
      readonly operations: number;
      readonly error: StoredError | null;
      readonly at: number;
    }
  | {
      readonly type: 'scenario.changed';
      readonly scenarioId: ScenarioId;
      readonly change: 'created' | 'updated' | 'activated' | 'deactivated' | 'removed';
      readonly reason?: string;
    }
  | {
      readonly type: 'delivery.queued';
      readonly hookId: HookId;
      readonly scenarioIds: readonly ScenarioId[];
    }
  | {
      readonly type: 'delivery.settled';
      readonly deliveryId: DeliveryId;
      readonly scenarioId: ScenarioId;
      readonly state: Exclude<QueueState, 'running'>;
      readonly runId: RunId | null;
      readonly reason: string | null;
    }
  | {
      readonly type: 'incomplete.changed';
      readonly incompleteId: IncompleteId;
      readonly scenarioId: ScenarioId;
      readonly status: IncompleteRecord['status'];
    }
  | { readonly type: 'hook.changed'; readonly hookId: HookId }
  | { readonly type: 'connection.changed'; readonly connectionId: ConnectionId }
  | { readonly type: 'app.changed'; readonly app: string; readonly change: 'installed' | 'replaced' | 'removed' };

/** The name of an event. */
export type EngineEventType = EngineEvent['type'];

/** The event of a name. */
export type EventOf<Type extends EngineEventType> = Extract<EngineEvent, { readonly type: Type }>;

/** Passes events on, in order and at once. */
export interface EventHub {
  emit(event: EngineEvent): void;
  /** Listens to every event; the result ends it. */
  onAny(listener: (event: EngineEvent) => void): () => void;
  /** Listens to the events of one name; the result ends it. */
  on<Type extends EngineEventType>(type: Type, listener: (event: EventOf<Type>) => void): () => void;
}

/** A hub; a listener that throws is handed to `onFailure` and disturbs neither the others nor whoever emits. */
export function createEventHub(onFailure: (error: unknown) => void = () => undefined): EventHub {
  const everything = new Set<(event: EngineEvent) => void>();
  const byType = new Map<EngineEventType, Set<(event: never) => void>>();

  return {
    emit(event) {
      for (const listener of byType.get(event.type) ?? []) tell(listener as (event: EngineEvent) => void, event);
      for (const listener of everything) tell(listener, event);
    },
    onAny: (listener) => add(everything, listener),
    on(type, listener) {
      const listeners = byType.get(type) ?? new Set();
      byType.set(type, listeners);
      return add(listeners, listener);
    },
  };

  function tell(listener: (event: EngineEvent) => void, event: EngineEvent): void {
    try {
      listener(event);
    } catch (error) {
      onFailure(error);
    }
  }
}

function add<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
