import { timestamp } from '../service/sonar.ts';
import type { Sonar } from '../service/sonar.ts';
import { isStopped } from './recipients.ts';
import type { Recipient } from './recipients.ts';
import type { Contact, OutboundMessage, Status } from './outbound-schema.ts';
import type { Instance } from './outbound-world.ts';
import { quietUntil } from './quiet-hours.ts';
import { rejectReason } from './reject-reasons.ts';
import { publishStatus } from './status-webhooks.ts';

/** A text to one contact, with its signature. */
export interface Draft {
  readonly kind: OutboundMessage['kind'];
  readonly recipient: Recipient;
  readonly body: string;
  /** What it is charged for. */
  readonly segments: number;
  readonly savedMessage: string | null;
  readonly massMessageId: number | null;
}

/** What happens to a text and how long it waits for the next step, in milliseconds; null when it was the last one. */
interface Step {
  readonly status: Status;
  readonly reason: string | null;
  readonly waitMs: number | null;
}

/** Takes texts on: they are `Pending` until the service looks at them, triggered ones until quiet hours end. */
export function takeOn(sonar: Sonar, instance: Instance, drafts: readonly Draft[]): readonly OutboundMessage[] {
  const added = drafts.map((draft) => instance.addMessage(newMessage(sonar, instance, draft)));
  for (const message of added) plan(sonar, instance, message);
  return added;
}

/** Sees to everything under way, after a start or when quiet hours or the time zone were changed. */
export function resumeSending(sonar: Sonar, instance: Instance): void {
  for (const message of instance.underWay.values()) {
    if (message.status === 'Pending') hold(sonar, instance, message);
    plan(sonar, instance, message);
  }
}

function newMessage(sonar: Sonar, instance: Instance, draft: Draft): Omit<OutboundMessage, 'id'> {
  const { account, contact, number } = draft.recipient;
  const now = timestamp(sonar);
  const message: Omit<OutboundMessage, 'id'> = {
    kind: draft.kind,
    account_id: account.id,
    contact_id: contact.id,
    recipient: { name: contact.name, contact_type: contact.contact_type },
    related_entity: { kind: account.kind, id: account.id, name: account.name },
    phone_number: number,
    sending_number: defaultSendingNumber(instance),
    body: draft.body,
    segments: draft.segments,
    charge_cents: 0,
    status: 'Pending',
    reject_reason: null,
    saved_message: draft.savedMessage,
    mass_message_id: draft.massMessageId,
    held_until: null,
    next_at: now,
    created_at: now,
    updated_at: now,
  };
  hold(sonar, instance, message);
  return message;
}

/** The number every text comes from. */
export function defaultSendingNumber({ sending_numbers }: Instance): string {
  const found = sending_numbers.find((each) => each.default) ?? sending_numbers[0];
  return found?.phone_number ?? '';
}

/** Only triggered texts wait for the end of quiet hours. */
function hold(sonar: Sonar, instance: Instance, message: Omit<OutboundMessage, 'id'>): void {
  const until = message.kind === 'triggered' ? quietUntil(instance, sonar.clock.now()) : undefined;
  message.held_until = until === undefined ? null : new Date(until).toISOString();
  message.next_at = message.held_until ?? timestamp(sonar);
}

/** One timer for all texts that go on at the same time. */
function plan(sonar: Sonar, instance: Instance, { next_at }: OutboundMessage): void {
  if (next_at === null || instance.planned.has(next_at)) return;
  instance.planned.add(next_at);
  sonar.later(next_at, () => {
    instance.planned.delete(next_at);
    goOn(sonar, instance);
  });
}

function goOn(sonar: Sonar, instance: Instance): void {
  const now = timestamp(sonar);
  for (const message of instance.underWay.values()) {
    if (message.next_at === null || message.next_at > now) continue;
    const step = STEPS[message.status]?.(sonar, instance, message);
    if (step !== undefined) take(sonar, instance, message, step);
    plan(sonar, instance, message);
  }
}

function take(sonar: Sonar, instance: Instance, message: OutboundMessage, { status, reason, waitMs }: Step): void {
  const previous = message.status;
  const now = sonar.clock.now();
  message.status = status;
  message.reject_reason = reason;
  message.held_until = null;
  message.updated_at = timestamp(sonar);
  message.next_at = waitMs === null ? null : new Date(now + waitMs).toISOString();
  if (message.next_at === null) instance.finish(message);
  publishStatus(sonar, instance, message, previous);
}

/** What comes after each status; a status without an entry is the last one. */
const STEPS: Readonly<
  Partial<Record<Status, (sonar: Sonar, instance: Instance, message: OutboundMessage) => Step | undefined>>
> = {
  Pending(sonar, instance, message) {
    hold(sonar, instance, message);
    if (message.held_until !== null) return undefined;
    if (isStopped(sonar.world.outbound, message.phone_number)) {
      return { status: 'Failed', reason: 'The number replied STOP while the text waited', waitMs: null };
    }
    if (instance.billing.balance_cents <= 0) {
      return { status: 'Insufficient funds', reason: 'The balance is used up', waitMs: null };
    }
    message.charge_cents = message.segments * instance.billing.price_per_segment_cents;
    instance.billing.balance_cents -= message.charge_cents;
    return { status: 'In Progress', reason: null, waitMs: halfOfDelivery(instance) };
  },
  'In Progress': (_sonar, instance) => ({ status: 'Sent', reason: null, waitMs: halfOfDelivery(instance) }),
  Sent(_sonar, instance, message) {
    const contact = contactOf(instance, message);
    const code = contact?.carrier_code ?? null;
    if (contact !== undefined) contact.delivery_failed = code;
    if (code === null) return { status: 'Delivered', reason: null, waitMs: null };
    return { status: 'Failed', reason: rejectReason(code), waitMs: null };
  },
};

function halfOfDelivery({ delivery_seconds }: Instance): number {
  return delivery_seconds * 500;
}

function contactOf({ accounts }: Instance, message: OutboundMessage): Contact | undefined {
  const account = accounts.find(({ id }) => id === message.account_id);
  return account?.contacts.find(({ id }) => id === message.contact_id);
}
