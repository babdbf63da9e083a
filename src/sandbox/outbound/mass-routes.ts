import { z } from 'zod';
import { refusal, reply } from '../http/reply.ts';
import { prepareMass } from './mass-message.ts';
import { outageProblem } from './outage.ts';
import { givenId, outboundRoute } from './outbound-route.ts';
import type { OutboundCall, OutboundRoute } from './outbound-route.ts';
import type { Account } from './outbound-schema.ts';
import { whatIsMissing } from './preconditions.ts';
import { savedMessage, savedMessages, unknownVariable } from './saved-messages.ts';
import type { AccountFilter } from './saved-messages.ts';
import { takeOn } from './sending.ts';
import { chooseSignature } from './signatures.ts';
import { messageView } from './status-webhooks.ts';
import { nothing } from './settings-routes.ts';

/** Texts the answer to a mass message shows; the list has all of them. */
const MESSAGES_SHOWN = 100;

const time = z.iso.datetime({ offset: true });

const filtersSchema = z.strictObject({
  status: z.string().optional(),
  network_site: z.string().optional(),
  account_ids: z.array(givenId).optional(),
});
type Filters = z.infer<typeof filtersSchema>;

/** Saved messages, and what sends one to many accounts. */
export const MASS_ROUTES: readonly OutboundRoute[] = [
  outboundRoute(
    ['get', '/saved_messages', 'the saved messages, with the inputs and filters each asks for'],
    { takes: nothing() },
    ({ instance }) => reply(200, savedMessages(instance)),
  ),
  outboundRoute(
    ['post', '/saved_messages', 'changes the text of a saved message'],
    {
      takes: z.strictObject({ name: z.string(), body: z.string().trim().min(1).max(1600) }),
      needs: ['Update the SMS settings'],
    },
    ({ instance }, { name, body }) => {
      const saved = savedMessage(instance, name);
      if (saved === undefined) return refusal(404, 'Saved message not found');
      const unknown = unknownVariable(saved, body);
      if (unknown !== undefined) return refusal(400, `body: "${name}" has no variable |${unknown}|`);
      instance.saved_messages = [...instance.saved_messages.filter((each) => each.name !== name), { name, body }];
      return reply(200, { ...saved, body });
    },
  ),
  outboundRoute(
    ['post', '/mass_messages', 'says whom a mass message would reach; with confirm it is sent'],
    {
      takes: z.strictObject({
        saved_message: z.string(),
        signature_id: givenId.optional(),
        outage_start: time.optional(),
        outage_end: time.optional(),
        filters: filtersSchema.default({}),
        confirm: z.boolean().default(false),
      }),
      needs: ['Create a new SMS message', 'View SMS messages'],
    },
    async (call, { saved_message, signature_id, outage_start, outage_end, filters, confirm }) => {
      const { sonar, instance } = call;
      const missing = whatIsMissing(instance);
      if (missing !== undefined) return refusal(403, missing);
      const saved = savedMessage(instance, saved_message);
      if (saved?.kind !== 'mass') return refusal(400, `saved_message: "${saved_message}" is not for mass messages`);
      const times = { outage_start, outage_end };
      const problem = outageProblem(saved, times) ?? filterProblem(saved.filters, filters);
      if (problem !== undefined) return refusal(400, problem);
      const signature = chooseSignature(instance, signature_id, 'mass');
      if (typeof signature === 'string') return refusal(400, signature);
      const order = { saved, signature, times, accounts: accountsFor(call, filters) };
      const { drafts, summary } = await prepareMass({ outbound: sonar.world.outbound, instance }, order);
      if (!confirm) return reply(200, { confirmed: false, ...summary });
      if (drafts.length === 0) return refusal(400, 'The message reaches nobody; look at the filters and at SMS Opt In');
      instance.last_mass_message_id += 1;
      const id = instance.last_mass_message_id;
      const messages = takeOn(
        sonar,
        instance,
        drafts.map((draft) => ({ ...draft, massMessageId: id })),
      );
      return reply(202, {
        confirmed: true,
        id,
        ...summary,
        messages: messages.slice(0, MESSAGES_SHOWN).map(messageView),
      });
    },
  ),
];

/** The choice of a saved message decides what its accounts can be narrowed by. */
function filterProblem(offered: readonly AccountFilter[], filters: Filters): string | undefined {
  const names = Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : name));
  const wrong = names.find((name) => !offered.some((filter) => filter === name));
  return wrong === undefined ? undefined : `filters.${wrong} is not offered for this saved message`;
}

function accountsFor({ instance }: OutboundCall, { status, network_site, account_ids }: Filters): readonly Account[] {
  return instance.accounts
    .filter(({ kind }) => kind === 'account')
    .filter((each) => status === undefined || each.status === status)
    .filter((each) => network_site === undefined || each.network_site === network_site)
    .filter((each) => account_ids === undefined || account_ids.includes(each.id));
}
