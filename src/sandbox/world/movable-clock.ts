import { sleepBy } from '../../core/clock.ts';
import type { Clock } from '../../core/clock.ts';

/** Timers of the system overflow above 2^31 ms; longer sleeps are made of several. */
const LONGEST_SLEEP_MS = 1_000_000_000;

/** A clock that runs with another one and can be moved ahead of it. */
export interface MovableClock extends Clock {
  /** How far it is ahead of its base, in milliseconds. */
  offset(): number;
  /**
   * Moves the time on by `ms`, stopping at every sleeper that comes due on the way: it is woken, and `settle` is
   * awaited, before time goes on. Nobody's time is skipped.
   */
  advance(ms: number, settle: () => Promise<void>): Promise<void>;
  /** Back to `offset` milliseconds ahead of the base; sleepers keep the time they are due at. */
  reset(offset: number): void;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
  /** Sets the timer on the base clock anew. */
  readonly arm: () => void;
}

/** A movable clock on top of `base`, `offset` milliseconds ahead. */
export function createMovableClock(base: Clock, startOffset: number): MovableClock {
  let offset = startOffset;
  const sleepers = new Set<Sleeper>();
  const now = (): number => base.now() + offset;

  return { now, sleep: (ms, signal) => sleepBy(after, ms, signal), after, offset: () => offset, advance, reset };

  function after(ms: number, act: () => void): () => void {
    let cancel = (): void => undefined;
    const leave = (): void => {
      cancel();
      sleepers.delete(sleeper);
    };
    const sleeper: Sleeper = {
      due: now() + ms,
      wake: () => {
        leave();
        act();
      },
      arm: () => {
        cancel();
        const rest = Math.min(Math.max(0, sleeper.due - now()), LONGEST_SLEEP_MS);
        cancel = base.after(rest, () => (now() >= sleeper.due ? sleeper.wake() : sleeper.arm()));
      },
    };
    sleepers.add(sleeper);
    sleeper.arm();
    return leave;
  }

  async function advance(ms: number, settle: () => Promise<void>): Promise<void> {
    const target = now() + ms;
    await settle();
    for (let due = earliest(); due <= target; due = earliest()) {
      offset += Math.max(0, due - now());
      for (const sleeper of sleepers) if (sleeper.due <= now()) sleeper.wake();
      await settle();
    }
    offset += Math.max(0, target - now());
    for (const sleeper of sleepers) sleeper.arm();
    await settle();
  }

  function reset(to: number): void {
    offset = to;
    for (const sleeper of sleepers) sleeper.arm();
  }

  function earliest(): number {
    let first = Infinity;
    for (const sleeper of sleepers) first = Math.min(first, sleeper.due);
    return first;
  }
}
