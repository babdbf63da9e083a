import { ConnectorError } from '../core/errors.ts';
import type { Row, SqlValue } from './database.ts';

/** A prepared statement; it may be run any number of times. */
export interface SqliteStatement {
  /** Runs it to its end and gives its rows. */
  all(values: readonly SqlValue[]): readonly Row[];
  /** Runs it to its end and gives the number of changed rows. */
  run(values: readonly SqlValue[]): number;
}

/** The part of a SQLite library that the store needs; errors are thrown as the library throws them. */
export interface SqliteDriver {
  /** Runs SQL that has neither values nor rows. */
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

/** Opens the file, or `:memory:`, with a SQLite library. */
export type OpenSqliteDriver = (file: string) => SqliteDriver;

/** A further connection to a file, which works beside the thread that has opened it. */
export interface SqliteHelper {
  exec(sql: string): Promise<unknown>;
  close(): void;
}

/** A SQLite library. */
export interface SqliteLibrary {
  readonly open: OpenSqliteDriver;
  /** Missing where the library has nothing like it. */
  readonly openHelper?: (file: string) => SqliteHelper;
}

interface NodeStatement {
  all(...values: readonly SqlValue[]): readonly Row[];
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint };
}

interface LibsqlStatement {
  all(values: readonly SqlValue[]): readonly Readonly<Record<string, SqlValue | ArrayBuffer>>[];
  run(values: readonly SqlValue[]): { readonly changes: number };
}

/** What both libraries have in common. */
interface Handle<Prepared> {
  exec(sql: string): unknown;
  prepare(sql: string): Prepared;
  close(): unknown;
}

type HandleClass<Prepared> = new (file: string) => Handle<Prepared>;
type HelperClass = new (file: string) => SqliteHelper;

/**
 * The SQLite library of this machine: the one inside Node (22.13 and newer), else the optional package `libsql`.
 * @throws ConnectorError `ConfigurationError` when there is neither.
 */
export async function findSqlite(): Promise<SqliteLibrary> {
  const builtIn = process.getBuiltinModule('node:sqlite') as
    { readonly DatabaseSync: HandleClass<NodeStatement> } | undefined;
  if (builtIn !== undefined) return { open: (file) => nodeDriver(new builtIn.DatabaseSync(file)) };
  const Libsql = await importLibsql<HandleClass<LibsqlStatement>>('libsql');
  const Helper = await importLibsql<HelperClass>('libsql/promise');
  return { open: (file) => libsqlDriver(new Libsql(file)), openHelper: (file) => new Helper(file) };
}

/** The name is a value, because the package is optional: the compiler must not ask for it. */
async function importLibsql<Exported>(name: 'libsql' | 'libsql/promise'): Promise<Exported> {
  try {
    const module = (await import(name)) as { readonly default: Exported };
    return module.default;
  } catch (cause) {
    throw new ConnectorError('ConfigurationError', 'No SQLite engine is available for the data file.', {
      fix: 'Use Node 22.13 or newer, or install the optional package "libsql" (npm install libsql).',
      cause,
    });
  }
}

function nodeDriver(handle: Handle<NodeStatement>): SqliteDriver {
  return {
    exec: (sql) => void handle.exec(sql),
    prepare(sql) {
      const statement = handle.prepare(sql);
      return {
        all: (values) => statement.all(...values),
        run: (values) => Number(statement.run(...values).changes),
      };
    },
    close: () => void handle.close(),
  };
}

function libsqlDriver(handle: Handle<LibsqlStatement>): SqliteDriver {
  return {
    exec: (sql) => void handle.exec(sql),
    prepare(sql) {
      const statement = handle.prepare(sql);
      return {
        all: (values) => statement.all(values).map(withByteArrays),
        run: (values) => statement.run(values).changes,
      };
    },
    close: () => void handle.close(),
  };
}

/** libsql gives bytes as ArrayBuffer. */
function withByteArrays(row: Readonly<Record<string, SqlValue | ArrayBuffer>>): Row {
  const result: Record<string, SqlValue> = {};
  for (const [column, value] of Object.entries(row)) {
    const isBuffer = typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
    result[column] = isBuffer ? new Uint8Array(value) : value;
  }
  return result;
}
