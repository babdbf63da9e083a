import type { Clock } from '../core/clock.ts';
import type { Database } from './database.ts';
import { createEditableRecords } from './editable-records.ts';
import type { DriftRecord, HookId, HookRecord } from './records.ts';
import { equal, readPage } from './sql/page.ts';
import { defineTable } from './sql/table.ts';
import type { HookRecords } from './store.ts';

const HOOK = defineTable<HookRecord>('hooks', {
  id: 'plain',
  token: 'plain',
  app: 'plain',
  webhook: 'plain',
  connectionId: 'plain',
  name: 'plain',
  parameters: 'json',
  state: 'plain',
  data: 'json',
  reason: 'plain',
  retryAt: 'plain',
  attempts: 'plain',
  mode: 'json',
  queueLimit: 'plain',
  maxAttempts: 'plain',
  paused: 'flag',
  checks: 'json',
  createdAt: 'plain',
  updatedAt: 'plain',
  deletedAt: 'plain',
  version: 'plain',
});

const DRIFT = defineTable<DriftRecord>('drifts', {
  id: 'plain',
  hookId: 'plain',
  at: 'plain',
  action: 'plain',
  detail: 'plain',
  dryRun: 'flag',
});

/** Hooks and their drift log in a database. */
export function createHookRecords(database: Database, clock: Clock): HookRecords {
  return {
    ...createEditableRecords<HookId, HookRecord>(database, HOOK, { noun: 'hook', clock }),
    async byToken(token) {
      const [row] = await database.all(`SELECT ${HOOK.columns} FROM hooks WHERE token = ?`, [token]);
      return row === undefined ? undefined : HOOK.toItem(row);
    },
    async logDrift(drift) {
      await database.batch([DRIFT.insert(drift)]);
    },
    listDrift: (query) =>
      readPage(
        database,
        {
          table: 'drifts',
          columns: DRIFT.columns,
          time: 'at',
          conditions: equal({ hook_id: query.hookId }),
          toItem: (row) => DRIFT.toItem(row),
        },
        query,
      ),
  };
}
