import type { QueueItem } from '../../store/records.ts';

/** Keeps retries from storming a service that has just come back. */
export interface RetryLimit {
  /** A place for an item that failed before, given back by the result; undefined when a connection has none left. */
  enter(item: Pick<QueueItem, 'attempts'>, connectionIds: readonly string[]): (() => void) | undefined;
}

/** At most `limit` retries at once per connection; first attempts are not limited. */
export function createRetryLimit(limit: number): RetryLimit {
  const running = new Map<string, number>();
  const add = (ids: readonly string[], change: number): void => {
    for (const id of ids) running.set(id, (running.get(id) ?? 0) + change);
  };
  return {
    enter({ attempts }, connectionIds) {
      if (attempts === 0) return () => undefined;
      if (connectionIds.some((id) => (running.get(id) ?? 0) >= limit)) return undefined;
      add(connectionIds, 1);
      return () => {
        add(connectionIds, -1);
      };
    },
  };
}
