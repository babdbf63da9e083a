import type { Json } from '../core/json.ts';
import type { DataStoreRecords } from './data-store.ts';
import type {
  ConnectionId,
  ConnectionRecord,
  DeliveryId,
  DeliveryRecord,
  DriftRecord,
  HookId,
  HookRecord,
  IncompleteId,
  IncompleteRecord,
  JournalEntry,
  OperationRecord,
  QueueItem,
  QueueState,
  RunId,
  RunRecord,
  RunStatus,
  RunTrigger,
  ScenarioId,
  ScenarioRecord,
} from './records.ts';
import type { OnSorted } from './sorted.ts';

/** One page of a list, newest first; `cursor` is the opaque place after its last row. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly cursor: string | null;
}

/** Which page to read. */
export interface PageQuery {
  /** 1 to 250. @default 100 */
  readonly limit?: number;
  readonly cursor?: string;
}

/** Changes to a record; `version` and `updatedAt` are kept by the store. */
export type Changes<Item> = Partial<Omit<Item, 'id' | 'version' | 'createdAt' | 'updatedAt'>>;

/** Records that people edit: an update names the version it is based on and fails with `ConflictError` when it is stale. */
export interface EditableRecords<Key, Item> {
  /** @throws ConnectorError `ConflictError` when the id, or another unique property, is taken. */
  insert(record: Item): Promise<void>;
  get(id: Key): Promise<Item | undefined>;
  /** @throws ConnectorError `ConflictError` on a stale version, `NotFoundError` when it is gone. */
  update(id: Key, version: number, changes: Changes<Item>): Promise<Item>;
  remove(id: Key): Promise<void>;
  /** All of them, oldest first; hooks that are marked deleted included. */
  list(): Promise<readonly Item[]>;
}

export interface HookRecords extends EditableRecords<HookId, HookRecord> {
  /** By the unguessable part of the address, deleted hooks included (they answer 410). */
  byToken(token: string): Promise<HookRecord | undefined>;
  logDrift(drift: DriftRecord): Promise<void>;
  listDrift(query: PageQuery & { readonly hookId?: HookId }): Promise<Page<DriftRecord>>;
}

/** What intake hands over; it is durable when the promise resolves. */
export interface Arrival {
  readonly delivery: Omit<DeliveryRecord, 'duplicateOf' | 'erasedAt'>;
  /** Scenarios that are to work it off, switched off ones included: their items wait. */
  readonly scenarioIds: readonly ScenarioId[];
  readonly orderKey: string | null;
  /** How long the event id stays unique, milliseconds. */
  readonly dedupeMs: number;
}

/** How a leased item ended. */
export interface Settlement {
  readonly state: Exclude<QueueState, 'running'>;
  readonly reason?: string;
  readonly runId?: RunId;
  /** When to try again, for `retrying`. */
  readonly runAt?: number;
  /** Whether this counts as a failed attempt. */
  readonly failed?: boolean;
  /** For an item of a confidential scenario: all confidential ones. The delivery is erased in the same commit, if it may. */
  readonly confidential?: readonly ScenarioId[];
}

/** Which deliveries to list. */
export interface DeliveryFilter extends PageQuery {
  readonly hookId?: HookId;
  readonly scenarioId?: ScenarioId;
  readonly states?: readonly QueueState[];
  /** Received at this time or later. */
  readonly from?: number;
  /** Received before this time. */
  readonly to?: number;
  /** Only duplicates, or none of them; both when left out. */
  readonly duplicates?: boolean;
}

/** A delivery with the state of its work. */
export interface DeliverySummary {
  readonly delivery: Omit<DeliveryRecord, 'body' | 'headers'> & { readonly size: number };
  readonly items: readonly QueueItem[];
}

export interface DeliveryRecords {
  /**
   * Keeps the delivery; durable when the promise resolves, in one commit with others. A moment later it gets its place
   * in the queue, unless its event id was seen: `onSorted` is told then, once for all that came together with it. Reading waits for what was accepted before; only `claim` takes what has its place by now.
   */
  accept(arrival: Arrival, onSorted?: OnSorted): Promise<void>;
  get(id: DeliveryId): Promise<DeliveryRecord | undefined>;
  /** The delivery of an item that was claimed, mostly without asking the database. */
  ofItem(item: Pick<QueueItem, 'deliveryId'>): Promise<DeliveryRecord | undefined>;
  items(id: DeliveryId): Promise<readonly QueueItem[]>;
  list(filter: DeliveryFilter): Promise<Page<DeliverySummary>>;
  /**
   * Leases up to `limit` items of one scenario that are due, oldest first. `sequential` takes nothing while one runs;
   * `per-key` takes the oldest unfinished item of each key only. Unfinished is what waits, runs or will be retried;
   * held and dead items block nothing. With `deliveryId` it takes the item of that delivery, whatever else waits or runs.
   */
  claim(request: {
    readonly scenarioId: ScenarioId;
    readonly deliveryId?: DeliveryId;
    readonly mode: 'parallel' | 'sequential' | 'per-key';
    readonly limit: number;
    readonly now: number;
    readonly leaseMs: number;
  }): Promise<readonly QueueItem[]>;
  /** Prolongs a lease; false when the fence is old. */
  extend(seq: number, fence: number, until: number): Promise<boolean>;
  /** Ends a lease; false, and nothing changed, when the fence is old. */
  settle(seq: number, fence: number, settlement: Settlement, now: number): Promise<boolean>;
  /** Gives back the items whose lease ran out, counting a crash each; at the `maxCrashes`th crash an item is held. */
  reclaim(now: number, maxCrashes: number): Promise<number>;
  /**
   * Queues items again (replay) with fresh attempts, whatever their state, except those that are running or erased; returns how
   * many. The delivery keeps its place in the order.
   */
  requeue(
    filter: { readonly deliveryIds: readonly DeliveryId[]; readonly scenarioId?: ScenarioId },
    now: number,
  ): Promise<number>;
  /** Gives up items that wait, are held or dead; returns how many. */
  discard(deliveryIds: readonly DeliveryId[]): Promise<number>;
  /** Items that wait or run, by hook. */
  depths(): Promise<ReadonlyMap<HookId, number>>;
  counts(hookId: HookId): Promise<Readonly<Record<QueueState, number>>>;
  /**
   * Erases the content of those that only these confidential scenarios have worked off, unless something of them waits,
   * runs or is kept for a person; and of what repeats them.
   */
  erase(
    of: { readonly ids: readonly DeliveryId[] } | { readonly scenarioId: ScenarioId },
    confidential: readonly ScenarioId[],
    now: number,
  ): Promise<void>;
  /** Erases the content of one that repeats an erased one. */
  eraseRepeat(id: DeliveryId, now: number): Promise<void>;
  /** The earliest time a waiting item of the scenario is due, or undefined. */
  nextDue(scenarioId: ScenarioId): Promise<number | undefined>;
  /** Forgets deliveries from before a time unless they wait, run or are held, and expired event ids. */
  purge(before: { readonly deliveries: number; readonly now: number }): Promise<number>;
}

/** Removing a scenario also discards its waiting deliveries and deletes its incomplete executions. */
export interface ScenarioRecords extends EditableRecords<ScenarioId, ScenarioRecord> {
  /** The blueprint as it was at a version. */
  blueprintAt(id: ScenarioId, version: number): Promise<Json | undefined>;
  /** Changes state that the engine keeps (errors, next run, reason, active) without a new version. */
  setState(
    id: ScenarioId,
    state: Partial<Pick<ScenarioRecord, 'active' | 'errors' | 'reason' | 'nextRunAt' | 'hookId'>>,
  ): Promise<void>;
}

export interface RunRecords {
  start(run: RunRecord): Promise<void>;
  /**
   * Ends a run and stores its log; false, and nothing written, when it had ended before or the fence of the item is old
   * (a zombie cannot write).
   */
  finish(
    id: RunId,
    end: {
      readonly status: RunStatus;
      readonly endedAt: number;
      readonly operations: number;
      readonly error: RunRecord['error'];
      /** Steps of its journal that are not kept so far; they are kept also when the end is not. */
      readonly steps?: readonly JournalEntry[];
      /** Kept in the same commit, and only with it. */
      readonly values?: readonly KeptValue[];
    },
    log: readonly OperationRecord[],
    /** Also settles the queue item the run worked on, in the same commit. */
    item?: { readonly seq: number; readonly fence: number; readonly settlement: Settlement },
  ): Promise<boolean>;
  get(id: RunId): Promise<RunRecord | undefined>;
  log(id: RunId): Promise<readonly OperationRecord[]>;
  list(
    query: PageQuery & {
      readonly scenarioId?: ScenarioId;
      readonly status?: RunStatus;
      readonly deliveryId?: DeliveryId;
      readonly trigger?: RunTrigger['type'];
      /** Begun at this time or later. */
      readonly from?: number;
      /** Begun before this time. */
      readonly to?: number;
    },
  ): Promise<Page<RunRecord>>;
  /** Runs that say `running`, for recovery after a crash. */
  running(): Promise<readonly RunRecord[]>;
  /** Whether a kept run that began at this time or later names an app by this digest. */
  ranWith(digest: string, since: number): Promise<boolean>;
  journal(id: RunId): Promise<readonly JournalEntry[]>;
  /** Adds or replaces steps, in one commit; one that is `done` stays as it is. The scope may be that of a run to come. */
  writeJournal(...entries: readonly JournalEntry[]): Promise<void>;
  /** Forgets what the steps of a journal gave and sent; that a write was carried out, or may have been, stays known. */
  forgetData(id: RunId): Promise<void>;
  /** Forgets runs that ended before a time, unless they can still be resumed, and journal steps written before it that no such run has. */
  purge(before: number): Promise<number>;
}

export interface IncompleteRecords {
  insert(record: IncompleteRecord): Promise<void>;
  get(id: IncompleteId): Promise<IncompleteRecord | undefined>;
  list(
    query: PageQuery & { readonly scenarioId?: ScenarioId; readonly status?: IncompleteRecord['status'] },
  ): Promise<Page<IncompleteRecord>>;
  /** Changes the record if it still has the status `from`; undefined when another worker was first. */
  move(
    id: IncompleteId,
    from: IncompleteRecord['status'],
    changes: Partial<Omit<IncompleteRecord, 'id' | 'createdAt'>>,
  ): Promise<IncompleteRecord | undefined>;
  due(now: number, limit: number): Promise<readonly IncompleteRecord[]>;
  /** Those of a scenario that are not settled. */
  countWaiting(scenarioId: ScenarioId): Promise<number>;
}

/** What lists tell of many records at once; a record without any is missing in the answer unless it says otherwise. */
export interface OverviewRecords {
  scenarioNames(ids: readonly ScenarioId[]): Promise<ReadonlyMap<ScenarioId, string>>;
  /** The newest run of each scenario. */
  lastRuns(
    ids: readonly ScenarioId[],
  ): Promise<ReadonlyMap<ScenarioId, Pick<RunRecord, 'id' | 'status' | 'startedAt'>>>;
  /** Runs that began at this time or later and have ended, by how they ended. */
  endedRuns(
    ids: readonly ScenarioId[],
    since: number,
  ): Promise<ReadonlyMap<ScenarioId, Readonly<Partial<Record<RunStatus, number>>>>>;
  /** Incomplete executions that can still go on. */
  openIncompletes(): Promise<ReadonlyMap<ScenarioId, number>>;
  /** Deliveries that wait to be worked off. */
  waiting(): Promise<ReadonlyMap<ScenarioId, number>>;
  /** Queue items by state, for every hook that was asked for. */
  queueCounts(ids: readonly HookId[]): Promise<ReadonlyMap<HookId, Readonly<Record<QueueState, number>>>>;
  /** When the newest delivery came. */
  lastDeliveries(ids: readonly HookId[]): Promise<ReadonlyMap<HookId, number>>;
  /** Scenarios a hook starts, oldest first, for every hook that was asked for. */
  scenariosOf(ids: readonly HookId[]): Promise<ReadonlyMap<HookId, readonly ScenarioId[]>>;
}

/** A small value to be kept, see {@link ValueRecords}. */
export interface KeptValue {
  readonly scope: string;
  readonly key: string;
  readonly value: Json;
}

/** Small values by scope and key: module state, scenario variables, settings, idempotency answers. */
export interface ValueRecords {
  get(scope: string, key: string): Promise<Json | undefined>;
  set(scope: string, key: string, value: Json, expiresAt?: number): Promise<void>;
  /** Sets it only when absent; the value that is there afterwards. */
  claim(scope: string, key: string, value: Json, expiresAt?: number): Promise<Json>;
  /** Sets it only while it is still `before`, to be forgotten when that would have been; whether it was. */
  replace(scope: string, key: string, before: Json, value: Json): Promise<boolean>;
  remove(scope: string, key: string): Promise<void>;
  list(scope: string): Promise<ReadonlyMap<string, Json>>;
  /** Forgets values that have expired; they count as absent before that. */
  purge(now: number): Promise<number>;
}

/** Everything that must survive. */
export interface Store {
  readonly connections: EditableRecords<ConnectionId, ConnectionRecord>;
  readonly hooks: HookRecords;
  readonly deliveries: DeliveryRecords;
  readonly scenarios: ScenarioRecords;
  readonly runs: RunRecords;
  readonly incompletes: IncompleteRecords;
  readonly dataStores: DataStoreRecords;
  readonly values: ValueRecords;
  readonly overview: OverviewRecords;
  /** Fails unless a commit reaches the disk: for readiness checks. */
  probe(): Promise<void>;
  close(): Promise<void>;
}
