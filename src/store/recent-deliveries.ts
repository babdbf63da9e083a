import type { DeliveryId, DeliveryRecord } from './records.ts';
import type { Arrival } from './store.ts';

type Arrived = Arrival['delivery'];

/** Deliveries that came in just now, for the first who reads each: hardly any has to be fetched from the store again. */
export interface RecentDeliveries {
  keep(delivery: Arrived): void;
  /** The delivery, once; nobody asks for one that repeats another. */
  take(id: DeliveryId): DeliveryRecord | undefined;
}

/** Bytes of all bodies that are kept. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_DELIVERIES = 512;
/** Milliseconds in which none is kept after nobody has read any of those before. */
const PAUSE_MS = 1000;

/**
 * None yet. When there are too many nobody is about to read them, and all are let go of: that costs next to nothing.
 * When none of those was read, a burst waits in the queue: keeping more of it would only be work for the collector.
 */
export function createRecentDeliveries(): RecentDeliveries {
  const kept = new Map<DeliveryId, Arrived>();
  let bytes = 0;
  let wasRead = false;
  let pausedUntil = 0;

  return {
    keep(delivery) {
      const size = delivery.body.length;
      if (delivery.receivedAt < pausedUntil || size > MOST_BYTES) return;
      if (kept.size >= MOST_DELIVERIES || bytes + size > MOST_BYTES) letGo(delivery.receivedAt);
      kept.set(delivery.id, delivery);
      bytes += size;
    },
    take(id) {
      const delivery = kept.get(id);
      if (delivery === undefined) return undefined;
      wasRead = true;
      kept.delete(id);
      bytes -= delivery.body.length;
      return { ...delivery, duplicateOf: null, erasedAt: null };
    },
  };

  function letGo(now: number): void {
    kept.clear();
    bytes = 0;
    if (!wasRead) pausedUntil = now + PAUSE_MS;
    wasRead = false;
  }
}
