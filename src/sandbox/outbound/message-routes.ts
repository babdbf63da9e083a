import { z } from 'zod';
import { limit } from '../control/control-route.ts';
import { refusal, reply } from '../http/reply.ts';
import { withContact } from './account-routes.ts';
import { givenId, outboundRoute } from './outbound-route.ts';
import type { OutboundRoute } from './outbound-route.ts';
import { MESSAGE_KINDS, STATUSES } from './outbound-schema.ts';
import type { OutboundMessage } from './outbound-schema.ts';
import { whatIsMissing } from './preconditions.ts';
import { OBSTACLES, reach } from './recipients.ts';
import { countCharacters, countGsm, countSegments } from './segments.ts';
import { takeOn } from './sending.ts';
import { chooseSignature, renderSignature, signed } from './signatures.ts';
import { messageView } from './status-webhooks.ts';

const text = z.string().trim().min(1, 'a text is needed').max(1600);
const time = z.iso.datetime({ offset: true });

/** Sent texts, single ones, and what a text costs. */
export const MESSAGE_ROUTES: readonly OutboundRoute[] = [
  outboundRoute(
    ['get', '/messages', 'sent texts, newest first, narrowed and page by page'],
    {
      takes: z.strictObject({
        search: z.string().max(500).default(''),
        status: z.enum(STATUSES).optional(),
        kind: z.enum(MESSAGE_KINDS).optional(),
        account_id: givenId.optional(),
        mass_message_id: givenId.optional(),
        created_from: time.optional(),
        created_to: time.optional(),
        limit: limit(),
        offset: z.coerce.number().int().min(0).default(0),
        before: givenId.optional(),
      }),
      needs: ['View SMS messages'],
    },
    ({ instance }, { limit: most, offset, before = Infinity, ...narrowing }) => {
      const found = [...instance.messages.values()].filter((message) => fits(message, narrowing)).reverse();
      const rest = found.filter(({ id }) => id < before).slice(offset);
      const page = rest.slice(0, most);
      const next = rest.length > page.length ? (page.at(-1)?.id ?? null) : null;
      const { quiet_hours, timezone } = instance;
      const messages = page.map(messageView);
      return reply(200, { total: found.length, quiet_hours, timezone, messages, next_before: next });
    },
  ),
  outboundRoute(
    ['get', '/message', 'one sent text'],
    { takes: z.strictObject({ id: givenId }), needs: ['View SMS messages'] },
    ({ instance }, { id }) => {
      const message = instance.messages.get(id);
      return message === undefined ? refusal(404, 'Message not found') : reply(200, messageView(message));
    },
  ),
  outboundRoute(
    ['post', '/messages', 'one text to one contact, where the settings allow it'],
    {
      takes: z.strictObject({ contact_id: givenId, text, signature_id: givenId.optional() }),
      needs: ['Create a new SMS message', 'View SMS messages'],
    },
    (call, input) => {
      const { sonar, instance } = call;
      const missing = whatIsMissing(instance);
      if (missing !== undefined) return refusal(403, missing);
      if (!instance.direct_sends) return refusal(403, 'Texts are sent by triggers and mass messages only');
      const signature = chooseSignature(instance, input.signature_id, 'triggered');
      if (typeof signature === 'string') return refusal(400, signature);
      return withContact(call, input.contact_id, (contact, account) => {
        const found = reach({ outbound: sonar.world.outbound, instance }, contact);
        if ('obstacle' in found) return refusal(403, OBSTACLES[found.obstacle]);
        const body = signed(input.text, renderSignature(instance, signature));
        const recipient = { account, contact, number: found.number };
        const draft = { kind: 'direct' as const, recipient, body, savedMessage: null, massMessageId: null };
        return reply(202, takeOn(sonar, instance, [draft]).map(messageView)[0]);
      });
    },
  ),
  outboundRoute(
    ['post', '/segments', 'how many segments a text has with its signature, and what they cost'],
    { takes: z.strictObject({ text, signature_id: givenId.optional() }) },
    ({ instance }, input) => {
      const signature = instance.signatures.find(({ id }) => id === input.signature_id);
      if (input.signature_id !== undefined && signature === undefined) return refusal(404, 'Signature not found');
      const whole = signature === undefined ? input.text : signed(input.text, renderSignature(instance, signature));
      const segments = countSegments(whole, instance.segment_rule);
      return reply(200, {
        text: whole,
        rule: instance.segment_rule,
        characters: countCharacters(whole),
        segments,
        cost_cents: segments * instance.billing.price_per_segment_cents,
        rules: { '160_145': countSegments(whole, '160_145'), gsm: countGsm(whole) },
      });
    },
  ),
];

interface Narrowing extends Partial<Pick<OutboundMessage, 'status' | 'kind' | 'account_id' | 'mass_message_id'>> {
  readonly search: string;
  readonly created_from?: string | undefined;
  readonly created_to?: string | undefined;
}

function fits(message: OutboundMessage, wanted: { [K in keyof Narrowing]: Narrowing[K] | undefined }): boolean {
  const at = Date.parse(message.created_at);
  return (
    (wanted.status === undefined || message.status === wanted.status) &&
    (wanted.kind === undefined || message.kind === wanted.kind) &&
    (wanted.account_id === undefined || message.account_id === wanted.account_id) &&
    (wanted.mass_message_id === undefined || message.mass_message_id === wanted.mass_message_id) &&
    (wanted.created_from === undefined || at >= Date.parse(wanted.created_from)) &&
    (wanted.created_to === undefined || at <= Date.parse(wanted.created_to)) &&
    contains(message, wanted.search ?? '')
  );
}

/** Looks for a text in what the list shows. */
function contains({ recipient, related_entity, phone_number, body }: OutboundMessage, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  const columns = [recipient.name, recipient.contact_type, related_entity.name, phone_number, body];
  return columns.some((column) => column.toLowerCase().includes(wanted));
}
