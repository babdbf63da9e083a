import type { Polling } from '../../communication/polling.ts';
import type { CallServices } from '../../communication/services.ts';
import type { Collection, Json } from '../../core/json.ts';
import type { OperationRecord } from '../../store/records.ts';
import type { DataRecords } from '../data-stores/data-records.ts';
import type { Journal } from './journal.ts';
import type { Pins } from './pinned.ts';
import type { WebhookReply } from './webhook-reply.ts';

/** Everything one run of a scenario needs from outside. */
export interface RunContext {
  readonly services: CallServices;
  /** Read in mappings as `executionId`. */
  readonly executionId: string;
  /** Read in mappings as `scenario.id` and `scenario.name`. */
  readonly scenario: { readonly id: string; readonly name: string };
  /** Revealed values of a connection. @throws ConnectorError when it is gone. */
  connectionValues(connectionId: string): Collection | Promise<Collection>;
  /** What started the run; without it the first module is asked. */
  readonly trigger?: TriggerInput;
  /** Records of data stores; without them, modules that work with one fail. */
  readonly dataStores?: DataRecords;
  /** Where a polling trigger looks from; without it, it gives what the service lists. */
  readonly polling?: Polling;
  /** Where an earlier run stopped: `state` of its outcome or of an incomplete execution. */
  readonly resume?: Json;
  /** Memory beyond this process; without it the run is forgotten when the process ends. */
  readonly journal?: Journal;
  /** Read in mappings as `var.*`. */
  readonly variables?: Collection;
  /** Counters kept from earlier runs, by module id. */
  readonly counters?: Readonly<Record<string, number>>;
  /** Stops the run at the next opportunity; also when its time is up. */
  readonly stop?: AbortController;
  /** Longest run, in milliseconds. @default 2400000 */
  readonly timeoutMs?: number;
  /** Most modules one run may execute. @default 10000 */
  readonly operationLimit?: number;
  /** Modules that are not called, and what they give instead. */
  readonly pins?: Pins;
  /** Told of every module that is about to be executed. */
  readonly onOperationStart?: (start: { readonly key: string; readonly moduleId: number; readonly at: number }) => void;
  /** Told of every executed module as soon as it is over. */
  readonly onOperation?: (record: OperationRecord) => void;
  /** Told of the answer for the caller of the webhook as soon as a module gives one. */
  readonly onReply?: (reply: WebhookReply) => void;
}

/** What a run starts with: ready bundles, or the items of a hook that the trigger still turns into bundles. */
export type TriggerInput =
  { readonly bundles: readonly Collection[] } | { readonly items: readonly unknown[]; readonly webhook?: Collection };
