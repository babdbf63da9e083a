/** Lets a limited number of tasks run at a time, first come, first served. */
export interface Slots {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when no task runs or waits; at once when that is so already. */
  idle(): Promise<void>;
}

/** Slots for `most` tasks at a time. */
export function createSlots(most: number): Slots {
  let waiting: (() => void)[] = [];
  let head = 0;
  let running = 0;
  let idlers: (() => void)[] = [];

  return {
    async run(task) {
      if (running >= most) await turn();
      else running += 1;
      try {
        return await task();
      } finally {
        passOn();
      }
    },
    idle: () =>
      new Promise((resolve) => {
        if (running === 0) resolve();
        else idlers.push(resolve);
      }),
  };

  function turn(): Promise<void> {
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  }

  /** A finished task hands its slot to the next one; reading from a moving head keeps long queues cheap. */
  function passOn(): void {
    const next = waiting[head];
    if (next !== undefined) {
      head += 1;
      next();
      return;
    }
    running -= 1;
    waiting = [];
    head = 0;
    if (running === 0) wakeIdlers();
  }

  function wakeIdlers(): void {
    const woken = idlers;
    idlers = [];
    for (const wake of woken) wake();
  }
}
