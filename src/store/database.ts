/** A value a statement may bind or return. Times are milliseconds since 1970, booleans 0 or 1. */
export type SqlValue = string | number | null | Uint8Array;

/** One row, by column name. */
export type Row = Readonly<Record<string, SqlValue>>;

/** One statement in the SQL that SQLite and PostgreSQL share; `?` marks a bound value. */
export interface Statement {
  readonly sql: string;
  readonly values?: readonly SqlValue[];
  /** The batch is rolled back, and rejected with `ConflictError`, unless exactly this many rows changed or came back. */
  readonly expect?: number;
  /**
   * The batch ends here unless exactly this many rows changed or came back: what ran so far is kept, what follows is
   * left out, and its results are missing.
   */
  readonly continueOn?: number;
}

/** What one statement did. */
export interface StatementResult {
  readonly changes: number;
  /** Rows of a query or of a `RETURNING` clause. */
  readonly rows: readonly Row[];
}

/** The few words in which the engines differ. */
export interface Dialect {
  /** Column type for raw bytes. */
  readonly bytes: string;
  /** Column type of a number that the engine counts up by itself, primary key included. */
  readonly serial: string;
  /** Ends the definition of a table that lives in the order of its primary key. */
  readonly keyed: string;
  /** The items of a JSON list in a column, in a FROM clause: rows `item` with `key` (from 0) and `value`. */
  readonly items: (column: string) => string;
}

/**
 * The storage engine underneath the store: SQLite in one file, or PostgreSQL. A batch is atomic and durable when its
 * promise resolves (fsync); batches that are handed in together share one commit. Every text comes back exactly as it
 * was, also one with U+0000 or half a surrogate pair in it.
 */
export interface Database {
  readonly dialect: Dialect;
  /** Rows of a query. */
  all(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /**
   * Runs the statements as one transaction.
   * @throws ConnectorError `ConflictError` when an expectation or a constraint fails, `OutOfSpaceError` when the disk
   *   refuses, `ConnectionError` when the engine cannot be reached or stays locked by another process.
   */
  batch(statements: readonly Statement[]): Promise<readonly StatementResult[]>;
  close(): Promise<void>;
}
