import type { Clock } from '../../core/clock.ts';

/** An alarm that can be set again. */
export interface WakeUp {
  /** Rings at this time (ms since 1970) instead of the one set before; Infinity rings never. */
  at(time: number): void;
}

/** The longest a timer of the system can wait. */
const LONGEST_MS = 2_147_483_647;

/** An alarm; `ring` is called once per time set, and never after `signal` is aborted. */
export function createWakeUp(clock: Clock, signal: AbortSignal, ring: () => void): WakeUp {
  let planned = Number.POSITIVE_INFINITY;
  let cancel = (): void => undefined;
  signal.addEventListener('abort', () => cancel());

  return {
    at(time) {
      if (time === planned || signal.aborted) return;
      cancel();
      planned = time;
      if (time === Number.POSITIVE_INFINITY) return;
      cancel = clock.after(Math.min(Math.max(0, time - clock.now()), LONGEST_MS), () => {
        planned = Number.POSITIVE_INFINITY;
        ring();
      });
    },
  };
}
