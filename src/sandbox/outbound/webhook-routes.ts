import { z } from 'zod';
import { refusal, reply, success } from '../http/reply.ts';
import { timestamp } from '../service/sonar.ts';
import { removeById } from '../world/numbered.ts';
import { givenId, outboundRoute } from './outbound-route.ts';
import type { OutboundRoute } from './outbound-route.ts';
import { STATUS_CHANGED } from './outbound-schema.ts';
import type { StatusWebhook } from './outbound-schema.ts';
import { nothing } from './settings-routes.ts';

const url = z.url({ protocol: /^https?$/, error: 'an http or https address' });

/** Webhooks that hear of every new status of a text. */
export const WEBHOOK_ROUTES: readonly OutboundRoute[] = [
  outboundRoute(
    ['get', '/webhooks', 'the webhooks'],
    { takes: nothing(), needs: ['View SMS messages'] },
    ({ instance }) => reply(200, instance.webhooks),
  ),
  outboundRoute(
    ['post', '/webhooks', 'registers a webhook'],
    {
      takes: z.strictObject({
        name: z.string().trim().min(1).max(200),
        url,
        event: z.literal(STATUS_CHANGED).default(STATUS_CHANGED),
        active: z.boolean().default(true),
      }),
      needs: ['View SMS messages'],
    },
    ({ sonar, instance }, input) => {
      const webhook: StatusWebhook = { id: sonar.world.newWebhookId(), ...input, created_at: timestamp(sonar) };
      instance.webhooks.push(webhook);
      return reply(201, webhook);
    },
  ),
  outboundRoute(
    ['delete', '/webhooks', 'removes a webhook'],
    { takes: z.strictObject({ id: givenId }), needs: ['View SMS messages'] },
    ({ instance }, { id }) => (removeById(instance.webhooks, id) ? success(200) : refusal(404, 'Webhook not found')),
  ),
];
