import { z } from 'zod';
import { paging } from '../control/control-route.ts';
import { refusal, reply } from '../http/reply.ts';
import { withContact } from './account-routes.ts';
import { givenId, outboundRoute } from './outbound-route.ts';
import type { OutboundRoute } from './outbound-route.ts';
import { whatIsMissing } from './preconditions.ts';
import { OBSTACLES, reach } from './recipients.ts';
import { countCharacters, countGsm, countSegments } from './segments.ts';
import { takeOn } from './sending.ts';
import { fits, sentSearchShape } from './sent-search.ts';
import { chooseSignature, renderSignature, signed } from './signatures.ts';
import { messageView } from './status-webhooks.ts';

const text = z.string().trim().min(1, 'a text is needed').max(1600);

/** Sent texts, single ones, and what a text costs. */
export const MESSAGE_ROUTES: readonly OutboundRoute[] = [
  outboundRoute(
    ['get', '/messages', 'sent texts, newest first, narrowed and page by page'],
    {
      takes: z.strictObject({
        ...sentSearchShape,
        ...paging,
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
        const segments = countSegments(body, instance.segment_rule);
        const draft = { kind: 'direct' as const, recipient, body, segments, savedMessage: null, massMessageId: null };
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
