import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

import { ConnectorError } from '../core/errors.ts';
import type { SqliteDriver, SqliteHelper, SqliteLibrary } from './sqlite-driver.ts';
import { toStoreError } from './sqlite-error.ts';

/** Which file is opened, and how. */
export interface SqliteFileOptions {
  /** Path of the data file (made when missing, with its folder), or `:memory:`. */
  readonly file: string;
  /** Milliseconds to wait for another process that writes. @default 5000 */
  readonly busyTimeoutMs?: number;
  /** Keeps every other server and command of this program out of the file for as long as it is open. @default false */
  readonly exclusive?: boolean;
}

/** A data file that is open. */
export interface SqliteFile {
  readonly driver: SqliteDriver;
  /** Of a file that is open for one server alone, where the library has such a thing. */
  readonly helper: SqliteHelper | undefined;
  /** Closes everything. */
  close(): void;
}

/** Reads as little as possible. */
const READ = 'SELECT COUNT(*) FROM sqlite_schema';
/** Pages in the log after which SQLite copies them by itself, within a commit. */
const LOG_PAGES = 2000;
/** A helper copies sooner; when it fails, SQLite does it all the same. */
const LOG_PAGES_WITH_HELPER = 8000;

/**
 * Opens a data file with write-ahead log and a full sync per commit.
 * @throws ConnectorError `ConfigurationError` when it cannot be opened, or is held by somebody else.
 */
export async function openSqliteFile(library: SqliteLibrary, options: SqliteFileOptions): Promise<SqliteFile> {
  const opened: { close(): void }[] = [];
  const keep = <One extends { close(): void }>(one: One): One => {
    opened.unshift(one);
    return one;
  };
  const close = (): void => opened.splice(0).forEach((one) => one.close());
  const { file, exclusive = false } = options;
  try {
    if (file !== ':memory:') {
      createPrivateFile(file);
      takeLock(keep(library.open(privateLockFile(file))), options);
    }
    const driver = keep(library.open(file));
    const openHelper = exclusive ? library.openHelper : undefined;
    for (const setting of settings(options, openHelper === undefined ? LOG_PAGES : LOG_PAGES_WITH_HELPER)) {
      driver.exec(setting);
    }
    const helper = openHelper && keep(openHelper(file));
    // It knows of the log only when it has read.
    await helper?.exec(READ);
    return { driver, helper, close };
  } catch (thrown) {
    close();
    throw cannotOpen(thrown, options);
  }
}

/**
 * Takes the file for one server alone, or for programs that share it. SQLite's own exclusive mode would keep further
 * connections of the server itself out as well; so what is locked is an empty database beside the file.
 */
function takeLock(lock: SqliteDriver, { busyTimeoutMs = 5000, exclusive = false }: SqliteFileOptions): void {
  lock.exec(`PRAGMA busy_timeout = ${Math.trunc(busyTimeoutMs)}`);
  lock.exec(exclusive ? 'BEGIN EXCLUSIVE' : 'BEGIN');
  // A shared lock is only taken by who reads.
  if (!exclusive) lock.exec(READ);
}

function privateLockFile(file: string): string {
  const lockFile = `${file}-lock`;
  createPrivateFile(lockFile);
  return lockFile;
}

function cannotOpen(cause: unknown, { file, exclusive = false }: SqliteFileOptions): ConnectorError {
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

function settings({ busyTimeoutMs = 5000 }: SqliteFileOptions, logPages: number): readonly string[] {
  return [
    `PRAGMA busy_timeout = ${Math.trunc(busyTimeoutMs)}`,
    // What is erased leaves no trace in its page; it costs no page more to write.
    'PRAGMA secure_delete = FAST',
    'PRAGMA journal_mode = WAL',
    'PRAGMA synchronous = FULL',
    'PRAGMA foreign_keys = ON',
    'PRAGMA temp_store = MEMORY',
    'PRAGMA cache_size = -16000',
    `PRAGMA wal_autocheckpoint = ${logPages}`,
    'PRAGMA journal_size_limit = 67108864',
  ];
}
