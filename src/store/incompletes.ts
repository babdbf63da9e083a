import type { Clock } from '../core/clock.ts';
import type { Database } from './database.ts';
import type { IncompleteRecord } from './records.ts';
import { equal, readPage } from './sql/page.ts';
import { RESUMABLE } from './sql/resumable.ts';
import { defineTable } from './sql/table.ts';
import type { IncompleteRecords } from './store.ts';

const INCOMPLETE = defineTable<IncompleteRecord>('incompletes', {
  id: 'plain',
  scenarioId: 'plain',
  scenarioVersion: 'plain',
  runId: 'plain',
  status: 'plain',
  moduleId: 'plain',
  error: 'json',
  attempts: 'plain',
  retriesLeft: 'plain',
  nextAt: 'plain',
  state: 'json',
  createdAt: 'plain',
  updatedAt: 'plain',
});

/** Incomplete executions in a database. */
export function createIncompleteRecords(database: Database, clock: Clock): IncompleteRecords {
  const { columns } = INCOMPLETE;
  return {
    async insert(record) {
      await database.batch([INCOMPLETE.insert(record)]);
    },
    async get(id) {
      const [row] = await database.all(`SELECT ${columns} FROM incompletes WHERE id = ?`, [id]);
      return row === undefined ? undefined : INCOMPLETE.toItem(row);
    },
    list: (query) =>
      readPage(
        database,
        {
          table: 'incompletes',
          columns,
          time: 'created_at',
          conditions: equal({ scenario_id: query.scenarioId, status: query.status }),
          toItem: (row) => INCOMPLETE.toItem(row),
        },
        query,
      ),
    async move(id, from, changes) {
      const { sql, values } = INCOMPLETE.assignments({ updatedAt: clock.now(), ...changes });
      const [result] = await database.batch([
        {
          sql: `UPDATE incompletes SET ${sql.join(', ')} WHERE id = ? AND status = ? RETURNING ${columns}`,
          values: [...values, id, from],
        },
      ]);
      const row = result?.rows[0];
      return row === undefined ? undefined : INCOMPLETE.toItem(row);
    },
    async due(now, limit) {
      const rows = await database.all(
        `SELECT ${columns} FROM incompletes WHERE status = 'scheduled' AND next_at <= ? ORDER BY next_at, id LIMIT ?`,
        [now, limit],
      );
      return rows.map((row) => INCOMPLETE.toItem(row));
    },
    async countWaiting(scenarioId) {
      const [row] = await database.all(
        `SELECT COUNT(*) AS waiting FROM incompletes
          WHERE scenario_id = ? AND status IN ${RESUMABLE}`,
        [scenarioId],
      );
      return Number(row?.['waiting'] ?? 0);
    },
  };
}
