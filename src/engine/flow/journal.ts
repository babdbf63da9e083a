import type { Json } from '../../core/json.ts';
import type { Exchange } from '../../http/client.ts';
import type { JournalEntry } from '../../store/records.ts';

/** A request as it was announced before it left, secrets redacted. */
export type AnnouncedRequest = Exchange['request'];

/** What is known of an operation from an earlier attempt at the same run. */
export type JournalState =
  { readonly state: 'done'; readonly outputs: readonly Json[] } | { readonly state: 'sent'; readonly request: Json };

/**
 * Memory of the operations of one run that outlives the process, so that no side effect happens twice.
 *
 * A key names one operation: the module id and the bundle numbers that led to it, for example `3:1.2` (first bundle of
 * the trigger, second bundle of the module behind it). The same trigger bundles give the same keys. Outputs are the
 * encoded form of {@link encodeValue}. Calls are made in order; a later `intend` must not be kept before an earlier
 * `complete`.
 */
export interface Journal {
  /** What is known already; called before every operation. */
  recall(key: string): JournalState | undefined;
  /** A request that changes something is about to leave; it leaves once the promise resolves. */
  intend(key: string, request: AnnouncedRequest): Promise<void>;
  /** The operation is over and gave these outputs. Not waited for before the end of the run. */
  complete(key: string, outputs: readonly Json[]): Promise<void> | void;
  /**
   * The entry that says that an operation is over, for whoever keeps it in one commit with what the operation did here;
   * `complete` follows. @throws whatever the journal raises when nothing may be done any more.
   */
  entry?(key: string, outputs: readonly Json[], request: AnnouncedRequest): JournalEntry;
}
