import { z } from 'zod';
import { refusal, reply } from '../http/reply.ts';
import { settleDelivery } from '../service/delivery-failed.ts';
import { route, shown, withCustomer } from './control-route.ts';
import type { ControlRoute } from './control-route.ts';

/** A code of the carrier, or null when it has nothing against it. */
export const carrierCode = z
  .string()
  .regex(/^\d{4,5}$/, 'a code of four or five digits, for example 4750, or null')
  .nullable();

/** What a phone company does with messages. */
export const CARRIER_ROUTES: readonly ControlRoute[] = [
  route(
    ['post', '/customers/carrier', 'what the carrier does with every message to a customer'],
    z.strictObject({ phone_number: z.string(), code: carrierCode }),
    ({ sonar }, input) =>
      withCustomer(sonar(), input.phone_number, (customer) => {
        customer.carrier_code = input.code;
        return reply(200, { ...shown(sonar(), customer), carrier_code: input.code });
      }),
  ),
  route(
    ['post', '/messages/outcome', 'a message was delivered after all, or was not'],
    z.strictObject({ external_id: z.string(), code: carrierCode }),
    ({ sonar }, input) => {
      const { world } = sonar();
      const message = world.message(input.external_id);
      const customer = world.conversations.get(message?.conversation_id ?? '');
      if (message === undefined || customer === undefined) return refusal(404, 'Message not found');
      if (message.direction === 'inbound') return refusal(400, 'The message came from the customer');
      settleDelivery(customer, message, input.code);
      return reply(200, { message, customer: shown(sonar(), customer) });
    },
  ),
];
