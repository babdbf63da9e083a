import { ownValue } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import { companyRefusal } from './company.ts';
import { invalidPhone } from './customers.ts';
import { normalisePhone } from './phone.ts';
import { refusal, reply } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { ApiCall, Sonar } from './sonar.ts';
import { unknownTag } from './tags.ts';
import { bringIn } from '../automation/double-opt-in.ts';
import { assign, sendOut } from './threads.ts';
import { isBlank, optional, readParameters, required, text, textList, webAddress } from '../http/validate.ts';
import type { Values } from '../http/validate.ts';
import type { Customer, User } from '../world/world-schema.ts';

/** The same text to the same customer is prevented for this long. */
const DUPLICATE_WINDOW_MS = 7_000;

const WITH_TEXT = {
  text: required(text),
  to: required(text),
  media_url: optional(webAddress),
  tag_names: optional(textList),
};
const WITH_MEDIA = { ...WITH_TEXT, text: optional(text, 'is empty') };

/** POST /messages: 202 when it goes out, 200 when the customer is unsubscribed and nothing is sent. */
export function sendMessage(call: ApiCall): Reply {
  return send(call, undefined);
}

/**
 * A reply a person writes. It reaches unsubscribed customers as well, and whoever answers a customer of nobody looks
 * after them from then on.
 */
export function replyAs(call: ApiCall, person: User): Reply {
  return send(call, person);
}

function send({ sonar, params }: ApiCall, person: User | undefined): Reply {
  const read = readParameters(params, declarationFor(sonar, params));
  if (!read.ok) return read.reply;
  const phone = normalisePhone(read.values.to);
  if (phone === undefined) return invalidPhone(sonar.world);
  const missing = (read.values.tag_names ?? []).find((name) => !sonar.world.tags.has(name));
  if (missing !== undefined) return unknownTag(missing);
  const recipient = recipientOf(sonar, phone);
  return recipient.ok ? deliver(sonar, { customer: recipient.customer, person }, read.values) : recipient.reply;
}

/**
 * The customer a message goes to, added when the number is new; or the refusal when the company may not send,
 * or not to new customers.
 */
export function recipientOf(
  sonar: Sonar,
  phone: string,
): { readonly ok: true; readonly customer: Customer } | { readonly ok: false; readonly reply: Reply } {
  const known = sonar.world.customers.get(phone);
  const refused =
    companyRefusal(sonar.world, 'message') ??
    (known === undefined ? companyRefusal(sonar.world, 'new customer') : undefined);
  if (refused !== undefined) return { ok: false, reply: refused };
  return { ok: true, customer: known ?? bringIn(sonar, phone) };
}

/** The answer to a text that goes out or, to an unsubscribed customer, does not; `to` is echoed as it was sent. */
export function outcome(to: string, text: string | null, status: 'queued' | 'unsubscribed'): Reply {
  return reply(status === 'queued' ? 202 : 200, { to, text, status });
}

/** A text may be left out beside a picture, though never be blank; the server of 2014 always wanted one. */
function declarationFor(sonar: Sonar, params: Collection): typeof WITH_TEXT | typeof WITH_MEDIA {
  const hasMedia = !isBlank(ownValue(params, 'media_url'));
  return hasMedia && sonar.world.settings.server !== '2014' ? WITH_MEDIA : WITH_TEXT;
}

interface Parties {
  readonly customer: Customer;
  /** Who writes; a call when nobody does. */
  readonly person: User | undefined;
}

function deliver(
  sonar: Sonar,
  { customer, person }: Parties,
  values: Values<typeof WITH_TEXT | typeof WITH_MEDIA>,
): Reply {
  const body = values.text ?? null;
  const mediaUrl = values.media_url ?? null;
  if (!customer.subscribed && person === undefined) return outcome(values.to, body, 'unsubscribed');
  if (person === undefined && wasJustSent(sonar, customer, body ?? mediaUrl))
    return refusal(sonar.world.settings.duplicateStatus, 'Forbidden');
  if (person !== undefined && customer.assignee === null) assign(sonar, customer, person);
  sendOut(sonar, customer, { text: body, mediaUrl, tags: [...new Set(values.tag_names)] });
  return outcome(values.to, body, 'queued');
}

function wasJustSent(sonar: Sonar, customer: Customer, content: string | null): boolean {
  const since = sonar.clock.now() - DUPLICATE_WINDOW_MS;
  const thread = sonar.world.thread(customer.conversation_id);
  for (let index = thread.length - 1; index >= 0; index -= 1) {
    const message = thread[index];
    if (message === undefined || Date.parse(message.created_at) <= since) return false;
    if (message.direction === 'outbound' && (message.text ?? message.media_url) === content) return true;
  }
  return false;
}
