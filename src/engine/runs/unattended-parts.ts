import type { Clock } from '../../core/clock.ts';
import type { ScenarioId } from '../../store/records.ts';
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
  /** The scenarios whose data is confidential. @default only the one at work, if it is */
  readonly confidential?: () => readonly ScenarioId[];
  /** Told of failures of the store; the work goes on. */
  readonly onFailure?: (error: unknown) => void;
}
