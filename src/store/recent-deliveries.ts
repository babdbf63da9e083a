import type { DeliveryId, DeliveryRecord } from './records.ts';

/** Deliveries that came in just now, for the first who reads each: hardly any has to be fetched from the store again. */
export interface RecentDeliveries {
  keep(delivery: DeliveryRecord): void;
  /** The delivery, once. */
  take(id: DeliveryId): DeliveryRecord | undefined;
}

/** Bytes of all bodies that are kept. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_DELIVERIES = 2048;

/** None yet; the oldest make room. */
export function createRecentDeliveries(): RecentDeliveries {
  const kept = new Map<DeliveryId, DeliveryRecord>();
  let bytes = 0;

  return {
    keep(delivery) {
      const { id, body } = delivery;
      if (body.length > MOST_BYTES) return;
      kept.set(id, delivery);
      bytes += body.length;
      for (const oldest of kept.keys()) {
        if (bytes <= MOST_BYTES && kept.size <= MOST_DELIVERIES) break;
        take(oldest);
      }
    },
    take,
  };

  function take(id: DeliveryId): DeliveryRecord | undefined {
    const delivery = kept.get(id);
    if (delivery === undefined) return undefined;
    kept.delete(id);
    bytes -= delivery.body.length;
    return delivery;
  }
}
