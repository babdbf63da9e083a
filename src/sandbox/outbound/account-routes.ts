import { z } from 'zod';
import type { Collection } from '../../core/json.ts';
import { carrierCode } from '../control/carrier-routes.ts';
import { paging } from '../control/control-route.ts';
import { given } from '../http/given.ts';
import { refusal, reply } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { nextId } from '../world/numbered.ts';
import { outboundRoute } from './outbound-route.ts';
import type { OutboundCall, OutboundRoute } from './outbound-route.ts';
import { ACCOUNT_KINDS, contactNumberSchema, countryCode } from './outbound-schema.ts';
import type { Account, Contact } from './outbound-schema.ts';
import { isStopped, OBSTACLES, reach } from './recipients.ts';

const name = z.string().trim().min(1).max(200);
const contactInput = z.strictObject({
  id: z.int().optional(),
  account_id: z.int().optional(),
  name: name.optional(),
  contact_type: name.optional(),
  country: countryCode.optional(),
  phone_numbers: z.array(contactNumberSchema).max(10).optional(),
  sms_opt_in: z.boolean().optional(),
});

/** Accounts and sites with their contacts. */
export const ACCOUNT_ROUTES: readonly OutboundRoute[] = [
  outboundRoute(
    ['get', '/accounts', 'accounts and network sites with their contacts, narrowed and page by page'],
    {
      takes: z.strictObject({
        search: z.string().max(500).default(''),
        kind: z.enum(ACCOUNT_KINDS).optional(),
        status: z.string().optional(),
        ...paging,
      }),
      needs: ['View SMS messages'],
    },
    (call, { search, kind, status, limit: most, offset }) => {
      const found = call.instance.accounts
        .filter((each) => kind === undefined || each.kind === kind)
        .filter((each) => status === undefined || each.status === status)
        .filter((each) => matches(each, search));
      const accounts = found.slice(offset, offset + most).map((each) => accountView(call, each));
      return reply(200, { total: found.length, accounts });
    },
  ),
  outboundRoute(
    ['post', '/accounts', 'adds an account or network site, or changes the one with an id'],
    {
      takes: z.strictObject({
        id: z.int().optional(),
        kind: z.enum(ACCOUNT_KINDS).optional(),
        name: name.optional(),
        status: name.optional(),
        network_site: name.nullable().optional(),
      }),
      sandboxOnly: true,
    },
    (call, { id, ...fields }) => {
      const { accounts } = call.instance;
      const known = accounts.find((each) => each.id === id);
      if (id !== undefined && known === undefined) return refusal(404, 'Account not found');
      if (known !== undefined) return reply(200, accountView(call, Object.assign(known, given(fields))));
      if (fields.name === undefined) return refusal(400, 'name is missing');
      const { kind = 'account', status = 'Active', network_site = null } = fields;
      const added: Account = { id: nextId(accounts), kind, name: fields.name, status, network_site, contacts: [] };
      accounts.push(added);
      return reply(201, accountView(call, added));
    },
  ),
  outboundRoute(
    ['post', '/contacts', 'adds a contact to an account, or changes the one with an id'],
    {
      takes: contactInput,
      sandboxOnly: true,
    },
    saveContact,
  ),
  outboundRoute(
    ['post', '/contacts/carrier', 'what the carrier does with every text to a contact'],
    {
      takes: z.strictObject({ id: z.int(), code: carrierCode }),
      sandboxOnly: true,
    },
    (call, { id, code }) =>
      withContact(call, id, (contact) => {
        contact.carrier_code = code;
        return reply(200, contactView(call, contact));
      }),
  ),
];

/** Acts on a contact, wherever it belongs, or says that there is none. */
export function withContact(
  { instance }: OutboundCall,
  id: number,
  act: (contact: Contact, account: Account) => Reply,
): Reply {
  for (const account of instance.accounts) {
    const contact = account.contacts.find((each) => each.id === id);
    if (contact !== undefined) return act(contact, account);
  }
  return refusal(404, 'Contact not found');
}

function saveContact(call: OutboundCall, { id, account_id, ...fields }: z.infer<typeof contactInput>): Reply {
  const { accounts, phone_number_types } = call.instance;
  const unknown = fields.phone_numbers?.find(({ type_id }) => !phone_number_types.some((type) => type.id === type_id));
  if (unknown !== undefined) return refusal(404, 'Phone number type not found');
  if (id !== undefined) {
    return withContact(call, id, (contact) => reply(200, contactView(call, Object.assign(contact, given(fields)))));
  }
  const account = accounts.find((each) => each.id === account_id);
  if (account === undefined) return refusal(404, 'Account not found');
  if (fields.name === undefined) return refusal(400, 'name is missing');
  const contact: Contact = {
    id: nextId(accounts.flatMap(({ contacts }) => contacts)),
    name: fields.name,
    contact_type: fields.contact_type ?? 'Primary',
    country: fields.country ?? 'US',
    phone_numbers: fields.phone_numbers ?? [],
    // Nobody gets texts who did not agree to them.
    sms_opt_in: fields.sms_opt_in ?? false,
    carrier_code: null,
    delivery_failed: null,
  };
  account.contacts.push(contact);
  return reply(201, contactView(call, contact));
}

function matches(account: Account, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  const numbers = account.contacts.flatMap(({ phone_numbers }) => phone_numbers.map(({ number }) => number));
  const texts = [account.name, account.network_site ?? '', ...account.contacts.map((each) => each.name), ...numbers];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

function accountView(call: OutboundCall, account: Account): Collection {
  return { ...account, contacts: account.contacts.map((contact) => contactView(call, contact)) };
}

function contactView({ sonar, instance }: OutboundCall, contact: Contact): Collection {
  const { outbound } = sonar.world;
  const found = reach({ outbound, instance }, contact);
  const types = new Map(instance.phone_number_types.map((type) => [type.id, type]));
  return {
    ...contact,
    phone_numbers: contact.phone_numbers.map((each) => ({
      ...each,
      type: types.get(each.type_id)?.name ?? null,
      sms_capable: types.get(each.type_id)?.sms_capable ?? false,
    })),
    stopped: contact.phone_numbers.some(({ number }) => isStopped(outbound, number)),
    reachable: 'number' in found,
    why_not: 'obstacle' in found ? OBSTACLES[found.obstacle] : null,
  };
}
