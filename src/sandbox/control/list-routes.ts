import { z } from 'zod';
import type { Collection } from '../../core/json.ts';
import { reply } from '../http/reply.ts';
import { assigneeOf } from '../service/customers.ts';
import type { Sonar } from '../service/sonar.ts';
import { THREAD_STATES } from '../world/world-schema.ts';
import type { Customer, Message } from '../world/world-schema.ts';
import { paging, route, withCustomer } from './control-route.ts';
import type { ControlRoute } from './control-route.ts';
import { customerSearch } from './customer-search.ts';

/** In which order customers come. */
const ORDERS = ['latest_activity', 'earliest_activity', 'latest_added'] as const;
type Order = (typeof ORDERS)[number];

/** Control routes that show what the API has no call for; they change nothing. */
export const LIST_ROUTES: readonly ControlRoute[] = [
  route(
    ['get', '/customers', 'customers with their last message, narrowed and page by page'],
    z.strictObject({
      search: z.string().max(500).default(''),
      segment: z.enum(['all', 'assigned', 'unassigned']).default('all'),
      state: z.enum(THREAD_STATES).optional(),
      order: z.enum(ORDERS).default('latest_activity'),
      ...paging,
    }),
    ({ sonar }, { search, segment, state, order, limit, offset }) => {
      const matches = customerSearch(search);
      const found = [...sonar().world.customers.values()]
        .filter((each) => segment === 'all' || (each.assignee !== null) === (segment === 'assigned'))
        .filter((each) => state === undefined || each.state === state)
        .filter(matches);
      const rows = sorted(sonar(), found, order).slice(offset, offset + limit);
      return reply(200, { total: found.length, customers: rows.map((each) => customerRow(sonar(), each)) });
    },
  ),
  route(
    ['get', '/customer', 'one customer with everything known'],
    z.strictObject({ phone_number: z.string() }),
    ({ sonar }, input) =>
      withCustomer(sonar(), input.phone_number, (customer) => reply(200, customerRow(sonar(), customer))),
  ),
  route(
    ['get', '/messages', 'messages of one thread or all, newest first, page by page'],
    z.strictObject({
      conversation_id: z.string().optional(),
      direction: z.enum(['inbound', 'outbound']).optional(),
      ...paging,
    }),
    ({ sonar }, { conversation_id, direction, limit, offset }) => {
      const { world } = sonar();
      const all = conversation_id === undefined ? world.messages() : world.thread(conversation_id);
      const found = all.filter((each) => direction === undefined || each.direction === direction).toReversed();
      const rows = found.slice(offset, offset + limit);
      return reply(200, { total: found.length, messages: rows.map((each) => messageRow(sonar(), each)) });
    },
  ),
  route(
    ['get', '/scheduled', 'campaign texts that wait for their time, earliest first'],
    z.strictObject({}),
    ({ sonar }) => {
      const { scheduled, customers } = sonar().world;
      const rows = [...scheduled.values()].sort((a, b) => a.send_at.localeCompare(b.send_at));
      return reply(
        200,
        rows.map((each) => ({
          ...each,
          ...campaignOf(sonar(), each),
          customer: contact(customers.get(each.phone_number)),
        })),
      );
    },
  ),
  route(['get', '/campaigns', 'the campaigns'], z.strictObject({}), ({ sonar }) => reply(200, sonar().world.campaigns)),
  route(['get', '/webhooks', 'the webhooks that are registered'], z.strictObject({}), ({ sonar }) =>
    reply(200, [...sonar().world.webhooks.values()]),
  ),
  route(['get', '/company', 'the account: users, tags, assumptions, time'], z.strictObject({}), ({ sonar }) => {
    const { world, clock } = sonar();
    return reply(200, {
      name: world.company.name,
      state: world.company.state,
      phone_number: world.company.phoneNumber,
      users: [...world.users.values()],
      tags: [...world.tags],
      settings: world.settings,
      now: new Date(clock.now()).toISOString(),
      ahead_ms: world.clockOffsetMs,
    });
  }),
];

function sorted(sonar: Sonar, customers: readonly Customer[], order: Order): readonly Customer[] {
  if (order === 'latest_added') return customers.toSorted((a, b) => b.id - a.id);
  const sign = order === 'latest_activity' ? -1 : 1;
  const rows = customers.map((customer) => ({
    customer,
    at: lastMessage(sonar, customer)?.created_at ?? customer.created_at,
  }));
  rows.sort((a, b) => sign * (a.at.localeCompare(b.at) || a.customer.id - b.customer.id));
  return rows.map(({ customer }) => customer);
}

function customerRow(sonar: Sonar, customer: Customer): Collection {
  const last = lastMessage(sonar, customer);
  const messages = sonar.world.thread(customer.conversation_id).length;
  return { ...customer, assignee: assigneeOf(sonar.world, customer), messages, last_message: last ?? null };
}

function lastMessage({ world }: Sonar, { conversation_id }: Customer): Message | undefined {
  return world.thread(conversation_id).at(-1);
}

function messageRow(sonar: Sonar, message: Message): Collection {
  const customer = sonar.world.conversations.get(message.conversation_id);
  return { ...message, ...campaignOf(sonar, message), customer: contact(customer) };
}

function campaignOf({ world }: Sonar, { campaign_id }: { campaign_id: number | null }): { campaign: string | null } {
  return { campaign: world.campaigns.find(({ id }) => id === campaign_id)?.slug ?? null };
}

function contact(customer: Customer | undefined): Collection | null {
  if (customer === undefined) return null;
  const { phone_number, first_name, last_name } = customer;
  return { phone_number, first_name, last_name };
}
