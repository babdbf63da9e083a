import type { Clock } from '../core/clock.ts';
import type { Database } from './database.ts';
import { createEditableRecords } from './editable-records.ts';
import type { ConnectionId, ConnectionRecord } from './records.ts';
import { defineTable } from './sql/table.ts';
import type { EditableRecords } from './store.ts';

const CONNECTION = defineTable<ConnectionRecord>('connections', {
  id: 'plain',
  app: 'plain',
  connection: 'plain',
  name: 'plain',
  account: 'plain',
  environment: 'plain',
  address: 'plain',
  sealed: 'plain',
  status: 'plain',
  reason: 'plain',
  checkedAt: 'plain',
  uid: 'plain',
  expiresAt: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
  version: 'plain',
});

/** Connections in a database. */
export function createConnectionRecords(
  database: Database,
  clock: Clock,
): EditableRecords<ConnectionId, ConnectionRecord> {
  return createEditableRecords(database, CONNECTION, { noun: 'connection', clock });
}
