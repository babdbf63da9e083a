import type { Collection } from '../../core/json.ts';
import { assigneeOf } from '../service/customers.ts';
import { newUuid } from '../service/identifiers.ts';
import type { Happening } from '../service/sonar.ts';
import type { Customer, EventName } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';

type PayloadPart = (world: World, happening: Happening) => Collection;

/** Which parts the payload of an event is made of, besides `uuid`, `action` and `company_publishable_key`. */
const PARTS: Readonly<Record<EventName, readonly PayloadPart[]>> = {
  new_unassigned_message: [messagePart, contactPart],
  new_assigned_message: [messagePart, contactPart, userPart],
  outbound_message: [messagePart, contactPart, userPart],
  user_assignment: [conversationPart, profilePart, userPart],
  customer_created: [profilePart],
  customer_subscribed: [profilePart],
  customer_unsubscribed: [profilePart],
  tag_added_to_message: [messagePart, contactPart],
  tag_removed_from_message: [messagePart, contactPart],
  double_opt_in: [profilePart],
  customer_state_changed: [conversationPart, profilePart],
};

/** The body one webhook gets for an event; each call makes a `uuid` of its own, the same on every retry. */
export function payloadOf(world: World, event: EventName, happening: Happening): Collection {
  const parts = PARTS[event].map((part) => part(world, happening));
  return {
    uuid: newUuid(),
    action: event,
    company_publishable_key: world.company.publishableKey,
    ...Object.assign({}, ...parts),
    ...happening.also,
  };
}

function messagePart(world: World, { customer, message }: Happening): Collection {
  if (message === undefined) return {};
  const user = assigneeOf(world, customer);
  const ours = user === null ? world.company.name : fullName(user, user.email);
  const theirs = fullName(customer, customer.phone_number);
  const inbound = message.direction === 'inbound';
  return {
    message_id: message.message_id,
    external_id: message.external_id,
    conversation_id: message.conversation_id,
    text: message.text,
    from_name: inbound ? theirs : ours,
    to_name: inbound ? ours : theirs,
    link: `https://sandbox.sendsonar.com/threads/${message.conversation_id}`,
    media_url: message.media_url,
    tags: [...message.tags],
    created_at: message.created_at,
  };
}

function contactPart(_world: World, { customer }: Happening): Collection {
  const { first_name, last_name, phone_number, email } = customer;
  return { customer: { first_name, last_name, phone_number, email } };
}

function profilePart(_world: World, { customer }: Happening): Collection {
  const { phone_number, first_name, last_name, email, subscribed, unsubscribed_at, properties, external_id } = customer;
  const profile = { phone_number, first_name, last_name, email, subscribed, unsubscribed_at, external_id };
  return { customer: { ...profile, properties: { ...properties } } };
}

function userPart(world: World, { customer }: Happening): Collection {
  return { user: assigneeOf(world, customer) };
}

function conversationPart(_world: World, { customer }: Happening): Collection {
  return { conversation_id: customer.conversation_id };
}

function fullName(person: Pick<Customer, 'first_name' | 'last_name'>, otherwise: string): string {
  return [person.first_name, person.last_name].filter((part) => part !== null && part !== '').join(' ') || otherwise;
}
