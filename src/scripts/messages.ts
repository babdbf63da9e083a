import type { PackedValue } from './values.ts';

/** A function of an app as its author wrote it. */
export interface Script {
  readonly name: string;
  /** Of its file, for errors. */
  readonly path: string;
  readonly code: string;
}

/** Everything a call needs to know about where it stands. */
export interface Circumstances {
  /** Names the sandbox: what was read into the last one with the same number is still there. */
  readonly session: number;
  readonly scripts: readonly Script[];
  /** Milliseconds since 1970; time stands still during a call. */
  readonly now: number;
  /** What random numbers follow from. */
  readonly seed: number;
  readonly timezone: string;
  readonly environment: PackedValue;
  /** Milliseconds the call may take. */
  readonly deadlineMs: number;
}

/** What the thread of the functions is asked. */
export type Question =
  | ({ readonly type: 'call'; readonly name: string; readonly args: PackedValue } & Circumstances)
  /** Reads a file of tests; the answer are their titles. */
  | ({ readonly type: 'read-tests'; readonly test: Script } & Circumstances)
  /** Only reads the functions; the answer are those that cannot be read. */
  | ({ readonly type: 'read' } & Circumstances)
  | ({ readonly type: 'run-test'; readonly index: number } & Circumstances)
  /** The answer to what the thread asked. */
  | { readonly type: 'built-in-done'; readonly value: PackedValue }
  | { readonly type: 'built-in-failed'; readonly failure: ScriptFailure };

/** Why a function failed, as it crosses. */
export interface ScriptFailure {
  /** `deadline`: it took too long; `thrown`: it, or the engine, threw. */
  readonly type: 'deadline' | 'thrown';
  readonly name: string;
  readonly message: string;
  /** Where: `functions/total.js:3:5`, or nothing when it is not known. */
  readonly place?: string;
}

/** What the thread says. */
export type Answer =
  | { readonly type: 'ready' }
  | { readonly type: 'done'; readonly value: PackedValue; readonly debug: readonly string[] }
  | { readonly type: 'failed'; readonly failure: ScriptFailure; readonly debug: readonly string[] }
  /** A function calls a built-in one; the thread waits for its value. */
  | { readonly type: 'built-in'; readonly name: string; readonly args: PackedValue };
