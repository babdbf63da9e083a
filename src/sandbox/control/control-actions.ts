import { z } from 'zod';
import { AUTOMATION_ROUTES } from '../automation/automation-routes.ts';
import { CAMPAIGN_ROUTES } from '../campaigns/campaign-routes.ts';
import { faultSchema } from './faults.ts';
import { AGENT_ROUTES } from './agent-routes.ts';
import { CARRIER_ROUTES } from './carrier-routes.ts';
import { limit, route, shown, withCustomer, withNumber } from './control-route.ts';
import type { ControlParts, ControlRoute } from './control-route.ts';
import { IMPORT_ROUTES } from '../csv/import-routes.ts';
import { LIST_ROUTES } from './list-routes.ts';
import { OUTBOUND_CONTROL_ROUTES } from '../outbound/outbound-control.ts';
import { DEFINITION_ROUTES } from '../properties/definition-routes.ts';
import { newToken } from '../service/identifiers.ts';
import { refusal, reply, success } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { Sonar } from '../service/sonar.ts';
import { freeNumber, makeHappen, newcomer } from '../service/occurrences.ts';
import { tagMessage, untagMessage } from '../service/tags.ts';
import { receive } from '../automation/receive.ts';
import { assign, createCustomer, setState } from '../service/threads.ts';
import {
  COMPANY_STATES,
  DELIVERED_EVENTS,
  EVENTS,
  settingsChangeSchema,
  THREAD_STATES,
} from '../world/world-schema.ts';
import type { EventName } from '../world/world-schema.ts';

const phoneNumber = z.string();

/** Every control route below /__sandbox, except the overview. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
  route(['get', '/state', 'the world: company, customers, messages, webhooks'], z.strictObject({}), ({ sonar }) => {
    const { deliveries, ...world } = sonar().world.toData();
    const now = new Date(sonar().clock.now()).toISOString();
    return reply(200, { now, ...world, deliveries: countByState(deliveries) });
  }),
  route(['post', '/reset', 'back to the seed'], z.strictObject({}), async ({ reset }) => {
    await reset();
    return success(200);
  }),
  route(
    ['post', '/messages/receive', 'a message from a customer comes in'],
    z
      .strictObject({ phone_number: phoneNumber, text: z.string().nullish(), media_url: z.url().nullish() })
      .refine((input) => Boolean(input.text?.trim()) || Boolean(input.media_url), {
        message: 'text or media_url must be given',
      }),
    ({ sonar }, input) =>
      withNumber(sonar(), input.phone_number, (phone) => {
        const customer = sonar().world.customers.get(phone) ?? createCustomer(sonar(), phone);
        const message = receive(sonar(), customer, { text: input.text ?? null, mediaUrl: input.media_url ?? null });
        return reply(201, { message, customer: shown(sonar(), customer) });
      }),
  ),
  route(
    ['post', '/events', 'makes an event happen, to a new customer or a given one'],
    z.strictObject({
      event: z.enum(EVENTS),
      phone_number: phoneNumber.optional(),
      text: z.string().trim().min(1).max(1600).default('A test message.'),
    }),
    ({ sonar }, { event, phone_number, text }) =>
      withNumber(sonar(), phone_number ?? freeNumber(sonar()), (phone) => {
        const known = sonar().world.customers.get(phone);
        if (known !== undefined && event === 'customer_created') return refusal(400, 'The customer exists already');
        const customer = known ?? newcomer(sonar(), event, phone);
        makeHappen(sonar(), event, { customer, text });
        return reply(201, { event, webhooks: listenersOf(sonar(), event), customer: shown(sonar(), customer) });
      }),
  ),
  route(
    ['post', '/customers/assign', 'gives a customer to a user, or to nobody with null'],
    z.strictObject({ phone_number: phoneNumber, user_email: z.string().nullable() }),
    ({ sonar }, input) =>
      withCustomer(sonar(), input.phone_number, (customer) => {
        const user = input.user_email === null ? undefined : sonar().world.users.get(input.user_email.toLowerCase());
        if (input.user_email !== null && user === undefined) return refusal(404, 'User not found');
        assign(sonar(), customer, user);
        return reply(200, shown(sonar(), customer));
      }),
  ),
  route(
    ['post', '/customers/state', 'moves a thread to unreplied, replied or closed'],
    z.strictObject({ phone_number: phoneNumber, state: z.enum(THREAD_STATES) }),
    ({ sonar }, input) =>
      withCustomer(sonar(), input.phone_number, (customer) => {
        setState(sonar(), customer, input.state);
        return reply(200, shown(sonar(), customer));
      }),
  ),
  route(['post', '/messages/tag', 'puts a tag on a message'], tagging(), ({ sonar }, input) =>
    tagMessage(sonar(), input.external_id, input.tag_name),
  ),
  route(['post', '/messages/untag', 'takes a tag off a message'], tagging(), ({ sonar }, input) =>
    untagMessage(sonar(), input.external_id, input.tag_name),
  ),
  route(
    ['get', '/deliveries', 'webhook deliveries, newest first'],
    z.strictObject({
      state: z.enum(['pending', 'delivered', 'given_up']).optional(),
      event: z.enum(DELIVERED_EVENTS).optional(),
      webhook_id: z.coerce.number().int().optional(),
      limit: limit(),
    }),
    ({ sonar }, input) => {
      const found = sonar()
        .world.deliveries()
        .filter((each) => input.state === undefined || each.state === input.state)
        .filter((each) => input.event === undefined || each.event === input.event)
        .filter((each) => input.webhook_id === undefined || each.webhook_id === input.webhook_id);
      return reply(200, { total: found.length, deliveries: found.slice(-input.limit).reverse() });
    },
  ),
  route(
    ['get', '/requests', 'calls of the API, newest first'],
    z.strictObject({ limit: limit() }),
    ({ log }, input) => {
      const calls = log.list();
      return reply(200, { total: calls.length, requests: calls.slice(0, input.limit) });
    },
  ),
  route(['get', '/faults', 'the faults that are set'], z.strictObject({}), ({ faults }) => reply(200, faults.list())),
  route(['post', '/faults', 'sets a fault'], faultSchema, ({ faults }, input) => {
    faults.add(input);
    return reply(201, faults.list());
  }),
  route(
    ['delete', '/faults', 'removes all faults, or the one with an id'],
    z.strictObject({ id: z.int().optional() }),
    ({ faults }, { id }) => {
      if (id === undefined) faults.clear();
      else if (!faults.remove(id)) return refusal(404, 'Fault not found; it may have been used up');
      return success(200);
    },
  ),
  route(
    ['post', '/company', 'puts the account into a state'],
    z.strictObject({ state: z.enum(COMPANY_STATES) }),
    ({ sonar }, input) => {
      sonar().world.company.state = input.state;
      return reply(200, { name: sonar().world.company.name, state: input.state });
    },
  ),
  route(
    ['post', '/company/token', 'gives the account a new private token; the old one is refused from then on'],
    z.strictObject({}),
    ({ sonar }) => {
      const token = newToken();
      sonar().world.company.token = token;
      return reply(200, { token });
    },
  ),
  route(
    ['post', '/settings', 'changes what is assumed about undocumented answers'],
    settingsChangeSchema,
    ({ sonar }, input) => {
      const { world } = sonar();
      Object.assign(world.settings, input);
      return reply(200, world.settings);
    },
  ),
  route(
    ['post', '/clock', 'moves the time on'],
    z.strictObject({
      advanceMs: z
        .number()
        .min(0)
        .max(10 * 365 * 86_400_000),
    }),
    async ({ sonar, advance }, input) => {
      await advance(input.advanceMs);
      return reply(200, { now: new Date(sonar().clock.now()).toISOString() });
    },
  ),
  ...LIST_ROUTES,
  ...AGENT_ROUTES,
  ...CARRIER_ROUTES,
  ...IMPORT_ROUTES,
  ...CAMPAIGN_ROUTES,
  ...AUTOMATION_ROUTES,
  ...DEFINITION_ROUTES,
  ...OUTBOUND_CONTROL_ROUTES,
];

/** GET /__sandbox: where everything is, and what there is to call. */
export function overview({ sonar, url, temporary }: ControlParts): Reply {
  const { world, clock } = sonar();
  return reply(200, {
    name: 'Sonar sandbox',
    api_base: `${url}/api`,
    temporary,
    token: world.company.token,
    publishable_key: world.company.publishableKey,
    company: { name: world.company.name, state: world.company.state },
    now: new Date(clock.now()).toISOString(),
    customers: world.customers.size,
    webhooks: world.webhooks.size,
    deliveries: countByState(world.deliveries()),
    control_routes: CONTROL_ROUTES.map(
      ({ method, path, summary }) => `${method.toUpperCase()} /__sandbox${path}: ${summary}`,
    ),
  });
}

function tagging(): z.ZodType<{ external_id: string; tag_name: string }> {
  return z.strictObject({ external_id: z.string(), tag_name: z.string() });
}

/** How many webhooks hear of an event. */
function listenersOf({ world }: Sonar, event: EventName): number {
  return [...world.webhooks.values()].filter(({ active, settings }) => active && settings[event]).length;
}

function countByState(deliveries: readonly { readonly state: string }[]): Record<string, number> {
  const counts: Record<string, number> = { pending: 0, delivered: 0, given_up: 0 };
  for (const { state } of deliveries) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
