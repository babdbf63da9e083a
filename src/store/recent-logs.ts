import type { OperationRecord, RunId } from './records.ts';

type RunLog = readonly OperationRecord[];

/** Logs of runs that have ended, ready parsed, for whoever reads them page by page; a log never changes after its run. */
export interface RecentLogs {
  get(id: RunId): RunLog | undefined;
  /** @param size characters of its text */
  keep(id: RunId, log: RunLog, size: number): void;
  /** Lets go of what nobody has read for a while. */
  tidy(): void;
}

/** Smaller logs are parsed in no time. */
const LEAST_SIZE = 256 * 1024;
/** Characters of all logs that are kept; in memory they take about three times as much. */
const MOST_SIZE = 16 * 1024 * 1024;
/** A log stays so long after it was last read, in milliseconds. */
const KEPT_MS = 60_000;

interface Kept {
  readonly log: RunLog;
  readonly size: number;
  readonly until: number;
}

/** No logs yet; those read last stay longest. */
export function createRecentLogs(now: () => number): RecentLogs {
  const kept = new Map<RunId, Kept>();
  let total = 0;

  return {
    get(id) {
      tidy();
      const found = kept.get(id);
      if (found !== undefined) put(id, found);
      return found?.log;
    },
    keep(id, log, size) {
      if (size < LEAST_SIZE || size > MOST_SIZE) return;
      put(id, { log, size, until: 0 });
      for (const [oldest] of kept) if (total > MOST_SIZE) drop(oldest);
    },
    tidy,
  };

  function put(id: RunId, { log, size }: Kept): void {
    drop(id);
    kept.set(id, { log, size, until: now() + KEPT_MS });
    total += size;
  }

  function drop(id: RunId): void {
    total -= kept.get(id)?.size ?? 0;
    kept.delete(id);
  }

  function tidy(): void {
    for (const [id, { until }] of kept) if (until <= now()) drop(id);
  }
}
