import type { Clock } from '../../core/clock.ts';
import type { EventHub } from '../events.ts';
import type { Programs } from './programs.ts';
import type { Runner } from './runner.ts';

/** What starting runs at their time, with nobody waiting for them, works with. */
export interface UnattendedParts {
  readonly programs: Programs;
  readonly runner: Runner;
  readonly clock: Clock;
  /** From 0 to 1, to spread retries. */
  readonly random: () => number;
  readonly events: EventHub;
  /** Told of failures of the store; the work goes on. */
  readonly onFailure?: (error: unknown) => void;
}
