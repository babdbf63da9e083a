import type { ErrorName } from '../core/errors.ts';
import type { Row, SqlValue, Statement, StatementResult } from './database.ts';

/**
 * Statements one behind the other in one flat list, which travels faster than nested ones: for each the number of its
 * text, `expect` and `continueOn` (null for none), how many values it has, and the values.
 */
export type PackedStatements = readonly SqlValue[];

/** Bytes among the values of a batch, one behind the other: one block travels faster than many. */
export interface PackedBytes {
  readonly block: Uint8Array<ArrayBuffer>;
  /** Pairs: the place of a value in the list, and its length. */
  readonly places: readonly number[];
}

/** What the thread is asked. */
export type ThreadRequest =
  | { readonly id: number; readonly type: 'all'; readonly text: number; readonly values: readonly SqlValue[] }
  | {
      readonly id: number;
      readonly type: 'batch';
      readonly statements: PackedStatements;
      readonly bytes: PackedBytes | undefined;
    }
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
export function packStatements(
  statements: readonly Statement[],
  textOf: (sql: string) => number,
): { readonly statements: PackedStatements; readonly bytes: PackedBytes | undefined } {
  const packed: SqlValue[] = [];
  for (const { sql, values = [], expect = null, continueOn = null } of statements) {
    packed.push(textOf(sql), expect, continueOn, values.length);
    for (const value of values) packed.push(value);
  }
  return { statements: packed, bytes: takeBytes(packed) };
}

/** Moves the bytes out of a list into one block, where there are several. */
function takeBytes(packed: SqlValue[]): PackedBytes | undefined {
  const found: (readonly [place: number, bytes: Uint8Array])[] = [];
  let size = 0;
  // By index: an iterator makes an object for each of the many values.
  for (let place = 0; place < packed.length; place += 1) {
    const value = packed[place];
    if (typeof value !== 'object' || value === null) continue;
    found.push([place, value]);
    size += value.length;
  }
  if (found.length < 2) return undefined;
  const block = new Uint8Array(size);
  let at = 0;
  for (const [place, bytes] of found) {
    block.set(bytes, at);
    at += bytes.length;
    packed[place] = null;
  }
  return { block, places: found.flatMap(([place, { length }]) => [place, length]) };
}

/** The list with its bytes in their places again. */
export function returnBytes(packed: PackedStatements, bytes: PackedBytes | undefined): PackedStatements {
  if (bytes === undefined) return packed;
  const { block, places } = bytes;
  const values = [...packed];
  let at = 0;
  for (let index = 0; index < places.length; index += 2) {
    const [place = 0, length = 0] = places.slice(index, index + 2);
    values[place] = block.subarray(at, at + length);
    at += length;
  }
  return values;
}

/** The statements of a list; `sqlOf` gives the text with a number. */
export function unpackStatements(packed: PackedStatements, sqlOf: (text: number) => string): Statement[] {
  const statements: Statement[] = [];
  for (let at = 0; at < packed.length;) {
    const text = packed[at] as number;
    const expect = packed[at + 1] as number | null;
    const continueOn = packed[at + 2] as number | null;
    const end = at + 4 + (packed[at + 3] as number);
    const values = packed.slice(at + 4, end);
    at = end;
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
