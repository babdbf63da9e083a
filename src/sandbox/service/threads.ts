import { settleDelivery } from './delivery-failed.ts';
import { newExternalId, newUuid } from './identifiers.ts';
import { timestamp } from './sonar.ts';
import type { Sonar } from './sonar.ts';
import type { Customer, Message, ThreadState, User } from '../world/world-schema.ts';

/** Adds a customer nobody has seen yet and tells the webhooks. The number is in E.164 and not taken. */
export function createCustomer(sonar: Sonar, phoneNumber: string, fields: Partial<Customer> = {}): Customer {
  const now = timestamp(sonar);
  const subscribed = fields.subscribed ?? true;
  const customer = sonar.world.addCustomer({
    email: null,
    first_name: null,
    last_name: null,
    picture_url: null,
    zip_code: null,
    timezone: null,
    external_id: null,
    assigned_phone_number: null,
    carrier_code: null,
    away_sent_at: null,
    opt_in: null,
    properties: {},
    ...fields,
    phone_number: phoneNumber,
    subscribed,
    unsubscribed_at: subscribed ? null : now,
    assignee: null,
    state: 'replied',
    conversation_id: newUuid(),
    created_at: now,
  });
  sonar.publish('customer_created', { customer });
  return customer;
}

/** Subscribes or unsubscribes a customer; says so to the webhooks only when it changes. */
export function setSubscribed(sonar: Sonar, customer: Customer, subscribed: boolean): void {
  if (customer.subscribed === subscribed) return;
  customer.subscribed = subscribed;
  customer.unsubscribed_at = subscribed ? null : timestamp(sonar);
  sonar.publish(subscribed ? 'customer_subscribed' : 'customer_unsubscribed', { customer });
}

/** Gives a customer to a user, or to nobody. */
export function assign(sonar: Sonar, customer: Customer, user: User | undefined): void {
  if (customer.assignee === (user?.email ?? null)) return;
  customer.assignee = user?.email ?? null;
  if (user !== undefined) sonar.publish('user_assignment', { customer });
}

/** Moves a customer's thread to a state; closing it also takes it from its user. */
export function setState(sonar: Sonar, customer: Customer, state: ThreadState): void {
  if (state === 'closed') assign(sonar, customer, undefined);
  if (customer.state === state) return;
  const previous = customer.state;
  customer.state = state;
  sonar.publish('customer_state_changed', { customer, also: { state, previous_state: previous } });
}

/** What a new message consists of besides its ids. */
export interface Writing {
  readonly text: string | null;
  readonly mediaUrl: string | null;
  readonly tags?: readonly string[];
  readonly campaignId?: number;
  /** Sent by the system: it answers nobody's question, so a waiting thread goes on waiting. */
  readonly automatic?: boolean;
}

/** Sends a message to a customer: it joins the thread, answers it when it waited, and is told to the webhooks. */
export function sendOut(sonar: Sonar, customer: Customer, writing: Writing): Message {
  const message = addMessage(sonar, customer, { ...writing, direction: 'outbound' });
  if (customer.state === 'unreplied' && writing.automatic !== true) setState(sonar, customer, 'replied');
  sonar.publish('outbound_message', { customer, message });
  settleDelivery(customer, message, customer.carrier_code);
  return message;
}

/** Takes in a message from a customer: a closed thread opens again, and the words for it end the subscription. */
export function takeIn(sonar: Sonar, customer: Customer, writing: Writing): Message {
  countResponse(sonar, customer);
  const message = addMessage(sonar, customer, { ...writing, direction: 'inbound' });
  setState(sonar, customer, 'unreplied');
  sonar.publish(customer.assignee === null ? 'new_unassigned_message' : 'new_assigned_message', { customer, message });
  if (isUnsubscribeKeyword(writing.text ?? '')) setSubscribed(sonar, customer, false);
  return message;
}

/** An inbound message right after a campaign's text is a response to that campaign. */
function countResponse(sonar: Sonar, customer: Customer): void {
  const last = sonar.world.thread(customer.conversation_id).at(-1);
  const campaign = sonar.world.campaigns.find((each) => each.id === last?.campaign_id);
  if (campaign !== undefined) campaign.responses += 1;
}

const UNSUBSCRIBE_KEYWORDS: ReadonlySet<string> = new Set([
  'stop',
  'unsubscribe',
  'end',
  'cancel',
  'quit',
  'stopall',
  'stop messaging',
  'stop texting',
  'stop texting me',
  'stop messaging me',
  'leave me alone',
  'wrong number',
  'do not contact me',
]);

/** Whether a whole inbound text is one of the 13 keywords, with or without one final "!", in any case. */
export function isUnsubscribeKeyword(text: string): boolean {
  return UNSUBSCRIBE_KEYWORDS.has(text.trim().toLowerCase().replace(/!$/, ''));
}

function addMessage(
  sonar: Sonar,
  customer: Customer,
  writing: Writing & { readonly direction: Message['direction'] },
): Message {
  const message: Message = {
    message_id: newUuid(),
    external_id: newExternalId(),
    conversation_id: customer.conversation_id,
    direction: writing.direction,
    text: writing.text,
    media_url: writing.mediaUrl,
    tags: [...(writing.tags ?? [])],
    campaign_id: writing.campaignId ?? null,
    failure_code: null,
    created_at: timestamp(sonar),
  };
  customer.assigned_phone_number ??= sonar.world.company.phoneNumber;
  sonar.world.addMessage(message);
  return message;
}
