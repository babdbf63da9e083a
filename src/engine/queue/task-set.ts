import type { Clock } from '../../core/clock.ts';

/** Work under way that nobody awaits one by one. */
export interface TaskSet {
  /** Watches over it; its failure is told, not thrown. */
  add(task: Promise<void>): void;
  /** Resolves once nothing is under way, also nothing that was added meanwhile. */
  settled(): Promise<void>;
  /** Whether everything was over within this time. */
  settledWithin(ms: number, clock: Clock): Promise<boolean>;
}

/** An empty set of tasks. */
export function createTaskSet(onFailure: (error: unknown) => void): TaskSet {
  const tasks = new Set<Promise<void>>();
  return {
    add(task) {
      const watched = task.catch(onFailure).finally(() => {
        tasks.delete(watched);
      });
      tasks.add(watched);
    },
    settled,
    async settledWithin(ms, clock) {
      let cancel = (): void => undefined;
      const late = new Promise<boolean>((resolve) => {
        cancel = clock.after(ms, () => resolve(false));
      });
      return Promise.race([settled().then(() => true), late]).finally(cancel);
    },
  };

  async function settled(): Promise<void> {
    while (tasks.size > 0) await Promise.all(tasks);
  }
}
