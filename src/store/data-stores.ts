import type { Clock } from '../core/clock.ts';
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
import { readCursor, writeCursor } from './sql/cursor.ts';
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

/** A page ends early when its records take so many bytes. */
const PAGE_BYTES = 8 * 1024 * 1024;
/** Records that are read before it is known how large they are. */
const FIRST_PART = 16;

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
      const items: DataRecord[] = [];
      let bytes = 0;
      let last = query.cursor === undefined ? undefined : readCursor(query.cursor, isKey);
      let wanted = Math.min(limit, FIRST_PART);
      while (items.length < limit && bytes < PAGE_BYTES) {
        const part = await partOf(id, last, wanted);
        for (const record of part) bytes += record.size;
        items.push(...part);
        last = part.at(-1)?.key ?? last;
        if (part.length < wanted) return { items, cursor: null };
        wanted = Math.min(limit - items.length, Math.ceil(((PAGE_BYTES - bytes) * items.length) / bytes));
      }
      const [next] = await partOf(id, last, 1);
      return { items, cursor: next === undefined || last === undefined ? null : writeCursor(last) };
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

  async function partOf(id: DataStoreId, after: string | undefined, limit: number): Promise<readonly DataRecord[]> {
    const rows =
      after === undefined
        ? await database.all(`${SELECT} ORDER BY name LIMIT ?`, [id, limit])
        : await database.all(`${SELECT} AND name > ? ORDER BY name LIMIT ?`, [id, after, limit]);
    return rows.map(toRecord);
  }

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

function isKey(place: unknown): place is string {
  return typeof place === 'string';
}
