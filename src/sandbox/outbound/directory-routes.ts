import { z } from 'zod';
import { given } from '../http/given.ts';
import { refusal, reply, success } from '../http/reply.ts';
import { nextId, removeById } from '../world/numbered.ts';
import { givenId, outboundRoute } from './outbound-route.ts';
import type { OutboundRoute } from './outbound-route.ts';
import type { Department } from './outbound-schema.ts';
import type { Instance } from './outbound-world.ts';
import { nothing } from './settings-routes.ts';

const name = z.string().trim().min(1).max(100);
const removal = { takes: z.strictObject({ id: givenId }), needs: ['Update the SMS settings'] } as const;

/** Departments, types of phone numbers, and the numbers texts come from. */
export const DIRECTORY_ROUTES: readonly OutboundRoute[] = [
  outboundRoute(['get', '/departments', 'the departments signatures speak for'], { takes: nothing() }, ({ instance }) =>
    reply(200, instance.departments),
  ),
  outboundRoute(
    ['post', '/departments', 'adds a department, or changes the one with an id'],
    {
      takes: z.strictObject({
        id: z.int().optional(),
        name: name.optional(),
        company: name.optional(),
        phone_number: name.optional(),
        email: z.email().optional(),
      }),
      needs: ['Update the SMS settings'],
    },
    ({ instance }, { id, ...fields }) => {
      const known = instance.departments.find((each) => each.id === id);
      if (id !== undefined && known === undefined) return refusal(404, 'Department not found');
      if (known !== undefined) return reply(200, Object.assign(known, given(fields)));
      const { name: called, company, phone_number, email } = fields;
      if (called === undefined || company === undefined || phone_number === undefined || email === undefined) {
        return refusal(400, 'A department needs name, company, phone_number and email');
      }
      const added: Department = { id: nextId(instance.departments), name: called, company, phone_number, email };
      instance.departments.push(added);
      return reply(201, added);
    },
  ),
  outboundRoute(
    ['delete', '/departments', 'removes a department no signature speaks for'],
    removal,
    ({ instance }, { id }) => {
      const used = instance.signatures.find(({ department_id }) => department_id === id);
      if (used !== undefined) return refusal(409, `The signature "${used.name}" speaks for this department`);
      return removeById(instance.departments, id) ? success(200) : refusal(404, 'Department not found');
    },
  ),
  outboundRoute(
    ['get', '/phone_number_types', 'the types of phone numbers, and which take texts'],
    { takes: nothing() },
    ({ instance }) =>
      reply(
        200,
        instance.phone_number_types.map((type) => ({ ...type, phone_numbers: numbersOfType(instance, type.id) })),
      ),
  ),
  outboundRoute(
    ['post', '/phone_number_types', 'adds a type of phone number, or changes the one with an id'],
    {
      takes: z.strictObject({ id: z.int().optional(), name: name.optional(), sms_capable: z.boolean().optional() }),
      needs: ['Update the SMS settings'],
    },
    ({ instance }, { id, ...fields }) => {
      const known = instance.phone_number_types.find((each) => each.id === id);
      if (id !== undefined && known === undefined) return refusal(404, 'Phone number type not found');
      if (known !== undefined) return reply(200, Object.assign(known, given(fields)));
      if (fields.name === undefined) return refusal(400, 'name is missing');
      const type = {
        id: nextId(instance.phone_number_types),
        name: fields.name,
        sms_capable: fields.sms_capable ?? false,
      };
      instance.phone_number_types.push(type);
      return reply(201, type);
    },
  ),
  outboundRoute(
    ['delete', '/phone_number_types', 'removes a type no phone number has'],
    removal,
    ({ instance }, { id }) => {
      if (numbersOfType(instance, id) > 0) return refusal(409, 'Phone numbers of this type exist');
      return removeById(instance.phone_number_types, id) ? success(200) : refusal(404, 'Phone number type not found');
    },
  ),
  outboundRoute(
    ['get', '/sending_numbers', 'the numbers texts can come from; only the default one is used'],
    { takes: nothing() },
    ({ instance }) => reply(200, instance.sending_numbers),
  ),
];

function numbersOfType({ accounts }: Instance, id: number): number {
  const numbers = accounts.flatMap(({ contacts }) => contacts).flatMap(({ phone_numbers }) => phone_numbers);
  return numbers.filter(({ type_id }) => type_id === id).length;
}
