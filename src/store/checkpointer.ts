import type { SqliteHelper } from './sqlite-driver.ts';

/** Copies what the write-ahead log holds into the data file, while commits go on. */
export interface Checkpointer {
  /** Told of every commit, with the bytes that were bound in it. */
  committed(bytes: number): void;
  /** Resolves when no copy is under way any more. */
  settled(): Promise<void>;
}

/** A copy begins when so many bytes were bound; the log has about as many, and half as much again. */
const BYTES = 4 * 1024 * 1024;
const COPY = 'PRAGMA wal_checkpoint(PASSIVE)';
/** The second copies what came in during the first, so that next to nothing is left. */
const PASSES = 2;

/**
 * A checkpointer that copies on a connection of its own: done within a commit, everybody who waits for one would wait
 * tens of milliseconds for it. `finish` copies the rest on the connection that commits: only then is nothing left,
 * and the log begins anew instead of growing (https://sqlite.org/wal.html#avoiding_excessively_large_wal_files). A
 * copy that fails is tried again with the next; meanwhile SQLite checkpoints by itself when the log gets long.
 */
export function createCheckpointer(helper: Pick<SqliteHelper, 'exec'>, finish: (sql: string) => void): Checkpointer {
  let bytes = 0;
  let copying: Promise<void> | undefined;

  return {
    committed(count) {
      bytes += count;
      if (bytes < BYTES || copying !== undefined) return;
      bytes = 0;
      copying = copy().finally(() => {
        copying = undefined;
      });
    },
    async settled() {
      await copying;
    },
  };

  async function copy(): Promise<void> {
    try {
      for (let pass = 1; pass <= PASSES; pass += 1) await helper.exec(COPY);
      finish(COPY);
    } catch {
      // The disk refuses: the commits will say so.
    }
  }
}
