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
  let timer = new AbortController();
  signal.addEventListener('abort', () => {
    timer.abort(new Error('over'));
  });

  return {
    at(time) {
      if (time === planned || signal.aborted) return;
      timer.abort(new Error('set again'));
      planned = time;
      if (time === Number.POSITIVE_INFINITY) return;
      timer = new AbortController();
      clock.sleep(Math.min(Math.max(0, time - clock.now()), LONGEST_MS), timer.signal).then(
        () => {
          planned = Number.POSITIVE_INFINITY;
          ring();
        },
        () => undefined,
      );
    },
  };
}
