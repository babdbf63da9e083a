/** Time as an argument: the system's, or one that tests move. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `act` in `ms` milliseconds, unless the function it gives is called first; cheaper than a sleep. */
  readonly after: (ms: number, act: () => void) => () => void;
}

/** The system's clock. Its timers do not keep the process alive by themselves only while something awaits them. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleepBy(after, ms, signal),
  after,
};

function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** Sleeps as {@link Clock} says, on the timers of a clock. */
export function sleepBy(timer: Clock['after'], ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      cancel();
      reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    const cancel = timer(ms, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** A clock that stands still until `advance` moves it; sleepers wake in the order of their times. */
export interface ManualClock extends Clock {
  /** Moves the time on by `ms` and lets every sleeper run whose time has come. */
  advance(ms: number): Promise<void>;
}

/** A clock for tests, starting at `start` (ms). */
export function createManualClock(start: number): ManualClock {
  let now = start;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  const clock: ManualClock = {
    now: () => now,
    sleep: (ms, signal) => sleepBy(clock.after, ms, signal),
    after(ms, act) {
      const sleeper = { at: now + ms, wake: act };
      sleepers.push(sleeper);
      return () => {
        sleepers = sleepers.filter((other) => other !== sleeper);
      };
    },
    async advance(ms) {
      const target = now + ms;
      for (let next = earliest(); next !== undefined && next.at <= target; next = earliest()) {
        now = Math.max(now, next.at);
        const due = next;
        sleepers = sleepers.filter((other) => other !== due);
        due.wake();
        await settle();
      }
      now = target;
      await settle();
    },
  };
  return clock;

  function earliest(): { readonly at: number; readonly wake: () => void } | undefined {
    return sleepers.toSorted((a, b) => a.at - b.at)[0];
  }
}

/** Lets everything that became ready run, up to the next turn of the event loop. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
