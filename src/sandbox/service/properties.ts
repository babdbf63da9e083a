import { invalidPhone, unknownCustomer } from './customers.ts';
import { normalisePhone } from './phone.ts';
import { removeProperty } from '../properties/remove-property.ts';
import { reply } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { ApiCall } from './sonar.ts';
import { optional, readParameters, required, text } from '../http/validate.ts';
import type { Customer } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';

const DELETION = { property_name: required(text), phone_number: optional(text), email: optional(text) };

/** DELETE /customers/properties: removes one property of the customer with a phone number or an e-mail address. */
export function deleteProperty({ sonar, params }: ApiCall): Reply {
  const read = readParameters(params, DELETION, { atLeastOne: ['phone_number', 'email'] });
  if (!read.ok) return read.reply;
  const { property_name: name, phone_number: phone, email } = read.values;
  const e164 = typeof phone === 'string' ? normalisePhone(phone) : undefined;
  if (typeof phone === 'string' && e164 === undefined) return invalidPhone(sonar.world);

  const customer = e164 === undefined ? customerByEmail(sonar.world, email ?? '') : sonar.world.customers.get(e164);
  if (customer === undefined) return unknownCustomer();
  const value = removeProperty(customer, name);
  return reply(200, {
    property_name: name,
    property_value: value ?? null,
    email: customer.email,
    phone_number: customer.phone_number,
    deleted: value !== undefined,
  });
}

function customerByEmail(world: World, email: string): Customer | undefined {
  const wanted = email.trim().toLowerCase();
  for (const customer of world.customers.values()) if (customer.email?.toLowerCase() === wanted) return customer;
  return undefined;
}
