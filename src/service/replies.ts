import type { Clock } from '../core/clock.ts';
import type { WebhookReply } from '../engine/flow/webhook-reply.ts';
import type { HttpAnswer } from '../inbox/http-answer.ts';
import type { DeliveryId } from '../store/records.ts';

/** Joins the caller of a webhook with the scenario that answers it. */
export interface Replies {
  /** The scenario's answer to the delivery, or undefined when none comes in time. */
  wait(id: DeliveryId): Promise<HttpAnswer | undefined>;
  /** The answer a scenario gives; the first one counts. */
  give(id: DeliveryId, reply: WebhookReply): void;
  /** The run of the delivery is over: there will be no answer. */
  end(id: DeliveryId): void;
}

/** Longest time a caller waits for a scenario, in milliseconds. */
const LONGEST_WAIT_MS = 40_000;

/** Replies in memory: a caller does not outlive the process either. */
export function createReplies(clock: Clock): Replies {
  const waiting = new Map<DeliveryId, (answer: HttpAnswer | undefined) => void>();
  const settle = (id: DeliveryId, answer: HttpAnswer | undefined): void => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  };
  return {
    wait: (id) =>
      new Promise((resolve) => {
        const over = new AbortController();
        waiting.set(id, (answer) => {
          over.abort(new Error('answered'));
          resolve(answer);
        });
        clock.sleep(LONGEST_WAIT_MS, over.signal).then(
          () => settle(id, undefined),
          () => undefined,
        );
      }),
    give(id, { status, headers, body }) {
      const length = String(Buffer.byteLength(body));
      settle(id, { status, body, headers: { ...headers, 'content-length': length } });
    },
    end: (id) => settle(id, undefined),
  };
}
