import { isCollection, ownValue } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import { companyRefusal } from './company.ts';
import { normalisePhone } from './phone.ts';
import { saveProfile } from './profile.ts';
import type { Profile } from './profile.ts';
import { given } from '../http/given.ts';
import { refusal, reply, success } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { ApiCall } from './sonar.ts';
import { readProperties } from '../properties/property-values.ts';
import { assign, setState } from './threads.ts';
import { flag, object, optional, readParameters, required, text, timeZone, webAddress } from '../http/validate.ts';
import type { Outcome, Values } from '../http/validate.ts';
import type { Customer, User } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';

const CALL = {
  phone_number: required(text),
  email: optional(text, 'cleared'),
  first_name: optional(text, 'cleared'),
  last_name: optional(text, 'cleared'),
  picture_url: optional(webAddress, 'cleared'),
  properties: optional(object),
  subscribed: optional(flag),
  user_email: optional(userEmail),
  zip_code: optional(text, 'cleared'),
  zipcode: optional(text, 'cleared'),
  timezone: optional(timeZone, 'cleared'),
  external_id: optional(text, 'cleared'),
};

const BY_PHONE = { phone_number: required(text) };

/** POST /customers: adds a customer (201), or changes the sent fields of a known one (200). */
export function upsertCustomer({ sonar, params }: ApiCall): Reply {
  const read = readParameters(params, CALL);
  if (!read.ok) return read.reply;
  const sent = readProperties(sonar.world, read.values.properties ?? {});
  if (!sent.ok) return refusal(400, sent.complaints.join(', '));
  const phone = normalisePhone(read.values.phone_number);
  if (phone === undefined) return invalidPhone(sonar.world);
  const wanted = wantedUser(sonar.world, read.values);
  if (!wanted.ok) return refusal(400, 'user_email does not have a valid value');

  const isNew = !sonar.world.customers.has(phone);
  const refused = isNew ? companyRefusal(sonar.world, 'new customer') : undefined;
  if (refused !== undefined) return refused;
  const customer = saveProfile(sonar, phone, profileOf(read.values, sent.properties));
  if (wanted.user !== undefined) assign(sonar, customer, wanted.user);
  return reply(isNew ? 201 : 200, upsertAnswer(sonar.world, customer, read.values.phone_number));
}

/** GET /customers: one customer by phone number. */
export function getCustomer({ sonar, params }: ApiCall): Reply {
  const found = customerByPhone(sonar.world, params);
  return found.ok ? reply(200, customerView(found.customer)) : found.reply;
}

/** POST /customers/close: closes the thread and takes it from its user. */
export function closeCustomer({ sonar, params }: ApiCall): Reply {
  const found = customerByPhone(sonar.world, params);
  if (!found.ok) return found.reply;
  setState(sonar, found.customer, 'closed');
  return success(201);
}

/** POST /customers/unassign: the customer belongs to no user any more. */
export function unassignCustomer({ sonar, params }: ApiCall): Reply {
  const found = customerByPhone(sonar.world, params);
  if (!found.ok) return found.reply;
  assign(sonar, found.customer, undefined);
  return success(201);
}

/** The customer as GET /customers shows it. */
export function customerView(customer: Customer): Collection {
  return {
    phone_number: customer.phone_number,
    first_name: customer.first_name,
    last_name: customer.last_name,
    email: customer.email,
    assigned_phone_number: customer.assigned_phone_number,
    subscribed: customer.subscribed,
    unsubscribed_at: customer.unsubscribed_at,
    properties: customer.properties,
    external_id: customer.external_id,
  };
}

/** The user a customer is assigned to, as payloads and answers show it. */
export function assigneeOf(world: World, customer: Customer): User | null {
  return customer.assignee === null ? null : (world.users.get(customer.assignee.toLowerCase()) ?? null);
}

/** The refusal of a phone number that is none. */
export function invalidPhone(world: World): Reply {
  return refusal(world.settings.invalidPhoneStatus, 'Invalid Phone Number');
}

/** The customer with the required parameter `phone_number`, or the refusal. */
export function customerByPhone(
  world: World,
  params: Collection,
): { readonly ok: true; readonly customer: Customer } | { readonly ok: false; readonly reply: Reply } {
  const read = readParameters(params, BY_PHONE);
  if (!read.ok) return read;
  const phone = normalisePhone(read.values.phone_number);
  if (phone === undefined) return { ok: false, reply: invalidPhone(world) };
  const customer = world.customers.get(phone);
  return customer === undefined ? { ok: false, reply: unknownCustomer() } : { ok: true, customer };
}

/** The 404 for a customer nobody knows. */
export function unknownCustomer(): Reply {
  return refusal(404, 'Customer not found');
}

type Sent = Values<typeof CALL>;

/** The stored fields of a profile that were sent; blank ones are null. */
function profileOf(values: Sent, properties: Customer['properties']): Profile {
  return given({
    email: values.email,
    first_name: values.first_name,
    last_name: values.last_name,
    picture_url: values.picture_url,
    zip_code: values.zip_code === undefined ? values.zipcode : values.zip_code,
    timezone: values.timezone,
    external_id: values.external_id,
    properties,
    subscribed: values.subscribed ?? undefined,
  });
}

/** The address as text, or inside an object of the same name. */
function userEmail(value: unknown): Outcome<string> {
  return text(isCollection(value) ? (ownValue(value, 'user_email') ?? value) : value);
}

function wantedUser(world: World, values: Sent): { readonly ok: boolean; readonly user?: User } {
  const email = values.user_email ?? ownValue(values.properties, 'user_email') ?? undefined;
  if (email === undefined || email === '') return { ok: true };
  const user = typeof email === 'string' ? world.users.get(email.trim().toLowerCase()) : undefined;
  return user === undefined ? { ok: false } : { ok: true, user };
}

/** The older server showed an id and the number as it was sent, and no assignee. */
function upsertAnswer(world: World, customer: Customer, sentPhone: string): Collection {
  const { email, first_name, last_name, subscribed, properties } = customer;
  const profile = { email, first_name, last_name, subscribed, properties };
  if (world.settings.server === '2014') return { id: customer.id, phone_number: sentPhone, ...profile };
  return { phone_number: customer.phone_number, ...profile, assignee: assigneeOf(world, customer) };
}
