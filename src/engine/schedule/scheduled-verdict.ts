import { ATTEMPT_DELAYS, retryDelay } from '../queue/backoff.ts';
import type { RunOutcome } from '../flow/outcome.ts';

/** What the end of a scheduled run means for its scenario. */
export interface ScheduledVerdict {
  /** Consecutive errors from now on. */
  readonly errors: number;
  /** Milliseconds until the next start, instead of the planned one. */
  readonly retryInMs?: number;
  /** Why the scenario has to be switched off. */
  readonly switchOff?: string;
}

/** Judges the end of a scheduled run; errors that pass by themselves delay the next start, others count. */
export function judgeScheduled(outcome: RunOutcome, given: ScheduledCase): ScheduledVerdict {
  if (outcome.status === 'success' || outcome.status === 'warning') return { errors: 0 };
  return outcome.status === 'error' ? judgeError(outcome, given) : { errors: given.errors };
}

/** What a verdict depends on besides the outcome. */
export interface ScheduledCase {
  /** Consecutive errors before this run. */
  readonly errors: number;
  readonly maxErrors: number;
  /** Whether the next run would find what this one did, because its trigger stays where it was. */
  readonly looksAgain: boolean;
  readonly random: () => number;
}

function judgeError(
  { cause, error }: RunOutcome,
  { errors: before, maxErrors, looksAgain, random }: ScheduledCase,
): ScheduledVerdict {
  const errors = before + 1;
  const reason = error === null ? '' : `${error.name}: ${error.message}`;
  const disposition = cause?.row.disposition;
  if (disposition === 'disable') return { errors, switchOff: reason };
  const passes = disposition === 'retry-later';
  if (errors >= (passes ? ATTEMPT_DELAYS.length : maxErrors)) {
    const again = looksAgain ? ` ${SAME_ITEMS}` : '';
    return { errors, switchOff: `${errors} runs in a row ended in error. ${reason}${again}` };
  }
  if (!passes) return { errors };
  const retryAfterMs = cause?.retryAfterMs;
  return { errors, retryInMs: retryDelay({ delays: ATTEMPT_DELAYS, failures: errors, random, retryAfterMs }) };
}

const SAME_ITEMS =
  'The next run takes the same items again: correct what failed, or let the trigger start later to pass over them.';
