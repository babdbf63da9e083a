import type { Clock } from '../core/clock.ts';
import { ConnectorError } from '../core/errors.ts';
import type { Database, Statement } from './database.ts';
import type { Table } from './sql/table.ts';
import type { Changes, EditableRecords } from './store.ts';

/** What every record has that people edit. */
interface Editable {
  readonly id: string;
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What goes with a change, in the same commit. */
export interface EditableOptions<Item> {
  /** What the record is called in messages, for example `connection`. */
  readonly noun: string;
  readonly clock: Clock;
  /** Further statements of an insert or update; they run after it. */
  readonly afterWrite?: (id: Item extends { readonly id: infer Key } ? Key : never) => readonly Statement[];
  /** Further statements of a removal; they run before it. */
  readonly beforeRemove?: (id: Item extends { readonly id: infer Key } ? Key : never) => readonly Statement[];
}

/** Records with optimistic locking: each change counts the version up and names the one it is based on. */
export function createEditableRecords<Key extends string, Item extends Editable & { readonly id: Key }>(
  database: Database,
  table: Table<Item>,
  options: EditableOptions<{ readonly id: Key }>,
): EditableRecords<Key, Item> {
  const { name, columns } = table;
  const { noun, clock, afterWrite = () => [], beforeRemove = () => [] } = options;

  return {
    async insert(record) {
      await database.batch([table.insert(record), ...afterWrite(record.id)]);
    },
    get,
    async update(id, version, changes) {
      const results = await runUpdate(id, version, changes);
      const row = results[0]?.rows[0];
      if (row === undefined) throw new ConnectorError('UnexpectedError', `The ${noun} ${id} was not read back.`);
      return table.toItem(row);
    },
    async remove(id) {
      await database.batch([...beforeRemove(id), { sql: `DELETE FROM ${name} WHERE id = ?`, values: [id] }]);
    },
    async list() {
      const rows = await database.all(`SELECT ${columns} FROM ${name} ORDER BY created_at, id`);
      return rows.map((row) => table.toItem(row));
    },
  };

  async function get(id: Key): Promise<Item | undefined> {
    const [row] = await database.all(`SELECT ${columns} FROM ${name} WHERE id = ?`, [id]);
    return row === undefined ? undefined : table.toItem(row);
  }

  async function runUpdate(id: Key, version: number, changes: Changes<Item>) {
    const { sql, values } = table.assignments(changes as Partial<Item>);
    const set = [...sql, 'version = version + 1', 'updated_at = ?'].join(', ');
    try {
      return await database.batch([
        {
          sql: `UPDATE ${name} SET ${set} WHERE id = ? AND version = ? RETURNING ${columns}`,
          values: [...values, clock.now(), id, version],
          expect: 1,
        },
        ...afterWrite(id),
      ]);
    } catch (error) {
      throw await explain(error, id, version);
    }
  }

  /** An update that met no row: the record is gone, or its version is another by now. */
  async function explain(error: unknown, id: Key, version: number): Promise<unknown> {
    if (!(error instanceof ConnectorError) || error.name !== 'ConflictError') return error;
    const present = await get(id);
    if (present === undefined)
      return new ConnectorError('NotFoundError', `There is no ${noun} ${id}.`, { cause: error });
    if (present.version === version) return error;
    return new ConnectorError(
      'ConflictError',
      `The ${noun} ${id} was changed in the meantime: it has version ${present.version}, the change is based on ${version}.`,
      { fix: 'Read it again and repeat the change on what it is now.', cause: error },
    );
  }
}
