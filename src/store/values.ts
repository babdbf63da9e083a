import type { Clock } from '../core/clock.ts';
import type { Json } from '../core/json.ts';
import type { Database, SqlValue, Statement } from './database.ts';
import { deleteInParts, PURGE_PART } from './sql/purge.ts';
import { fromJsonText, toJsonText } from './sql/table.ts';
import type { KeptValue, ValueRecords } from './store.ts';

const INSERT = `INSERT INTO stored_values (scope, name, content, expires_at) VALUES (?, ?, ?, ?)
  ON CONFLICT (scope, name) DO UPDATE SET content = excluded.content, expires_at = excluded.expires_at`;

const ALIVE = '(expires_at IS NULL OR expires_at > ?)';

const SELECT = `SELECT content FROM stored_values WHERE scope = ? AND name = ? AND ${ALIVE}`;

const REPLACE = `UPDATE stored_values SET content = ? WHERE scope = ? AND name = ? AND content = ? AND ${ALIVE}`;

const PURGE = `DELETE FROM stored_values WHERE (scope, name) IN (
  SELECT scope, name FROM stored_values WHERE expires_at <= ? ORDER BY expires_at LIMIT ${PURGE_PART})`;

/** Keeps a value for good, as part of a larger commit. */
export function keepValue({ scope, key, value }: KeptValue): Statement {
  return { sql: INSERT, values: valuesOf(scope, key, value, undefined) };
}

/** Small values in a database; an expired one counts as absent at once and is forgotten by `purge`. */
export function createValueRecords(database: Database, clock: Clock): ValueRecords {
  return {
    async get(scope, key) {
      const [row] = await database.all(SELECT, [scope, key, clock.now()]);
      return row === undefined ? undefined : fromJsonText(row['content']);
    },
    async set(scope, key, value, expiresAt) {
      await database.batch([{ sql: INSERT, values: valuesOf(scope, key, value, expiresAt) }]);
    },
    async claim(scope, key, value, expiresAt) {
      const now = clock.now();
      const takeIfExpired: Statement = {
        sql: `${INSERT} WHERE stored_values.expires_at <= ?`,
        values: [...valuesOf(scope, key, value, expiresAt), now],
      };
      const read: Statement = {
        sql: 'SELECT content FROM stored_values WHERE scope = ? AND name = ?',
        values: [scope, key],
      };
      const [, result] = await database.batch([takeIfExpired, read]);
      return fromJsonText(result?.rows[0]?.['content']);
    },
    async replace(scope, key, before, value) {
      const values = [toJsonText(value), scope, key, toJsonText(before), clock.now()];
      const [result] = await database.batch([{ sql: REPLACE, values }]);
      return result?.changes === 1;
    },
    async remove(scope, key) {
      await database.batch([{ sql: 'DELETE FROM stored_values WHERE scope = ? AND name = ?', values: [scope, key] }]);
    },
    async list(scope) {
      const rows = await database.all(
        `SELECT name, content FROM stored_values WHERE scope = ? AND ${ALIVE} ORDER BY name`,
        [scope, clock.now()],
      );
      return new Map(rows.map((row): [string, Json] => [String(row['name']), fromJsonText(row['content'])]));
    },
    purge: (now) => deleteInParts(database, { sql: PURGE, values: [now] }),
  };
}

function valuesOf(scope: string, key: string, value: Json, expiresAt: number | undefined): readonly SqlValue[] {
  return [scope, key, toJsonText(value), expiresAt ?? null];
}
