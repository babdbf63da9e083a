import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

import { ConnectorError } from '../core/errors.ts';
import type { Database, Dialect, SqlValue, Statement, StatementResult } from './database.ts';
import { createGroupCommit, type GroupLimits } from './group-commit.ts';
import { findSqliteDriver, type OpenSqliteDriver, type SqliteDriver, type SqliteStatement } from './sqlite-driver.ts';
import { failsAlone, toStoreError } from './sqlite-error.ts';

/** Where the data lives, and what tests replace. */
export interface SqliteOptions {
  /** Path of the data file (made when missing, with its folder), or `:memory:`. */
  readonly file: string;
  /** The SQLite library; found by itself unless given. */
  readonly driver?: OpenSqliteDriver;
  readonly group?: GroupLimits;
  /** Milliseconds to wait for another process that writes. @default 5000 */
  readonly busyTimeoutMs?: number;
  /** Keeps every other process out of the file for as long as it is open. @default false */
  readonly exclusive?: boolean;
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
  const open = options.driver ?? (await findSqliteDriver());
  const driver = openFile(open, options);
  const prepared = createStatementCache(driver);
  const group = createGroupCommit(
    { execute, control: (sql) => driver.exec(sql), failsAlone, toError: toStoreError },
    options.group,
  );
  let closed = false;

  return {
    dialect: SQLITE_DIALECT,
    all: (sql, values = []) => attempt(() => prepared(sql).all(values)),
    batch: (statements) => (closed ? attempt<readonly StatementResult[]>(() => []) : group.add(statements)),
    close: () =>
      attempt(() => {
        group.drain();
        closed = true;
        prepared.clear();
        driver.close();
      }),
  };

  function execute({ sql, values = [] }: Statement): StatementResult {
    const statement = prepared(sql);
    if (!statement.returnsRows) return { changes: statement.run(values), rows: [] };
    const rows = statement.all(values);
    return { changes: rows.length, rows };
  }

  /** The libraries are synchronous, the port is not: what they throw becomes a rejection. */
  async function attempt<Result>(action: () => Result): Promise<Result> {
    if (closed) throw new ConnectorError('UnexpectedError', 'The store is closed.');
    try {
      return await Promise.resolve(action());
    } catch (thrown) {
      throw toStoreError(thrown);
    }
  }
}

function openFile(open: OpenSqliteDriver, options: SqliteOptions): SqliteDriver {
  const { file } = options;
  let driver: SqliteDriver | undefined;
  try {
    if (file !== ':memory:') createPrivateFile(file);
    driver = open(file);
    for (const setting of settings(options)) driver.exec(setting);
    return driver;
  } catch (thrown) {
    driver?.close();
    throw cannotOpen(thrown, options);
  }
}

function cannotOpen(cause: unknown, { file, exclusive = false }: SqliteOptions): ConnectorError {
  const { name, message } = toStoreError(cause);
  if (exclusive && name === 'ConnectionError') {
    return new ConnectorError('ConfigurationError', `Another server uses the data file "${file}".`, {
      fix: 'Stop the other server, or give this one a data folder of its own.',
      cause,
    });
  }
  return new ConnectorError('ConfigurationError', `The data file "${file}" cannot be opened. ${message}`, {
    fix: 'Check that the path is a data file of this program, can be written, and is not held by another process.',
    cause,
  });
}

/** SQLite gives its side files the mode of the main file, so that one must exist first. */
function createPrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

function settings({ busyTimeoutMs = 5000, exclusive = false }: SqliteOptions): readonly string[] {
  return [
    `PRAGMA busy_timeout = ${Math.trunc(busyTimeoutMs)}`,
    ...(exclusive ? ['PRAGMA locking_mode = EXCLUSIVE'] : []),
    // What is erased leaves no trace in its page; it costs no page more to write.
    'PRAGMA secure_delete = FAST',
    'PRAGMA journal_mode = WAL',
    'PRAGMA synchronous = FULL',
    'PRAGMA foreign_keys = ON',
    'PRAGMA temp_store = MEMORY',
    'PRAGMA cache_size = -32000',
    'PRAGMA wal_autocheckpoint = 2000',
    'PRAGMA journal_size_limit = 67108864',
    // The lock is only taken by the first transaction.
    ...(exclusive ? ['BEGIN IMMEDIATE', 'COMMIT'] : []),
  ];
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
