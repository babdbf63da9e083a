import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Collection } from '../../core/json.ts';
import { payloadOf } from './events.ts';
import type { Poster } from './post.ts';
import { createSlots } from './slots.ts';
import { timestamp } from '../service/sonar.ts';
import type { Addressee, Happening, Sonar } from '../service/sonar.ts';
import type { Attempt, Delivery, EventName } from '../world/world-schema.ts';

/** Waits before the second to fifth attempt. */
const RETRY_DELAYS_MS = [10_000, 30_000, 180_000, 1_800_000] as const;
/** Attempts that run at a time. */
const MOST_AT_A_TIME = 64;

/** Brings events to the webhooks, in the background. */
export interface Deliveries {
  /** Makes a delivery for every active webhook that listens for the event; `copies` more of each when asked. */
  publish(event: EventName, happening: Happening, copies?: number): void;
  /** Makes deliveries of one payload to one webhook. */
  deliver(webhook: Addressee, event: Delivery['event'], payload: Collection, copies?: number): void;
  /** Takes up deliveries that were pending when the sandbox last stopped. */
  resume(): void;
  /** Waits until nothing that is due now is left to try. */
  idle(): Promise<void>;
  /** Stops at once; what is pending stays pending. */
  stop(): void;
}

/** What the deliveries work with; `changed` is told after every attempt. */
export interface DeliveriesOptions {
  readonly sonar: Pick<Sonar, 'world' | 'clock'>;
  readonly poster: Poster;
  readonly changed: () => void;
}

/** The deliveries of one world. */
export function createDeliveries({ sonar, poster, changed }: DeliveriesOptions): Deliveries {
  const { world, clock } = sonar;
  const slots = createSlots(MOST_AT_A_TIME);
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);

  return {
    publish(event, happening, copies = 1) {
      for (const webhook of world.webhooks.values()) {
        if (!webhook.active || !webhook.settings[event]) continue;
        deliver(webhook, event, payloadOf(world, event, happening), copies);
      }
    },
    deliver,
    resume() {
      for (const delivery of world.pendingDeliveries()) void carry(delivery);
    },
    async idle() {
      await nextTurn();
      await slots.idle();
      await nextTurn();
    },
    stop: () => stopping.abort(new Error('the sandbox stopped')),
  };

  function deliver(webhook: Addressee, event: Delivery['event'], payload: Collection, copies = 1): void {
    const fresh = newDelivery(webhook, event, payload);
    for (let copy = 0; copy < copies; copy += 1) void carry(world.addDelivery({ ...fresh, attempts: [] }));
  }

  function newDelivery(webhook: Addressee, event: Delivery['event'], payload: Collection): Omit<Delivery, 'id'> {
    return {
      uuid: String(payload['uuid']),
      webhook_id: webhook.id,
      event,
      method: webhook.http_method,
      url: webhook.url,
      state: 'pending',
      reason: null,
      created_at: timestamp(sonar),
      next_attempt_at: timestamp(sonar),
      attempts: [],
      payload,
    };
  }

  /** Sees one delivery through: waits until it is due, tries it, and again until it arrived or is given up. */
  async function carry(delivery: Delivery): Promise<void> {
    while (delivery.next_attempt_at !== null && !stopping.signal.aborted) {
      const waitMs = Date.parse(delivery.next_attempt_at) - clock.now();
      if (waitMs > 0) await clock.sleep(waitMs, stopping.signal).catch(() => undefined);
      else await slots.run(() => tryOnce(delivery));
    }
  }

  async function tryOnce(delivery: Delivery): Promise<void> {
    if (stopping.signal.aborted) return;
    const obstacle = obstacleTo(delivery);
    if (obstacle !== undefined) {
      end(delivery, 'given_up', obstacle);
      return;
    }
    const attempt = await attemptOf(delivery);
    if (stopping.signal.aborted) return;
    delivery.attempts.push(attempt);
    if (attempt.error === null) end(delivery, 'delivered', null);
    else planRetry(delivery);
    changed();
  }

  /** A webhook that was deleted or switched off meanwhile gets nothing more. */
  function obstacleTo(delivery: Delivery): string | undefined {
    const webhook = world.webhooks.get(delivery.webhook_id) ?? world.outbound.webhook(delivery.webhook_id);
    if (webhook === undefined) return 'the webhook was deleted';
    return webhook.active ? undefined : 'the webhook was switched off';
  }

  async function attemptOf(delivery: Delivery): Promise<Attempt> {
    const at = timestamp(sonar);
    const started = performance.now();
    const { method, url } = delivery;
    const posting = {
      method,
      url,
      body: JSON.stringify(delivery.payload),
      timeoutMs: world.settings.deliveryTimeoutMs,
    };
    const result = await poster.post(posting).then(
      (status) => ({ status, error: status >= 200 && status < 300 ? null : `answered ${status}` }),
      (error: unknown) => ({ status: null, error: error instanceof Error ? error.message : String(error) }),
    );
    return { at, ...result, ms: Math.round(performance.now() - started) };
  }

  function planRetry(delivery: Delivery): void {
    const done = delivery.attempts.length;
    const delay = RETRY_DELAYS_MS[done - 1];
    if (delay === undefined) {
      end(delivery, 'given_up', `${done} attempts failed`);
      return;
    }
    const first = delivery.attempts[0];
    const from = world.settings.retryFrom === 'first' && first !== undefined ? Date.parse(first.at) : clock.now();
    delivery.next_attempt_at = new Date(from + delay).toISOString();
  }

  function end(delivery: Delivery, state: 'delivered' | 'given_up', reason: string | null): void {
    Object.assign(delivery, { state, reason, next_attempt_at: null });
    world.finishDelivery(delivery);
    changed();
  }
}
