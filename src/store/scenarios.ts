import type { Clock } from '../core/clock.ts';
import type { Database, Statement } from './database.ts';
import { createEditableRecords } from './editable-records.ts';
import type { ScenarioId, ScenarioRecord } from './records.ts';
import { OPEN } from './sql/queue.ts';
import { defineTable, fromJsonText } from './sql/table.ts';
import type { ScenarioRecords } from './store.ts';

const SCENARIO = defineTable<ScenarioRecord>('scenarios', {
  id: 'plain',
  name: 'plain',
  blueprint: 'json',
  scheduling: 'json',
  timezone: 'plain',
  active: 'flag',
  hookId: 'plain',
  errors: 'plain',
  reason: 'plain',
  nextRunAt: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
  version: 'plain',
});

/** Scenarios, with the blueprint of each version, in a database. */
export function createScenarioRecords(database: Database, clock: Clock): ScenarioRecords {
  return {
    ...createEditableRecords<ScenarioId, ScenarioRecord>(database, SCENARIO, {
      noun: 'scenario',
      clock,
      afterWrite: keepVersion,
      beforeRemove: stopWork,
    }),
    async blueprintAt(id, version) {
      const [row] = await database.all(
        'SELECT blueprint FROM scenario_versions WHERE scenario_id = ? AND version = ?',
        [id, version],
      );
      return row === undefined ? undefined : fromJsonText(row['blueprint']);
    },
    async setState(id, state) {
      const { sql, values } = SCENARIO.assignments(state);
      if (sql.length === 0) return;
      await database.batch([{ sql: `UPDATE scenarios SET ${sql.join(', ')} WHERE id = ?`, values: [...values, id] }]);
    },
  };
}

function keepVersion(id: ScenarioId): readonly Statement[] {
  return [
    {
      sql: `INSERT INTO scenario_versions (scenario_id, version, blueprint)
        SELECT id, version, blueprint FROM scenarios WHERE id = ?`,
      values: [id],
    },
  ];
}

/** Nothing is left to claim or to resume for a scenario that is gone. */
function stopWork(id: ScenarioId): readonly Statement[] {
  return [
    { sql: 'DELETE FROM routes WHERE scenario_id = ?', values: [id] },
    {
      sql: `UPDATE queue SET state = 'discarded', open = 0, lease_until = NULL, reason = 'The scenario was deleted.'
        WHERE scenario_id = ? AND ${OPEN}`,
      values: [id],
    },
    {
      sql: `UPDATE incompletes SET status = 'deleted', next_at = NULL
        WHERE scenario_id = ? AND status IN ('unresolved', 'scheduled')`,
      values: [id],
    },
  ];
}
