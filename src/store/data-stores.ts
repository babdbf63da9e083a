import type { Clock } from '../core/clock.ts';
import { ConnectorError } from '../core/errors.ts';
import type {
  DataChange,
  DataRecord,
  DataStoreId,
  DataStoreRecord,
  DataStoreRecords,
  DataWrite,
} from './data-store.ts';
import type { Database, Row, Statement } from './database.ts';
import { createEditableRecords } from './editable-records.ts';
import { keepStep } from './journal-step.ts';
import type { JournalEntry } from './records.ts';
import { limitOf } from './sql/page.ts';
import { defineTable, fromJsonText, toJsonText } from './sql/table.ts';

const DATA_STORE = defineTable<DataStoreRecord>('data_stores', {
  id: 'plain',
  name: 'plain',
  structure: 'json',
  strict: 'flag',
  records: 'plain',
  bytes: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
  version: 'plain',
});

const COLUMNS = 'name, content, size, updated_at, version';

const SELECT = `SELECT ${COLUMNS} FROM data_records WHERE data_store_id = ?`;

/** The counts move with the records; no row when they would leave the room they have. */
const COUNT = `UPDATE data_stores SET records = records + ?, bytes = bytes + ?
  WHERE id = ? AND records + ? <= ? AND bytes + ? <= ?`;

const INSERT = `INSERT INTO data_records (data_store_id, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, 1)`;

const REPLACE = `UPDATE data_records SET content = ?, size = ?, updated_at = ?, version = version + 1
  WHERE data_store_id = ? AND name = ? AND version = ?`;

const DROP = 'DELETE FROM data_records WHERE data_store_id = ? AND name = ? AND version = ?';

const DROP_ALL = 'DELETE FROM data_records WHERE data_store_id = ?';

/** Data stores in a database. */
export function createDataStoreRecords(database: Database, clock: Clock): DataStoreRecords {
  return {
    ...createEditableRecords<DataStoreId, DataStoreRecord>(database, DATA_STORE, {
      noun: 'data store',
      clock,
      beforeRemove: (id) => [{ sql: DROP_ALL, values: [id] }],
    }),
    async record(id, key) {
      const [row] = await database.all(`${SELECT} AND name = ?`, [id, key]);
      return row === undefined ? undefined : toRecord(row);
    },
    async records(id, query) {
      const limit = limitOf(query);
      const from = query.cursor === undefined ? [] : [keyOf(query.cursor)];
      const after = from.length === 0 ? '' : ' AND name > ?';
      const rows = await database.all(`${SELECT}${after} ORDER BY name LIMIT ?`, [id, ...from, limit + 1]);
      const items = rows.slice(0, limit).map(toRecord);
      const last = items.at(-1);
      return { items, cursor: rows.length > limit && last !== undefined ? cursorOf(last.key) : null };
    },
    async change(id, change, { step, room }) {
      await database.batch([...stepStatement(step), count(id, change, room), ...recordStatement(id, change)]);
    },
    async clear(id, step) {
      const zero = 'UPDATE data_stores SET records = 0, bytes = 0 WHERE id = ?';
      await database.batch([
        ...stepStatement(step),
        { sql: zero, values: [id], expect: 1 },
        { sql: DROP_ALL, values: [id] },
      ]);
    },
  };

  function stepStatement(step: JournalEntry | undefined): readonly Statement[] {
    return step === undefined ? [] : [{ ...keepStep(step, clock.now()), expect: 1 }];
  }

  function recordStatement(id: DataStoreId, { base, next }: DataChange): readonly Statement[] {
    const now = clock.now();
    if (next !== undefined) {
      const { key, data, size } = next;
      const content = toJsonText(data);
      return base === undefined
        ? [{ sql: INSERT, values: [id, key, content, size, now], expect: 1 }]
        : [{ sql: REPLACE, values: [content, size, now, id, key, base.version], expect: 1 }];
    }
    return base === undefined ? [] : [{ sql: DROP, values: [id, base.key, base.version], expect: 1 }];
  }
}

function count(id: DataStoreId, { base, next }: DataChange, room: DataWrite['room']): Statement {
  const records = (next === undefined ? 0 : 1) - (base === undefined ? 0 : 1);
  const bytes = (next?.size ?? 0) - (base?.size ?? 0);
  return { sql: COUNT, values: [records, bytes, id, records, room.records, bytes, room.bytes], expect: 1 };
}

function toRecord(row: Row): DataRecord {
  return {
    key: String(row['name']),
    data: fromJsonText(row['content']),
    size: Number(row['size']),
    updatedAt: Number(row['updated_at']),
    version: Number(row['version']),
  };
}

function cursorOf(key: string): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function keyOf(cursor: string): string {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (typeof key === 'string') return key;
  } catch {
    // Falls through to the same answer as any other text that is no cursor.
  }
  throw new ConnectorError('UsageError', 'The cursor is not one that a list of this program has given.', {
    fix: 'Read the list from its start and use the cursor of each page for the next.',
  });
}
