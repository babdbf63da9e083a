import { ConnectorError } from '../core/errors.ts';
import { createCheckpointer } from './checkpointer.ts';
import type { Database, Dialect, SqlValue, Statement, StatementResult } from './database.ts';
import { keepTextExact } from './exact-text.ts';
import { createGroupCommit, type GroupLimits } from './group-commit.ts';
import { findSqlite, type OpenSqliteDriver, type SqliteDriver, type SqliteStatement } from './sqlite-driver.ts';
import { failsAlone, toStoreError } from './sqlite-error.ts';
import { openSqliteFile, type SqliteFileOptions } from './sqlite-file.ts';

/** Where the data lives, and what tests replace. */
export interface SqliteOptions extends SqliteFileOptions {
  /** The SQLite library; found by itself unless given. */
  readonly driver?: OpenSqliteDriver;
  readonly group?: GroupLimits;
}

/** How SQLite says what the engines say differently. */
export const SQLITE_DIALECT: Dialect = {
  bytes: 'BLOB',
  serial: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  keyed: 'WITHOUT ROWID',
  items: (column) => `json_each(${column}) AS item`,
};

/** Prepared statements that are kept; lists of ids make new ones. */
const PREPARED_LIMIT = 256;

const RETURNS_ROWS = /^\s*(?:select|with|pragma)\b|\breturning\b/i;

/**
 * Opens SQLite with write-ahead log and a full sync per commit; the file is readable by its owner only.
 * @throws ConnectorError `ConfigurationError` when no engine is there, or the file cannot be opened or is locked.
 */
export async function openSqlite(options: SqliteOptions): Promise<Database> {
  const library = options.driver === undefined ? await findSqlite() : { open: options.driver };
  const file = await openSqliteFile(library, options);
  const { driver, helper } = file;
  const prepared = createStatementCache(driver);
  const checkpointer = helper && createCheckpointer(helper, (sql) => void prepared(sql).all([]));
  const group = createGroupCommit(
    {
      execute,
      control: (sql) => driver.exec(sql),
      failsAlone,
      toError: toStoreError,
      committed: (size) => checkpointer?.committed(size),
    },
    options.group,
  );
  let closed = false;

  return keepTextExact({
    dialect: SQLITE_DIALECT,
    all: (sql, values = []) => attempt(() => prepared(sql).all(values)),
    batch: (statements) => (closed ? attempt<readonly StatementResult[]>(() => []) : group.add(statements)),
    close: () =>
      attempt(async () => {
        group.drain();
        closed = true;
        await checkpointer?.settled();
        prepared.clear();
        file.close();
      }),
  });

  function execute({ sql, values = [] }: Statement): StatementResult {
    const statement = prepared(sql);
    if (!statement.returnsRows) return { changes: statement.run(values), rows: [] };
    const rows = statement.all(values);
    return { changes: rows.length, rows };
  }

  /** The libraries are synchronous, the port is not: what they throw becomes a rejection. */
  async function attempt<Result>(action: () => Result | Promise<Result>): Promise<Result> {
    if (closed) throw new ConnectorError('UnexpectedError', 'The store is closed.');
    try {
      return await action();
    } catch (thrown) {
      throw toStoreError(thrown);
    }
  }
}

interface CachedStatement extends SqliteStatement {
  readonly returnsRows: boolean;
}

interface StatementCache {
  (sql: string): CachedStatement;
  clear(): void;
}

/** Prepared statements by their text; the oldest makes room. */
function createStatementCache(driver: SqliteDriver): StatementCache {
  const kept = new Map<string, CachedStatement>();
  const lookUp = (sql: string): CachedStatement => {
    const found = kept.get(sql);
    if (found !== undefined) return found;
    const statement = driver.prepare(sql);
    const cached: CachedStatement = {
      all: (values: readonly SqlValue[]) => statement.all(values),
      run: (values: readonly SqlValue[]) => statement.run(values),
      returnsRows: RETURNS_ROWS.test(sql),
    };
    const oldest = kept.keys().next();
    if (kept.size >= PREPARED_LIMIT && oldest.done !== true) kept.delete(oldest.value);
    kept.set(sql, cached);
    return cached;
  };
  return Object.assign(lookUp, {
    clear: () => {
      kept.clear();
    },
  });
}
