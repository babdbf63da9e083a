import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallServices } from '../communication/services.ts';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import type { Collection, Json } from '../core/json.ts';
import type { DataStoreService } from '../engine/data-stores/data-store-service.ts';
import type { ExecutionService } from '../engine/runs/executions.ts';
import type { IncompleteService } from '../engine/runs/incompletes.ts';
import type { TriggerStarts } from '../engine/runs/trigger-start.ts';
import type { ScenarioService } from '../engine/scenarios/scenario-service.ts';
import type { EventHub } from '../engine/events.ts';
import type { DeliveryActions } from '../inbox/delivery-actions.ts';
import type { HookService } from '../inbox/hooks.ts';
import type { Reconciler } from '../inbox/reconciler.ts';
import type { App } from '../manifest/app.ts';
import type { AppSource } from '../manifest/app-source.ts';
import type { GivenFiles } from '../manifest/given-files.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import type { Log } from './log.ts';
import type { RequestedRuns } from './requested-runs.ts';
import type { SandboxPart } from './sandbox-mount.ts';

/** Everything the server needs from the rest of the program; the composition root makes it. */
export interface ServerParts {
  readonly config: Pick<
    Config,
    'host' | 'port' | 'publicUrl' | 'timezone' | 'retentionDays' | 'deadlineMs' | 'queueLimit' | 'maxBodyBytes'
  >;
  /** Version of this program. */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  /** The apps of this server, by name; they may come and go. */
  readonly apps: ReadonlyMap<string, App>;
  readonly installs: InstallsPart;
  readonly services: CallServices;
  /** For reads, and for the answers of idempotent requests. */
  readonly store: Store;
  readonly vault: Pick<
    Vault,
    | 'create'
    | 'list'
    | 'get'
    | 'update'
    | 'authorise'
    | 'authoriseAgain'
    | 'authorisation'
    | 'finishAuthorisation'
    | 'test'
    | 'remove'
    | 'usedBy'
    | 'reveal'
    | 'sealText'
    | 'rotate'
    | 'keyId'
  >;
  /** How many scenarios and webhooks work with each connection that is used at all. */
  readonly countUses: () => Promise<ReadonlyMap<string, { readonly scenarios: number; readonly webhooks: number }>>;
  readonly hooks: Pick<HookService, 'create' | 'attach' | 'detach' | 'remove' | 'configure' | 'reshape' | 'urlOf'>;
  readonly reconciler: Pick<Reconciler, 'reconcile'>;
  readonly deliveries: Pick<DeliveryActions, 'replay' | 'discard' | 'copyTo' | 'sample' | 'pause' | 'resume'>;
  readonly scenarios: Pick<
    ScenarioService,
    'importBlueprint' | 'update' | 'remove' | 'activate' | 'deactivate' | 'problemsOf' | 'check' | 'exportBlueprint'
  >;
  readonly dataStores: DataStoreService;
  readonly executions: Pick<ExecutionService, 'runOnce' | 'stop' | 'links' | 'replayPlan' | 'replay' | 'answerDoubt'>;
  readonly incompletes: Pick<IncompleteService, 'retry' | 'resolve' | 'remove'>;
  readonly starts: TriggerStarts;
  readonly expressions: ExpressionsPart;
  readonly events: Pick<EventHub, 'onAny'>;
  /** Takes a delivery in: everything below `/hooks/`. */
  readonly intake: (request: IncomingMessage, response: ServerResponse) => void;
  /** Where the page was built; without it there is a page of links. */
  readonly webFolder?: string;
  /** The sandbox beside the server, if one runs. */
  readonly sandbox?: SandboxPart;
  /** What has to hold before work may be sent here. */
  readonly checks: readonly ReadinessCheck[];
  /** What the other parts count, for `/metrics`. */
  readonly metrics: () => readonly Measure[] | Promise<readonly Measure[]>;
}

/** The parts, and what lives as long as one server. */
export interface ServerContext extends ServerParts {
  /** Aborted when the server is about to stop. */
  readonly closing: AbortSignal;
  readonly requested: RequestedRuns;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
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

/** Installing apps and taking them away. */
export interface InstallsPart {
  /** @throws ConnectorError `ManifestError` with every finding, `ConflictError`. */
  install(files: GivenFiles | AppSource, options: { readonly replace: boolean }): Promise<App>;
  /** @throws ConnectorError `NotFoundError`, `ConflictError` with everything that uses it. */
  remove(name: string): Promise<void>;
  /** Whether it belongs to the server itself, and so stays. */
  isBuiltIn(name: string): boolean;
  /** Names of the constants given for an app here. @throws ConnectorError `NotFoundError`. */
  constantsOf(name: string): readonly string[];
  /** @throws ConnectorError `NotFoundError`, `BundleValidationError`. */
  giveConstants(name: string, values: Collection, connection?: string): Promise<App>;
}

/** Expressions outside of runs. */
export interface ExpressionsPart {
  /** The value of a text, or of any JSON, with expressions as scenarios write them. */
  evaluate(value: Json, variables: Collection, timezone?: string): unknown;
}
