const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Milliseconds before each further attempt at a delivery or a scheduled run. */
export const ATTEMPT_DELAYS: readonly number[] = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  HOUR,
  3 * HOUR,
  12 * HOUR,
  24 * HOUR,
];

/** Milliseconds before each automatic retry of an incomplete execution. */
export const INCOMPLETE_DELAYS: readonly number[] = [
  MINUTE,
  10 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  3 * HOUR,
  3 * HOUR,
];

/** What the next attempt depends on. */
export interface RetryPlace {
  readonly delays: readonly number[];
  /** Failed attempts so far, the one at hand included: from 1. */
  readonly failures: number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Milliseconds the service asked to wait: never tried earlier. */
  readonly retryAfterMs?: number | undefined;
}

/** Share of a delay by which it may be longer, so that those who failed together do not come back together. */
const JITTER = 0.1;

/** Milliseconds until the next attempt; beyond the end of the table its last delay holds. */
export function retryDelay({ delays, failures, random, retryAfterMs }: RetryPlace): number {
  const planned = delays[Math.min(failures, delays.length) - 1] ?? MINUTE;
  const delay = retryAfterMs ?? planned;
  return Math.round(delay * (1 + JITTER * random()));
}
