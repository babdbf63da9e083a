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

/** None yet. When there are too many nobody is about to read them, and all are let go of: that costs next to nothing. */
export function createRecentDeliveries(): RecentDeliveries {
  const kept = new Map<DeliveryId, Arrived>();
  let bytes = 0;

  return {
    keep(delivery) {
      const size = delivery.body.length;
      if (size > MOST_BYTES) return;
      if (kept.size >= MOST_DELIVERIES || bytes + size > MOST_BYTES) {
        kept.clear();
        bytes = 0;
      }
      kept.set(delivery.id, delivery);
      bytes += size;
    },
    take(id) {
      const delivery = kept.get(id);
      if (delivery === undefined) return undefined;
      kept.delete(id);
      bytes -= delivery.body.length;
      return { ...delivery, duplicateOf: null, erasedAt: null };
    },
  };
}
