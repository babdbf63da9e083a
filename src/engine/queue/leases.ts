import type { Clock } from '../../core/clock.ts';
import { ConnectorError } from '../../core/errors.ts';
import type { QueueItem } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';

/** How long an item belongs to a worker that says nothing, in milliseconds. */
export const LEASE_MS = 30_000;

/** The right to work on one item. */
export interface Lease {
  readonly item: QueueItem;
  /** @throws ConnectorError `ExecutionInterruptedError` when the lease ran out or was taken over. */
  guard(): void;
  /** Prolongs it; false when another worker has taken over. */
  extend(): Promise<boolean>;
  /** Called once when it is found lost. */
  onLost: () => void;
}

/** The leases of this process. */
export interface Leases {
  hold(item: QueueItem): Lease;
  release(lease: Lease): void;
  /** Prolongs all of them. */
  extendAll(): Promise<void>;
}

/** Leases on items of a store. */
export function createLeases(deliveries: Pick<Store['deliveries'], 'extend'>, clock: Clock): Leases {
  const held = new Set<Lease>();
  return {
    hold(item) {
      const lease = createLease(item, deliveries, clock);
      held.add(lease);
      return lease;
    },
    release(lease) {
      held.delete(lease);
    },
    async extendAll() {
      // A failing store is no reason to give up: the lease itself says how long it may be used.
      await Promise.allSettled([...held].map((lease) => lease.extend()));
    },
  };
}

function createLease(item: QueueItem, deliveries: Pick<Store['deliveries'], 'extend'>, clock: Clock): Lease {
  let until = item.leaseUntil ?? 0;
  let lost = false;
  const lease: Lease = {
    item,
    onLost: () => undefined,
    guard() {
      if (!lost && clock.now() < until) return;
      throw new ConnectorError('ExecutionInterruptedError', 'Another worker has taken the delivery over.');
    },
    async extend() {
      const next = clock.now() + LEASE_MS;
      const isOurs = await deliveries.extend(item.seq, item.fence, next);
      if (isOurs) until = next;
      else if (!lost) {
        lost = true;
        lease.onLost();
      }
      return isOurs;
    },
  };
  return lease;
}
