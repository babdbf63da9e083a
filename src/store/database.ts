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
}

/** What one statement did. */
export interface StatementResult {
  readonly changes: number;
  /** Rows of a `RETURNING` clause. */
  readonly rows: readonly Row[];
}

/**
 * The storage engine underneath the store: SQLite in one file, or PostgreSQL. A batch is atomic and durable when its
 * promise resolves (fsync); batches that are handed in together share one commit.
 */
export interface Database {
  /** Rows of a query. */
  all(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /**
   * Runs the statements as one transaction.
   * @throws ConnectorError `ConflictError` when an expectation fails, `OutOfSpaceError` when the disk refuses.
   */
  batch(statements: readonly Statement[]): Promise<readonly StatementResult[]>;
  close(): Promise<void>;
}
