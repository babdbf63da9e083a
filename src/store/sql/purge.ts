import type { Database, Statement } from '../database.ts';

/** Rows that one transaction of a purge forgets, so that intake never waits long. */
export const PURGE_PART = 500;

/** Repeats a DELETE that is limited to {@link PURGE_PART} rows until nothing is left for it; returns how many it took. */
export async function deleteInParts(database: Database, statement: Statement): Promise<number> {
  let total = 0;
  for (let count = PURGE_PART; count === PURGE_PART; total += count) {
    const [result] = await database.batch([statement]);
    count = result?.changes ?? 0;
  }
  return total;
}
