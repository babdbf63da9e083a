import type { Clock } from '../../core/clock.ts';
import type { Collection } from '../../core/json.ts';
import type { Reply } from '../http/reply.ts';
import type { Customer, Delivery, EventName, Message, Webhook } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';

/** What an event tells about beyond its name. */
export interface Happening {
  readonly customer: Customer;
  readonly message?: Message;
  /** Members added to the payload, for example `tag` or `previous_state`. */
  readonly also?: Collection;
}

/** Where a delivery goes. */
export type Addressee = Pick<Webhook, 'id' | 'url' | 'http_method'>;

/** Everything the parts of the sandbox work on. */
export interface Sonar {
  readonly world: World;
  readonly clock: Clock;
  /** Address of the sandbox, without a path. */
  readonly url: string;
  /** Sends an event to every webhook that listens for it. */
  publish(event: EventName, happening: Happening): void;
  /** Sends one webhook a payload that is made already; it has a `uuid`. */
  deliver(webhook: Addressee, event: Delivery['event'], payload: Collection): void;
  /** Sees to a message that is to go out later. */
  schedule(id: string): void;
  /** Does something at a point of the sandbox's time, unless the world has ended by then. */
  later(at: string, work: () => void): void;
}

/** One authenticated call of the API. */
export interface ApiCall {
  readonly sonar: Sonar;
  /** Query and body merged; the body wins. */
  readonly params: Collection;
  /** Parameters of the path. */
  readonly path: Readonly<Record<string, string>>;
}

/** Answers one call; it changes the world at once and never waits. */
export type Handler = (call: ApiCall) => Reply;

/** The sandbox's time as ISO 8601 text. */
export function timestamp(sonar: Pick<Sonar, 'clock'>): string {
  return new Date(sonar.clock.now()).toISOString();
}
