import type { ScriptFailure } from './messages.ts';

/** What went wrong inside a sandbox. */
export class ScriptError extends Error {
  readonly failure: ScriptFailure;

  constructor(failure: ScriptFailure) {
    super(failure.message);
    this.failure = failure;
    this.name = 'ScriptError';
  }
}
