import type { Clock } from '../../core/clock.ts';
import type { Store } from '../../store/store.ts';
import type { AppVersions } from './app-versions.ts';

/** How long history is kept. */
export interface RetentionOptions {
  readonly store: Pick<Store, 'runs' | 'deliveries' | 'values'>;
  readonly versions: Pick<AppVersions, 'purge'>;
  readonly clock: Clock;
  /** Days runs are kept. */
  readonly runDays: number;
  /** Days deliveries are kept; those that wait are kept longer. */
  readonly deliveryDays: number;
  readonly onFailure?: (error: unknown) => void;
}

/** What was forgotten. */
export interface Purged {
  readonly runs: number;
  readonly deliveries: number;
  readonly values: number;
  /** Apps as they were, by version. */
  readonly versions: number;
}

/** Forgets what is older than it has to be kept. */
export interface Retention {
  purge(): Promise<Purged>;
  /** Purges now and then every hour. */
  start(): void;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const INTERVAL_MS = 3_600_000;

/** The retention of a store. */
export function createRetention(options: RetentionOptions): Retention {
  const { store, versions, clock, runDays, deliveryDays, onFailure = () => undefined } = options;
  const over = new AbortController();
  let rounds: Promise<void> = Promise.resolve();

  return {
    purge,
    start() {
      rounds = repeat();
    },
    async stop() {
      over.abort(new Error('The retention stops.'));
      await rounds;
    },
  };

  async function purge(): Promise<Purged> {
    const now = clock.now();
    // Runs first: a delivery is only read while a run links to it.
    const runs = await store.runs.purge(now - runDays * DAY_MS);
    const deliveries = await store.deliveries.purge({ deliveries: now - deliveryDays * DAY_MS, now });
    const values = await store.values.purge(now);
    // After the runs: an app that was replaced is only kept while one of them names it.
    return { runs, deliveries, values, versions: await versions.purge() };
  }

  async function repeat(): Promise<void> {
    while (!over.signal.aborted) {
      await purge().catch(onFailure);
      await clock.sleep(INTERVAL_MS, over.signal).catch(() => undefined);
    }
  }
}
