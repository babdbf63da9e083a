import type { Arrivals } from './arrivals.ts';
import type { Database, Row } from './database.ts';
import { NO_ITEMS } from './queue.ts';
import type { HookId, QueueState, RunId, RunStatus, ScenarioId } from './records.ts';
import { marks } from './sql/page.ts';
import { OPEN } from './sql/queue.ts';
import { RESUMABLE } from './sql/resumable.ts';
import type { OverviewRecords } from './store.ts';

/** The subquery is one step in the index of each scenario, however long its history is. */
const lastRuns = (ids: readonly string[]): string => `SELECT id, scenario_id, status, started_at FROM runs
  WHERE id IN (
    SELECT (SELECT id FROM runs WHERE scenario_id = scenarios.id ORDER BY started_at DESC, id DESC LIMIT 1)
    FROM scenarios WHERE id IN (${marks(ids)}))`;

const endedRuns = (ids: readonly string[]): string => `SELECT scenario_id, status, COUNT(*) AS runs FROM runs
  WHERE scenario_id IN (${marks(ids)}) AND started_at >= ? AND status <> 'running' GROUP BY scenario_id, status`;

const OPEN_INCOMPLETES = `SELECT scenario_id, COUNT(*) AS items FROM incompletes
  WHERE status IN ${RESUMABLE} GROUP BY scenario_id`;

/** By scenario first: so the engine reads the index of open items, not the whole history. */
const OPEN_ITEMS = `SELECT scenario_id, hook_id, state, COUNT(*) AS items FROM queue
  WHERE ${OPEN} GROUP BY scenario_id, hook_id, state`;

const closedItems = (ids: readonly string[]): string => `SELECT hook_id, state, COUNT(*) AS items FROM queue
  WHERE open = 0 AND hook_id IN (${marks(ids)}) GROUP BY hook_id, state`;

const lastDeliveries = (ids: readonly string[]): string => `SELECT id,
  (SELECT MAX(received_at) FROM deliveries WHERE hook_id = hooks.id) AS received_at
  FROM hooks WHERE id IN (${marks(ids)})`;

/** Counts for lists in a database: one query for all rows of a page. */
export function createOverviewRecords(database: Database, { sorted }: Pick<Arrivals, 'sorted'>): OverviewRecords {
  const byIds = async (
    sql: (ids: readonly string[]) => string,
    ids: readonly string[],
    more: readonly number[] = [],
  ): Promise<readonly Row[]> => (ids.length === 0 ? [] : database.all(sql(ids), [...ids, ...more]));

  return {
    async scenarioNames(ids) {
      const rows = await byIds((each) => `SELECT id, name FROM scenarios WHERE id IN (${marks(each)})`, ids);
      return new Map(rows.map((row) => [row['id'] as ScenarioId, String(row['name'])]));
    },
    async lastRuns(ids) {
      const rows = await byIds(lastRuns, ids);
      return new Map(
        rows.map((row) => [
          row['scenario_id'] as ScenarioId,
          { id: row['id'] as RunId, status: row['status'] as RunStatus, startedAt: Number(row['started_at']) },
        ]),
      );
    },
    async endedRuns(ids, since) {
      const counts = new Map<ScenarioId, Partial<Record<RunStatus, number>>>();
      for (const row of await byIds(endedRuns, ids, [since])) {
        const id = row['scenario_id'] as ScenarioId;
        counts.set(id, { ...counts.get(id), [String(row['status'])]: Number(row['runs']) });
      }
      return counts;
    },
    async openIncompletes() {
      const rows = await database.all(OPEN_INCOMPLETES);
      return new Map(rows.map((row) => [row['scenario_id'] as ScenarioId, Number(row['items'])]));
    },
    async waiting() {
      await sorted();
      const counts = new Map<ScenarioId, number>();
      for (const row of await database.all(OPEN_ITEMS)) {
        const id = row['scenario_id'] as ScenarioId;
        if (row['state'] !== 'running') counts.set(id, (counts.get(id) ?? 0) + Number(row['items']));
      }
      return counts;
    },
    async queueCounts(ids) {
      await sorted();
      const counts = new Map<HookId, Record<QueueState, number>>(ids.map((id) => [id, { ...NO_ITEMS }]));
      const [open, closed] = await Promise.all([database.all(OPEN_ITEMS), byIds(closedItems, ids)]);
      for (const row of [...open, ...closed]) {
        const own = counts.get(row['hook_id'] as HookId);
        if (own !== undefined) own[row['state'] as QueueState] += Number(row['items']);
      }
      return counts;
    },
    async lastDeliveries(ids) {
      await sorted();
      const rows = await byIds(lastDeliveries, ids);
      const received = rows.filter((row) => row['received_at'] !== null);
      return new Map(received.map((row) => [row['id'] as HookId, Number(row['received_at'])]));
    },
    async scenariosOf(ids) {
      const sql = (each: readonly string[]): string =>
        `SELECT id, hook_id FROM scenarios WHERE hook_id IN (${marks(each)}) ORDER BY created_at, id`;
      const linked = new Map<HookId, ScenarioId[]>(ids.map((id) => [id, []]));
      for (const row of await byIds(sql, ids)) linked.get(row['hook_id'] as HookId)?.push(row['id'] as ScenarioId);
      return linked;
    },
  };
}
