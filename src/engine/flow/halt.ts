import type { ConnectorError } from '../../core/errors.ts';
import type { Collection } from '../../core/json.ts';
import type { Failure } from './failure.ts';
import type { Step } from '../blueprint/step.ts';

/** Why the bundle at hand goes no further; undefined everywhere means that it went its way. */
export type Halt = EndHalt | HoldHalt | DirectiveHalt;

/** The whole run ends. */
export interface EndHalt {
  readonly type: 'end';
  readonly status: 'success' | 'error' | 'stopped' | 'in-doubt';
  readonly error?: ConnectorError;
  readonly step?: Step;
  /** Key of the operation that failed. */
  readonly key?: string;
}

/** The bundle is put aside to go on later; the others go on. */
export interface HoldHalt {
  readonly type: 'hold';
  readonly failure: Failure;
  readonly retry: { readonly count: number; readonly intervalMs: number } | null;
}

/** An error handler reached its directive; only seen inside handlers. */
export type DirectiveHalt =
  | { readonly type: 'resume'; readonly bundle: Collection }
  | { readonly type: 'ignore' }
  | { readonly type: 'commit' }
  | { readonly type: 'rollback' }
  | { readonly type: 'break'; readonly retry: HoldHalt['retry'] };
