import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallServices } from '../communication/services.ts';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import type { Collection, Json } from '../core/json.ts';
import type { Problem } from '../core/source.ts';
import type { EventHub } from '../engine/events.ts';
import type { HookService } from '../inbox/hooks.ts';
import type { App } from '../manifest/app.ts';
import type {
  ConnectionId,
  DeliveryId,
  DriftRecord,
  HookId,
  IncompleteId,
  IncompleteRecord,
  OperationRecord,
  RunId,
  ScenarioId,
  ScenarioRecord,
  Scheduling,
} from '../store/records.ts';
import type { DeliveryFilter, Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import type { Log } from './log.ts';

/** Everything the server needs from the rest of the program; the composition root makes it. */
export interface ServerParts {
  readonly config: Pick<Config, 'host' | 'port' | 'publicUrl' | 'timezone'>;
  /** Version of this program. */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  /** The apps of this server, by name. */
  readonly apps: ReadonlyMap<string, App>;
  readonly services: CallServices;
  /** For reads, and for the answers of idempotent requests. */
  readonly store: Store;
  readonly vault: Pick<
    Vault,
    'create' | 'list' | 'get' | 'update' | 'test' | 'remove' | 'usedBy' | 'reveal' | 'sealText'
  >;
  readonly hooks: Pick<HookService, 'attach' | 'detach' | 'configure' | 'urlOf'>;
  readonly reconciler: ReconcilerPart;
  readonly deliveries: DeliveriesPart;
  readonly scenarios: ScenariosPart;
  readonly executions: ExecutionsPart;
  readonly incompletes: IncompletesPart;
  readonly expressions: ExpressionsPart;
  readonly events: Pick<EventHub, 'onAny'>;
  /** Takes a delivery in: everything below `/hooks/`. */
  readonly intake: (request: IncomingMessage, response: ServerResponse) => void;
  /** What has to hold before work may be sent here. */
  readonly checks: readonly ReadinessCheck[];
  /** What the other parts count, for `/metrics`. */
  readonly metrics: () => readonly Measure[] | Promise<readonly Measure[]>;
  /** Aborted when the server is about to stop. */
  readonly closing: AbortSignal;
}

/** A condition of readiness. */
export interface ReadinessCheck {
  readonly name: string;
  /** Rejects when the condition does not hold; the reason goes to the log only. */
  check(): Promise<void>;
}

/** One measured quantity with all its label combinations. */
export interface Measure {
  /** Without the prefix of this program, for example `runs_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

/** Compares the hooks with the provider. */
export interface ReconcilerPart {
  /** Repairs what differs; a dry run only says what it would do. */
  reconcile(options: { readonly hookId?: HookId; readonly dryRun: boolean }): Promise<readonly DriftRecord[]>;
}

/** Which deliveries an action is for. */
export type DeliverySelection =
  { readonly deliveryIds: readonly DeliveryId[] } | Omit<DeliveryFilter, 'limit' | 'cursor'>;

/** What people do with deliveries. */
export interface DeliveriesPart {
  /** Queues them again; the number of queue items. */
  replay(selection: DeliverySelection, scenarioId?: ScenarioId): Promise<number>;
  /** Gives them up; the number of queue items. */
  discard(selection: DeliverySelection): Promise<number>;
}

/** Which incoming bundle a run by hand starts with. */
export type RunSource =
  | { readonly type: 'wait' }
  | { readonly type: 'delivery'; readonly deliveryId: DeliveryId }
  | { readonly type: 'sample' }
  | { readonly type: 'last' }
  | { readonly type: 'bundle'; readonly bundle: Collection };

/** Scenarios: kept as blueprints, switched on and off, run by hand. */
export interface ScenariosPart {
  create(request: {
    readonly name?: string | undefined;
    readonly blueprint: Json;
    readonly scheduling?: Scheduling | undefined;
    readonly timezone?: string | undefined;
    /** Connections of the blueprint by ours. */
    readonly connections?: Readonly<Record<string, ConnectionId>> | undefined;
  }): Promise<ScenarioRecord>;
  update(
    id: ScenarioId,
    version: number,
    changes: {
      readonly name?: string | undefined;
      readonly blueprint?: Json | undefined;
      readonly scheduling?: Scheduling | undefined;
      readonly timezone?: string | undefined;
    },
  ): Promise<ScenarioRecord>;
  remove(id: ScenarioId): Promise<void>;
  /** The blueprint for other installations: ids of connections and hooks taken out. */
  exportBlueprint(id: ScenarioId): Promise<Json>;
  /** @throws ConnectorError when it cannot be on: problems of the blueprint, a refused hook. */
  activate(id: ScenarioId): Promise<ScenarioRecord>;
  deactivate(id: ScenarioId): Promise<ScenarioRecord>;
  problems(id: ScenarioId): Promise<readonly Problem[]>;
  /** Starts a run, or waits for the next delivery; the run's id is known at once only when it starts at once. */
  runOnce(id: ScenarioId, source: RunSource): Promise<{ readonly runId: RunId | null }>;
  /** Stops waiting for a delivery and every run by hand. */
  stop(id: ScenarioId): Promise<void>;
}

/** What a replay would do. */
export interface ReplayPlan {
  /** Writes that succeeded before, in order: they would be skipped. */
  readonly done: readonly Pick<OperationRecord, 'key' | 'moduleId' | 'module' | 'label' | 'input'>[];
  /** Why the run cannot be replayed, or null. */
  readonly refusal: string | null;
}

/** How to replay a run. */
export interface ReplayRequest {
  readonly from: 'failed' | 'start';
  readonly version: 'original' | 'current';
  readonly skipDone: boolean;
}

/** Runs that were. */
export interface ExecutionsPart {
  replayPlan(id: RunId): Promise<ReplayPlan>;
  replay(id: RunId, request: ReplayRequest): Promise<RunId>;
  stop(id: RunId): Promise<void>;
}

/** Runs that stopped and can go on. */
export interface IncompletesPart {
  retry(id: IncompleteId): Promise<IncompleteRecord>;
  /** Marks it as resolved, or goes on with an output a person gives for the failing module. */
  resolve(id: IncompleteId, output?: Collection): Promise<IncompleteRecord>;
  remove(id: IncompleteId): Promise<void>;
}

/** Expressions outside of runs. */
export interface ExpressionsPart {
  /** The value of a text, or of any JSON, with expressions as scenarios write them. */
  evaluate(value: Json, variables: Collection, timezone?: string): unknown;
}
