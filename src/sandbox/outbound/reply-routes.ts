import { z } from 'zod';
import { refusal, reply } from '../http/reply.ts';
import { normalisePhone } from '../service/phone.ts';
import { outboundRoute } from './outbound-route.ts';
import type { OutboundRoute } from './outbound-route.ts';
import { isStopped } from './recipients.ts';
import { contactsWith, takeReply } from './replies.ts';
import { defaultSendingNumber } from './sending.ts';

/** What people with a phone do. */
export const REPLY_ROUTES: readonly OutboundRoute[] = [
  outboundRoute(
    ['post', '/replies', 'somebody texts back: STOP, START, or what nobody reads'],
    {
      takes: z.strictObject({ from: z.string(), to: z.string().optional(), text: z.string() }),
      sandboxOnly: true,
    },
    ({ sonar, instance }, input) => {
      const from = normalisePhone(input.from);
      const to = normalisePhone(input.to ?? defaultSendingNumber(instance));
      if (from === undefined || to === undefined) return refusal(400, 'Invalid Phone Number');
      const { outbound } = sonar.world;
      const numbers = outbound.instances.flatMap((each) =>
        each.sending_numbers.map(({ phone_number }) => phone_number),
      );
      if (!numbers.includes(to)) return refusal(404, 'No texts come from this number');
      const word = takeReply(sonar, from, to, input.text);
      const contacts = contactsWith(outbound, from).length;
      return reply(201, { word, phone_number: from, stopped: isStopped(outbound, from), contacts });
    },
  ),
];
