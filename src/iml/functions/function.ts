import type { Evaluation } from '../evaluation.ts';

/** The chapters of the function reference. */
export type FunctionGroup = 'general' | 'math' | 'text' | 'binary' | 'date' | 'array' | 'app';

/** A worked example; it runs as a test and is printed in the reference. */
export interface FunctionExample {
  readonly expression: string;
  /** Variables it reads. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly result: unknown;
}

/** What every function says about itself. */
export interface FunctionText {
  readonly name: string;
  /** For example `substring(text; start; [end])`. */
  readonly signature: string;
  readonly summary: string;
  readonly examples: readonly FunctionExample[];
}

/** Gets its arguments evaluated. */
export interface EagerFunction extends FunctionText {
  readonly call: (args: readonly unknown[], evaluation: Evaluation) => unknown;
}

/** Evaluates only the arguments it needs. */
export interface LazyFunction extends FunctionText {
  readonly lazy: (args: readonly (() => unknown)[], evaluation: Evaluation) => unknown;
}

/** A function built into the language. */
export type ImlFunction = (EagerFunction | LazyFunction) & { readonly group: FunctionGroup };

/** A table of functions with their group filled in. */
export function inGroup(
  group: FunctionGroup,
  functions: readonly (EagerFunction | LazyFunction)[],
): readonly ImlFunction[] {
  return functions.map((entry) => ({ ...entry, group }));
}
