import type { PollingState } from '../../communication/polling.ts';
import type { ConnectorError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { RunStatus, StoredError } from '../../store/records.ts';
import type { WebhookReply } from './webhook-reply.ts';

/** How a run ended. */
export interface RunOutcome {
  readonly status: Exclude<RunStatus, 'running'>;
  /** Modules executed; remembered results of an earlier attempt do not count. */
  readonly operations: number;
  /** Why the run ended early; null after success, a warning or a commit. */
  readonly error: StoredError | null;
  /** The error itself: its row of the error table says what to do with the schedule. */
  readonly cause?: ConnectorError;
  /** Key of the operation whose failure ended the run. */
  readonly failedKey?: string;
  /** Bundles that stopped on their way and can go on later, each by itself. */
  readonly incomplete: readonly IncompleteExecution[];
  /** The write whose outcome nobody knows, when the run is in doubt. */
  readonly inDoubt: InDoubt | null;
  /** What the caller of the webhook is answered, when a module said so. */
  readonly reply: WebhookReply | null;
  /** Where its polling trigger stands, to be kept when the run ended well. */
  readonly polled?: PollingState;
  /** Counters that outlive the run, by module id. */
  readonly counters: Readonly<Record<string, number>>;
  /**
   * Everything needed to go on where the run ended (as `resume` of another run), when it ended in `error`, `stopped` or
   * `in-doubt`; bundles listed in `incomplete` are left out.
   */
  readonly state: Json | null;
}

/** One bundle that stopped at a failing module. */
export interface IncompleteExecution {
  readonly moduleId: number;
  readonly key: string;
  readonly error: StoredError;
  /** Automatic retries the error handler asked for. */
  readonly retry: { readonly count: number; readonly intervalMs: number } | null;
  /** Milliseconds until a retry makes sense, when the service said so. */
  readonly retryAfterMs?: number;
  /** Hand this to another run as `resume`: it repeats no completed module and runs what is left for this bundle. */
  readonly state: Json;
}

/** A write that may or may not have been carried out. */
export interface InDoubt {
  readonly moduleId: number;
  readonly key: string;
  /** The request, redacted. */
  readonly request: Json;
}
