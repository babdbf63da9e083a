import type { ConnectorError } from '../../core/errors.ts';
import type { Node } from '../ast.ts';

/** Most doubts about one text that are told. */
export const MOST_DOUBTS = 50;

/** A doubt about a text, and how it is corrected where that is mechanical. */
export interface Doubt {
  /** Character offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly severity: 'error' | 'warning';
  /** Stable code in upper snake case, for example `IML_COMMA`. */
  readonly code: string;
  /** What is wrong, one sentence. */
  readonly message: string;
  readonly fix?: string;
  readonly edits?: readonly Edit[];
}

/** A stretch of the text and what belongs there. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One expression of a text, as rules look at it. */
export interface ExpressionUnderLint {
  readonly source: string;
  /** Offsets of what stands between the braces. */
  readonly start: number;
  readonly end: number;
  /** What stands between the braces, everything in quotes blanked out. */
  readonly bare: string;
  /** Undefined when it cannot be read; then `error` says why. */
  readonly node?: Node;
  readonly error?: ConnectorError;
}

/** Looks for one kind of mistake in an expression. */
export type LintRule = (expression: ExpressionUnderLint) => readonly Doubt[];
