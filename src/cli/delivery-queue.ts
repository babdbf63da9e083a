import { ConnectorError } from '../core/errors.ts';
import type { RawDelivery } from '../inbox/parse-delivery.ts';

/** Deliveries between the listener that receives them and the command that waits for them, in order. */
export interface DeliveryQueue {
  readonly put: (delivery: RawDelivery) => void;
  /** The next delivery. @throws ConnectorError `ExecutionInterruptedError` once the signal is aborted. */
  take(): Promise<RawDelivery>;
}

/** An empty queue that stops waiting when `signal` is aborted. */
export function createDeliveryQueue(signal: AbortSignal): DeliveryQueue {
  const waiting: RawDelivery[] = [];
  let wake = (): void => {};
  signal.addEventListener('abort', () => wake(), { once: true });
  return {
    put(delivery) {
      waiting.push(delivery);
      wake();
    },
    async take() {
      for (;;) {
        if (signal.aborted) throw interrupted();
        const delivery = waiting.shift();
        if (delivery !== undefined) return delivery;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

function interrupted(): ConnectorError {
  return new ConnectorError('ExecutionInterruptedError', 'Stopped waiting.', { fix: 'Run it again to go on waiting.' });
}
