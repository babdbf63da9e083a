import type { Campaign, Company, Customer, Delivery, Message, ScheduledSend, Settings, User } from './world-schema.ts';
import type { Webhook, WorldData } from './world-schema.ts';
import type { Away, DoubleOptIn, ProfileLink } from './automation-schema.ts';
import { createOutbound } from '../outbound/outbound-world.ts';
import type { Outbound } from '../outbound/outbound-world.ts';
import { highestId } from './numbered.ts';
import type { PropertyDefinition } from './property-definition-schema.ts';

/** Finished deliveries kept for people to look at; pending ones are always kept. */
export const DELIVERIES_KEPT = 5_000;

/** Messages kept; beyond it the oldest go. */
export const MESSAGES_KEPT = 20_000;

/** The living world of one sandbox: what the file holds, indexed for quick answers. */
export interface World {
  readonly company: Company;
  readonly settings: Settings;
  readonly away: Away;
  readonly doubleOptIn: DoubleOptIn;
  /** Links to customers' own pages, by the hash of their token. */
  readonly profileLinks: Map<string, ProfileLink>;
  clockOffsetMs: number;
  readonly users: ReadonlyMap<string, User>;
  readonly tags: ReadonlySet<string>;
  readonly campaigns: Campaign[];
  /** Properties that take one kind of value only, by name. */
  readonly definitions: Map<string, PropertyDefinition>;
  /** By E.164 phone number. */
  readonly customers: Map<string, Customer>;
  /** By conversation id. */
  readonly conversations: Map<string, Customer>;
  readonly webhooks: Map<number, Webhook>;
  readonly scheduled: Map<string, ScheduledSend>;
  readonly outbound: Outbound;
  addCustomer(customer: Omit<Customer, 'id'>): Customer;
  addMessage(message: Message): void;
  message(externalId: string): Message | undefined;
  /** All messages that are kept, oldest first. */
  messages(): readonly Message[];
  /** Messages of a conversation, oldest first. */
  thread(conversationId: string): readonly Message[];
  newWebhookId(): number;
  addDelivery(delivery: Omit<Delivery, 'id'>): Delivery;
  /** Takes a delivery that ended from the pending to the finished ones. */
  finishDelivery(delivery: Delivery): void;
  pendingDeliveries(): readonly Delivery[];
  /** All deliveries that are kept, oldest first. */
  deliveries(): readonly Delivery[];
  /** The whole world as data, ready to be written. */
  toData(): WorldData;
}

/** Builds the living world from validated data, which it takes over. */
export function createWorld(data: WorldData): World {
  const users = new Map(data.users.map((user) => [user.email.toLowerCase(), user]));
  const tags = new Set(data.tags.map((tag) => tag.name));
  const definitions = new Map(data.property_definitions.map((definition) => [definition.name, definition]));
  const customers = new Map(data.customers.map((customer) => [customer.phone_number, customer]));
  const conversations = new Map(data.customers.map((customer) => [customer.conversation_id, customer]));
  const webhooks = new Map(data.webhooks.map((webhook) => [webhook.id, webhook]));
  const scheduled = new Map(data.scheduled.map((send) => [send.id, send]));
  const messages = createMessages(data.messages);
  const deliveries = createDeliveries(data.deliveries);
  const outbound = createOutbound(data.outbound);
  let lastCustomerId = highestId(data.customers);
  const instances = data.outbound.instances;
  let lastWebhookId = highestId([...data.webhooks, ...instances.flatMap((instance) => instance.webhooks)]);

  const world: World = {
    company: data.company,
    settings: data.settings,
    away: data.away,
    doubleOptIn: data.double_opt_in,
    profileLinks: new Map(data.profile_links.map((link) => [link.token_hash, link])),
    clockOffsetMs: data.clockOffsetMs,
    users,
    tags,
    campaigns: data.campaigns,
    definitions,
    customers,
    conversations,
    webhooks,
    scheduled,
    outbound,
    addCustomer(fields) {
      lastCustomerId += 1;
      const customer = { id: lastCustomerId, ...fields };
      customers.set(customer.phone_number, customer);
      conversations.set(customer.conversation_id, customer);
      return customer;
    },
    newWebhookId() {
      lastWebhookId += 1;
      return lastWebhookId;
    },
    ...messages.access,
    ...deliveries.access,
    toData: () => ({
      version: 1,
      clockOffsetMs: world.clockOffsetMs,
      company: data.company,
      settings: data.settings,
      away: data.away,
      double_opt_in: data.double_opt_in,
      profile_links: [...world.profileLinks.values()],
      users: data.users,
      tags: data.tags,
      campaigns: data.campaigns,
      property_definitions: [...definitions.values()],
      customers: [...customers.values()],
      messages: messages.all(),
      scheduled: [...scheduled.values()],
      webhooks: [...webhooks.values()],
      deliveries: deliveries.access.deliveries(),
      outbound: outbound.toData(),
    }),
  };
  return world;
}

type MessageAccess = Pick<World, 'addMessage' | 'message' | 'messages' | 'thread'>;

function createMessages(initial: readonly Message[]): {
  all: () => Message[];
  access: MessageAccess;
} {
  const byExternalId = new Map<string, Message>();
  const threads = new Map<string, Message[]>();
  const all = (): Message[] => [...byExternalId.values()];
  const access: MessageAccess = {
    addMessage(message) {
      byExternalId.set(message.external_id, message);
      const thread = threads.get(message.conversation_id);
      if (thread === undefined) threads.set(message.conversation_id, [message]);
      else thread.push(message);
      if (byExternalId.size > MESSAGES_KEPT) forgetOldest();
    },
    message: (externalId) => byExternalId.get(externalId),
    messages: all,
    thread: (conversationId) => threads.get(conversationId) ?? [],
  };
  for (const message of initial) access.addMessage(message);
  return { all, access };

  function forgetOldest(): void {
    const [oldest] = byExternalId.values();
    if (oldest === undefined) return;
    byExternalId.delete(oldest.external_id);
    threads.get(oldest.conversation_id)?.shift();
  }
}

type DeliveryAccess = Pick<World, 'addDelivery' | 'finishDelivery' | 'pendingDeliveries'> & {
  deliveries(): Delivery[];
};

function createDeliveries(initial: readonly Delivery[]): { access: DeliveryAccess } {
  const pending = new Map<number, Delivery>();
  const finished = new Map<number, Delivery>();
  let lastId = highestId(initial);
  for (const delivery of initial) (delivery.state === 'pending' ? pending : finished).set(delivery.id, delivery);
  const access: DeliveryAccess = {
    addDelivery(fields) {
      lastId += 1;
      const delivery = { id: lastId, ...fields };
      pending.set(delivery.id, delivery);
      return delivery;
    },
    finishDelivery(delivery) {
      pending.delete(delivery.id);
      finished.set(delivery.id, delivery);
      const [oldest] = finished.keys();
      if (finished.size > DELIVERIES_KEPT && oldest !== undefined) finished.delete(oldest);
    },
    pendingDeliveries: () => [...pending.values()],
    deliveries: () => [...finished.values(), ...pending.values()].sort((a, b) => a.id - b.id),
  };
  return { access };
}
