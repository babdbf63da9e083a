import type { ErrorName } from '../core/errors.ts';
import type { Row, SqlValue, Statement, StatementResult } from './database.ts';

/**
 * Statements one behind the other in one flat list, which travels faster than nested ones: for each the number of its
 * text, `expect` and `continueOn` (null for none), how many values it has, and the values.
 */
export type PackedStatements = readonly SqlValue[];

/** What the thread is asked. */
export type ThreadRequest =
  | { readonly id: number; readonly type: 'all'; readonly text: number; readonly values: readonly SqlValue[] }
  | { readonly id: number; readonly type: 'batch'; readonly statements: PackedStatements }
  | { readonly id: number; readonly type: 'close' };

/** Everything that was asked in one turn of the event loop. Each SQL text travels once, under a number. */
export interface ThreadQuestions {
  readonly texts: readonly (readonly [number: number, sql: string])[];
  readonly requests: readonly ThreadRequest[];
}

/** Results of the statements of a batch; of one without rows only how many rows changed. */
export type PackedResults = readonly (number | StatementResult)[];

/** An error on its way between threads. */
export interface ThreadError {
  readonly name: ErrorName;
  readonly message: string;
  readonly fix: string;
}

/** One answer; the first message of a thread has the id 0 and says whether the file could be opened. */
export type ThreadAnswer =
  | { readonly id: number; readonly result: readonly Row[] | PackedResults | undefined }
  | { readonly id: number; readonly error: ThreadError };

/** Puts statements into one list; `textOf` gives the number of a text. */
export function packStatements(statements: readonly Statement[], textOf: (sql: string) => number): PackedStatements {
  const packed: SqlValue[] = [];
  for (const { sql, values = [], expect = null, continueOn = null } of statements) {
    packed.push(textOf(sql), expect, continueOn, values.length, ...values);
  }
  return packed;
}

/** The statements of a list; `sqlOf` gives the text with a number. */
export function unpackStatements(packed: PackedStatements, sqlOf: (text: number) => string): Statement[] {
  const statements: Statement[] = [];
  for (let at = 0; at < packed.length;) {
    const [text, expect, continueOn, count] = packed.slice(at, at + 4) as [
      number,
      number | null,
      number | null,
      number,
    ];
    const values = packed.slice(at + 4, at + 4 + count);
    at += 4 + count;
    statements.push({
      sql: sqlOf(text),
      values,
      ...(expect === null ? {} : { expect }),
      ...(continueOn === null ? {} : { continueOn }),
    });
  }
  return statements;
}

/** Leaves out the rows where there are none. */
export function packResults(results: readonly StatementResult[]): PackedResults {
  return results.map((result) => (result.rows.length === 0 ? result.changes : result));
}

/** The results as they were. */
export function unpackResults(packed: PackedResults): readonly StatementResult[] {
  return packed.map((result) => (typeof result === 'number' ? { changes: result, rows: [] } : result));
}
