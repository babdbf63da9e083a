import type { Database, SqlValue, Statement } from './database.ts';
import type { HookId, QueueItem, QueueState } from './records.ts';
import { eraseStatements } from './sql/erase.ts';
import { equal, inParts, marks } from './sql/page.ts';
import { claimSql, EXTEND, OPEN, RECLAIM, RESET, SETTLE } from './sql/queue.ts';
import { defineTable } from './sql/table.ts';
import type { DeliveryRecords, Settlement } from './store.ts';

/** The part of the deliveries that works them off. */
export type QueueRecords = Pick<
  DeliveryRecords,
  'claim' | 'extend' | 'settle' | 'reclaim' | 'requeue' | 'discard' | 'depths' | 'counts' | 'nextDue'
>;

/** Queue items and their table. */
export const QUEUE = defineTable<QueueItem>('queue', {
  seq: 'plain',
  deliveryId: 'plain',
  hookId: 'plain',
  scenarioId: 'plain',
  state: 'plain',
  orderKey: 'plain',
  attempts: 'plain',
  crashes: 'plain',
  runAt: 'plain',
  fence: 'plain',
  leaseUntil: 'plain',
  reason: 'plain',
  runId: 'plain',
  updatedAt: 'plain',
});

/** Open items by the index of scenarios, which holds few, closed ones by their own. */
const COUNTS = `SELECT state, COUNT(*) AS items FROM queue WHERE open = 0 AND hook_id = ? GROUP BY state
  UNION ALL
  SELECT state, COUNT(*) AS items FROM queue WHERE open = 1 AND hook_id = ? GROUP BY state`;

/** Counts of an empty queue. */
export const NO_ITEMS: Readonly<Record<QueueState, number>> = {
  queued: 0,
  running: 0,
  retrying: 0,
  done: 0,
  dead: 0,
  held: 0,
  discarded: 0,
};

type ClaimRequest = Parameters<QueueRecords['claim']>[0];

/** The queue of deliveries in a database. */
export function createQueueRecords(database: Database): QueueRecords {
  const changed = async (statement: Statement): Promise<number> => (await database.batch([statement]))[0]?.changes ?? 0;

  return {
    async claim(request) {
      const [result] = await database.batch([
        {
          sql: claimSql(request.deliveryId === undefined ? request.mode : 'delivery', QUEUE.columns),
          values: claimValues(request),
        },
      ]);
      const items = (result?.rows ?? []).map((row) => QUEUE.toItem(row));
      return items.toSorted((a, b) => a.seq - b.seq);
    },
    extend: async (seq, fence, until) => (await changed({ sql: EXTEND, values: [until, seq, fence] })) === 1,
    async settle(seq, fence, settlement, now) {
      const [settled] = await database.batch(settleStatements({ seq, fence, settlement }, now));
      return settled?.changes === 1;
    },
    reclaim: (now, maxCrashes) => changed({ sql: RECLAIM, values: [maxCrashes, maxCrashes, maxCrashes, now, now] }),
    async requeue({ deliveryIds, scenarioId }, now) {
      const [scenario] = equal({ scenario_id: scenarioId });
      const sql = (ids: readonly string[]): Statement => ({
        sql: `UPDATE queue SET ${RESET} WHERE state <> 'running' AND delivery_id IN (
          SELECT id FROM deliveries WHERE id IN (${marks(ids)}) AND erased_at IS NULL)${
            scenario === undefined ? '' : ` AND ${scenario.sql}`
          }`,
        values: [now, now, ...ids, ...(scenario?.values ?? [])],
      });
      return changedInParts(database, deliveryIds, sql);
    },
    discard: (deliveryIds) =>
      changedInParts(database, deliveryIds, (ids) => ({
        sql: `UPDATE queue SET state = 'discarded', open = 0
          WHERE state IN ('queued', 'retrying', 'dead', 'held') AND delivery_id IN (${marks(ids)})`,
        values: ids,
      })),
    async depths() {
      // By scenario first: so the engine reads the index of open items, not the whole history.
      const rows = await database.all(
        `SELECT scenario_id, hook_id, COUNT(*) AS depth FROM queue WHERE ${OPEN} GROUP BY scenario_id, hook_id`,
      );
      const depths = new Map<HookId, number>();
      for (const row of rows) {
        const hookId = row['hook_id'] as HookId;
        depths.set(hookId, (depths.get(hookId) ?? 0) + Number(row['depth']));
      }
      return depths;
    },
    async counts(hookId) {
      const rows = await database.all(COUNTS, [hookId, hookId]);
      const counted = Object.fromEntries(rows.map((row) => [String(row['state']), Number(row['items'])]));
      return { ...NO_ITEMS, ...counted };
    },
    async nextDue(scenarioId) {
      const [row] = await database.all(
        `SELECT MIN(run_at) AS due FROM queue WHERE scenario_id = ? AND ${OPEN} AND state <> 'running'`,
        [scenarioId],
      );
      const due = row?.['due'] ?? null;
      return due === null ? undefined : Number(due);
    },
  };
}

/** The statement that ends a lease: it changes one row, or none when the fence is old. */
function settleStatement(
  { seq, fence, settlement }: { readonly seq: number; readonly fence: number; readonly settlement: Settlement },
  now: number,
): Statement {
  const { state, reason = null, runId = null, runAt = null, failed = false } = settlement;
  return {
    sql: SETTLE,
    values: [
      state,
      state === 'queued' || state === 'retrying' ? 1 : 0,
      reason,
      runId,
      runAt,
      failed ? 1 : 0,
      now,
      seq,
      fence,
    ],
  };
}

/**
 * The statements that end a lease, to stand in any batch; with `expect` it fails when the fence is old. What they erase
 * was worked off: a fence that is old settles nothing.
 */
export function settleStatements(
  item: { readonly seq: number; readonly fence: number; readonly settlement: Settlement },
  now: number,
  expect?: number,
): readonly Statement[] {
  const settle = { ...settleStatement(item, now), ...(expect !== undefined && { expect }) };
  const { confidential } = item.settlement;
  if (confidential === undefined) return [settle];
  const ids = 'SELECT delivery_id FROM queue WHERE seq = ?';
  return [settle, ...eraseStatements({ ids, values: [item.seq], confidential }, now)];
}

function claimValues({ mode, scenarioId, deliveryId, now, leaseMs, limit }: ClaimRequest): readonly SqlValue[] {
  if (deliveryId !== undefined) return [now + leaseMs, now, scenarioId, deliveryId];
  const due = mode === 'sequential' ? [scenarioId, scenarioId, now] : [scenarioId, now, limit];
  return [now + leaseMs, now, ...due];
}

async function changedInParts(
  database: Database,
  ids: readonly string[],
  statement: (part: readonly string[]) => Statement,
): Promise<number> {
  const parts = inParts(ids).map(statement);
  const results = parts.length === 0 ? [] : await database.batch(parts);
  return results.reduce((sum, { changes }) => sum + changes, 0);
}
