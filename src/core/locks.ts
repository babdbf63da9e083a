/** Runs work one after the other wherever it has the same key. */
export interface Locks {
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

/** Locks within this process; each key is forgotten when nobody waits for it any more. */
export function createLocks(): Locks {
  const last = new Map<string, Promise<unknown>>();
  return {
    async run(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      last.set(key, mine);
      try {
        return await mine;
      } finally {
        if (last.get(key) === mine) last.delete(key);
      }
    },
  };
}
