import type { ErrorName } from '../core/errors.ts';
import type { Row, SqlValue, StatementResult } from './database.ts';

/** A statement with the number of its text in place of the text: `[text, values, expect, continueOn]`. */
export type ThreadStatement = readonly [
  text: number,
  values: readonly SqlValue[],
  expect: number | undefined,
  continueOn: number | undefined,
];

/** What the thread is asked. */
export type ThreadRequest =
  | { readonly id: number; readonly type: 'all'; readonly text: number; readonly values: readonly SqlValue[] }
  | { readonly id: number; readonly type: 'batch'; readonly statements: readonly ThreadStatement[] }
  | { readonly id: number; readonly type: 'close' };

/** Everything that was asked in one turn of the event loop. Each SQL text travels once, under a number. */
export interface ThreadQuestions {
  readonly texts: readonly (readonly [number: number, sql: string])[];
  readonly requests: readonly ThreadRequest[];
}

/** An error on its way between threads. */
export interface ThreadError {
  readonly name: ErrorName;
  readonly message: string;
  readonly fix: string;
}

/** One answer; the first message of a thread has the id 0 and says whether the file could be opened. */
export type ThreadAnswer =
  | { readonly id: number; readonly result: readonly Row[] | readonly StatementResult[] | undefined }
  | { readonly id: number; readonly error: ThreadError };
