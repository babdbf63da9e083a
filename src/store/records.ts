import type { Id } from '../core/ids.ts';
import type { Json } from '../core/json.ts';
import type { Problem } from '../core/source.ts';

export type ConnectionId = Id<'con'>;
export type HookId = Id<'hk'>;
export type DeliveryId = Id<'whd'>;
export type ScenarioId = Id<'scn'>;
export type RunId = Id<'run'>;
export type IncompleteId = Id<'inc'>;

/** A stored credential. The values are sealed; everything else may be shown. */
export interface ConnectionRecord {
  readonly id: ConnectionId;
  readonly app: string;
  /** Name of the connection component in the app. */
  readonly connection: string;
  /** What people call it. */
  readonly name: string;
  /** The account it reached when it was last verified. */
  readonly account: string | null;
  /** `sandbox`, `production`, or empty when the app knows no environments. */
  readonly environment: string;
  /** Origin and base path the connection may reach, shown to people. */
  readonly address: string | null;
  /** JSON text made by the cipher. */
  readonly sealed: string;
  readonly status: 'ok' | 'unchecked' | 'attention';
  readonly reason: string | null;
  readonly checkedAt: number | null;
  /** The account's own id at the service; deliveries of a shared webhook are told apart by it. */
  readonly uid: string | null;
  /** Milliseconds since 1970 when a person must authorise it again; null: not known. */
  readonly expiresAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Counts changes; an update names the version it is based on. */
  readonly version: number;
}

/** Where a hook stands between us and the provider; intent is stored before a call, the result after it. */
export type HookState = 'attaching' | 'attached' | 'detaching' | 'detached' | 'failed';

/** How deliveries of a hook are worked off. */
export interface ProcessingMode {
  readonly type: 'parallel' | 'sequential' | 'per-key';
  /** Runs at once, for `parallel` and across keys. @default 16 */
  readonly concurrency: number;
  /** Expression over the parsed delivery that yields the key, for `per-key`, for example `{{body.customer.phone_number}}`. */
  readonly key: string | null;
}

/** Optional checks of what comes in; secrets are sealed by the vault. */
export interface HookChecks {
  readonly companyKey?: string;
  readonly header?: { readonly name: string; readonly sealedValue: string };
  readonly cidrs?: readonly string[];
  readonly signature?: {
    readonly scheme: 'standard-webhooks' | 'hmac-sha256';
    readonly header?: string;
    readonly sealedSecret: string;
    readonly toleranceSeconds?: number;
  };
}

/** A webhook: our address, and its registration at the provider. */
export interface HookRecord {
  readonly id: HookId;
  /** The unguessable part of the address. */
  readonly token: string;
  readonly app: string;
  readonly webhook: string;
  readonly connectionId: ConnectionId | null;
  readonly name: string;
  readonly parameters: Json;
  readonly state: HookState;
  /** What the provider said on attach (`response.data`), needed to detach. */
  readonly data: Json;
  readonly reason: string | null;
  /** The next time the reconciler tries again, after a refusal. */
  readonly retryAt: number | null;
  readonly attempts: number;
  readonly mode: ProcessingMode;
  /** Deliveries that may wait. @default 10000 */
  readonly queueLimit: number;
  /** Failed attempts before a delivery becomes a dead letter. @default 8 */
  readonly maxAttempts: number;
  readonly paused: boolean;
  readonly checks: HookChecks;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletedAt: number | null;
  readonly version: number;
}

/** One repair, or the wish for one in a dry run. */
export interface DriftRecord {
  readonly id: string;
  readonly hookId: HookId | null;
  readonly at: number;
  readonly action:
    'adopted' | 'recreated' | 'removed-duplicate' | 'removed-orphan' | 'attached' | 'detached' | 'refused';
  readonly detail: string;
  readonly dryRun: boolean;
}

/** One request that arrived at a hook, byte for byte. */
export interface DeliveryRecord {
  readonly id: DeliveryId;
  readonly hookId: HookId;
  /** The provider's own id of the event, when the app names it. */
  readonly eventId: string | null;
  /** The delivery that carried the same event before. */
  readonly duplicateOf: DeliveryId | null;
  readonly receivedAt: number;
  readonly method: string;
  /** Query string without `?`. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array;
  readonly remoteAddress: string;
  /** When body, query and headers were erased: only confidential scenarios have worked it off. */
  readonly erasedAt: number | null;
}

/** `queued` waits, `running` is leased, `retrying` waits for its time, `dead` gave up, `held` waits for a person. */
export type QueueState = 'queued' | 'running' | 'retrying' | 'done' | 'dead' | 'held' | 'discarded';

/** One delivery to be worked off by one scenario. */
export interface QueueItem {
  /** Grows with arrival: the order. */
  readonly seq: number;
  readonly deliveryId: DeliveryId;
  readonly hookId: HookId;
  readonly scenarioId: ScenarioId;
  readonly state: QueueState;
  readonly orderKey: string | null;
  /** Failed attempts so far. */
  readonly attempts: number;
  /** Attempts that ended with the death of the worker. */
  readonly crashes: number;
  readonly runAt: number;
  /** Grows with each claim: a write with an old fence changes nothing. */
  readonly fence: number;
  readonly leaseUntil: number | null;
  readonly reason: string | null;
  readonly runId: RunId | null;
  readonly updatedAt: number;
}

/** When a scenario runs by itself. */
export type Scheduling =
  | { readonly type: 'immediately' }
  | { readonly type: 'on-demand' }
  | { readonly type: 'indefinitely'; readonly interval: number }
  | { readonly type: 'once'; readonly date: string }
  | { readonly type: 'daily'; readonly time: string }
  | { readonly type: 'weekly'; readonly days: readonly number[]; readonly time: string }
  | { readonly type: 'monthly'; readonly dates: readonly number[]; readonly time: string };

/** An automation: a Make blueprint, its schedule and its state. */
export interface ScenarioRecord {
  readonly id: ScenarioId;
  readonly name: string;
  /** The blueprint as imported or saved, unknown keys included. */
  readonly blueprint: Json;
  readonly scheduling: Scheduling;
  /** IANA zone the schedule is read in. */
  readonly timezone: string;
  readonly active: boolean;
  /** Hook of the instant trigger, if any. */
  readonly hookId: HookId | null;
  /** Consecutive runs that ended in error. */
  readonly errors: number;
  /** Why it was switched off, or cannot be on. */
  readonly reason: string | null;
  /** The next planned start, for scheduled scenarios. */
  readonly nextRunAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
}

export type RunStatus = 'running' | 'success' | 'warning' | 'error' | 'stopped' | 'in-doubt';

/** What started a run. */
export interface RunTrigger {
  readonly type: 'delivery' | 'manual' | 'schedule' | 'replay' | 'resume';
  readonly deliveryId?: DeliveryId;
  /** The run this one replays or resumes. */
  readonly runId?: RunId;
  /** The name of the journal it goes on with; its own id when left out. */
  readonly scope?: RunId;
}

/** An error as kept in the history: no secret, no stack. */
export interface StoredError {
  readonly name: string;
  readonly message: string;
  readonly fix?: string;
  readonly moduleId?: number;
  readonly upstream?: { readonly status: number; readonly body: string };
  /** The inputs that were refused, each with its place. */
  readonly problems?: readonly Pick<Problem, 'pointer' | 'severity' | 'code' | 'message' | 'fix'>[];
}

/** The version of an app: what its manifest states, and a digest of its whole content. */
export interface AppVersion {
  readonly name: string;
  readonly version: string;
  readonly digest: string;
}

/** One execution of a scenario. */
export interface RunRecord {
  readonly id: RunId;
  readonly scenarioId: ScenarioId;
  readonly scenarioVersion: number;
  readonly status: RunStatus;
  readonly trigger: RunTrigger;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Modules executed. */
  readonly operations: number;
  readonly error: StoredError | null;
  /** The apps whose modules it uses; absent in runs of earlier versions of this program. */
  readonly apps?: readonly AppVersion[];
}

/** One executed module of a run, as people inspect it. */
export interface OperationRecord {
  /** Place in the run: module id and the bundle numbers that led there, for example `3:1.2`. */
  readonly key: string;
  readonly moduleId: number;
  /** `app:module`. */
  readonly module: string;
  readonly label: string;
  readonly status: 'success' | 'warning' | 'error' | 'skipped' | 'in-doubt';
  readonly startedAt: number;
  readonly durationMs: number;
  readonly input: Json;
  readonly outputs: readonly Json[];
  readonly exchanges: readonly Json[];
  readonly warnings: readonly string[];
  readonly error: StoredError | null;
  /** Whether it may have changed something outside. */
  readonly write: boolean;
  /** Whether it was not called, and its outputs were given by the person who ran it. */
  readonly pinned?: boolean;
}

/** A step whose side effect must not be repeated: `sent` before the request leaves, `done` once its outputs are known. */
export interface JournalEntry {
  readonly runId: RunId;
  readonly key: string;
  readonly state: 'sent' | 'done';
  readonly outputs: readonly Json[];
  /** The redacted request, shown when the outcome is in doubt. */
  readonly request: Json;
}

/** A run that stopped at a failing module and can go on from there. */
export interface IncompleteRecord {
  readonly id: IncompleteId;
  readonly scenarioId: ScenarioId;
  readonly scenarioVersion: number;
  readonly runId: RunId;
  readonly status: 'unresolved' | 'scheduled' | 'in-progress' | 'resolved' | 'deleted';
  readonly moduleId: number;
  readonly error: StoredError;
  readonly attempts: number;
  /** Automatic retries that are left to plan; 0 waits for a person. */
  readonly retriesLeft: number;
  readonly nextAt: number | null;
  /** Trigger bundle and the outputs of every completed operation, by key. */
  readonly state: Json;
  readonly createdAt: number;
  readonly updatedAt: number;
}
