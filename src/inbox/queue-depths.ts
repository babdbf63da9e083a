import type { HookId } from '../store/records.ts';
import type { DeliveryRecords } from '../store/store.ts';

/** How much waits at each hook, counted in memory so that the limit costs no query. */
export interface QueueDepths {
  /** Items that wait or run, those on their way into the store included. */
  of(hookId: HookId): number;
  /** Counts items in before they are stored; either `stored` or `released` has to follow. */
  reserve(hookId: HookId, items: number): void;
  readonly stored: (hookId: HookId, items: number) => void;
  /** The reserved items were not stored after all. */
  readonly released: (hookId: HookId, items: number) => void;
  /** Items are done, dead, held or discarded. */
  settled(hookId: HookId, items?: number): void;
  /** Counts anew from the store: after changes to many items at once, and now and then. */
  refresh(): Promise<void>;
}

/** Counting anew while items come and go is tried this often; the last count stands. */
const ATTEMPTS = 3;

/** Depths as they are stored now, kept up to date by those who add and settle. */
export async function openQueueDepths(deliveries: Pick<DeliveryRecords, 'depths'>): Promise<QueueDepths> {
  const reserved = new Map<HookId, number>();
  let stored = new Map<HookId, number>();
  let changes = 0;
  const change = (hookId: HookId, by: number): void => {
    changes += 1;
    stored.set(hookId, Math.max(0, (stored.get(hookId) ?? 0) + by));
  };
  const reserve = (hookId: HookId, by: number): void => {
    reserved.set(hookId, (reserved.get(hookId) ?? 0) + by);
  };
  const depths: QueueDepths = {
    of: (hookId) => (stored.get(hookId) ?? 0) + (reserved.get(hookId) ?? 0),
    reserve,
    stored(hookId, items) {
      reserve(hookId, -items);
      change(hookId, items);
    },
    released: (hookId, items) => reserve(hookId, -items),
    settled: (hookId, items = 1) => change(hookId, -items),
    async refresh() {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const before = changes;
        const counted = new Map(await deliveries.depths());
        if (before !== changes && attempt < ATTEMPTS) continue;
        stored = counted;
        return;
      }
    },
  };
  await depths.refresh();
  return depths;
}
