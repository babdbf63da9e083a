import { z } from 'zod';
import type { Collection } from '../../core/json.ts';
import { given } from '../http/given.ts';
import { refusal, reply, success } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { nextId, removeById } from '../world/numbered.ts';
import { givenId, outboundRoute } from './outbound-route.ts';
import type { OutboundCall, OutboundRoute } from './outbound-route.ts';
import type { Signature } from './outbound-schema.ts';
import type { Instance } from './outbound-world.ts';
import { nothing } from './settings-routes.ts';
import { SIGNATURE_TEXT_KEYS, SIGNATURE_TEXTS, departmentOf, renderSignature, signatureText } from './signatures.ts';

/** The signatures that end every text. */
export const SIGNATURE_ROUTES: readonly OutboundRoute[] = [
  outboundRoute(['get', '/signature_texts', 'the six texts a signature can have'], { takes: nothing() }, () =>
    reply(
      200,
      SIGNATURE_TEXT_KEYS.map((key) => ({ key, text: SIGNATURE_TEXTS[key] })),
    ),
  ),
  outboundRoute(['get', '/signatures', 'the signatures'], { takes: nothing() }, ({ instance }) =>
    reply(
      200,
      instance.signatures.map((each) => signatureView(instance, each)),
    ),
  ),
  outboundRoute(
    ['post', '/signatures', 'adds a signature, or changes the one with an id'],
    {
      takes: z.strictObject({
        id: z.int().optional(),
        name: z.string().trim().min(1).max(100).optional(),
        department_id: z.int().optional(),
        text_key: z.enum(SIGNATURE_TEXT_KEYS).optional(),
        default_for_mass: z.boolean().optional(),
        default_for_triggered: z.boolean().optional(),
      }),
      needs: ['Update the SMS settings'],
    },
    (call, { id, ...fields }) => save(call, id, given(fields)),
  ),
  outboundRoute(
    ['delete', '/signatures', 'removes a signature'],
    { takes: z.strictObject({ id: givenId }), needs: ['Update the SMS settings'] },
    ({ instance }, { id }) => {
      if (!removeById(instance.signatures, id)) return refusal(404, 'Signature not found');
      for (const trigger of instance.triggers) if (trigger.signature_id === id) trigger.signature_id = null;
      return success(200);
    },
  ),
];

function save({ instance }: OutboundCall, id: number | undefined, fields: Partial<Signature>): Reply {
  const known = instance.signatures.find((each) => each.id === id);
  if (id !== undefined && known === undefined) return refusal(404, 'Signature not found');
  const { name, department_id, text_key } = { ...known, ...fields };
  if (name === undefined) return refusal(400, 'name is missing');
  if (department_id === undefined) return refusal(400, 'department_id is missing');
  if (text_key === undefined) return refusal(400, 'text_key is missing');
  if (!instance.departments.some((each) => each.id === department_id)) return refusal(404, 'Department not found');
  if (instance.signatures.some((each) => each !== known && sameName(each.name, name))) {
    return refusal(409, `There is a signature called "${name}" already`);
  }
  const none = { id: nextId(instance.signatures), default_for_mass: false, default_for_triggered: false };
  const signature: Signature = { ...none, ...known, ...fields, name, department_id, text_key };
  giveUpDefaults(instance, signature);
  if (known === undefined) instance.signatures.push(signature);
  else Object.assign(known, signature);
  return reply(known === undefined ? 201 : 200, signatureView(instance, signature));
}

/** A kind of text has one default: the newest takes it over. */
function giveUpDefaults({ signatures }: Instance, signature: Signature): void {
  for (const other of signatures) {
    if (other.id === signature.id) continue;
    if (signature.default_for_mass) other.default_for_mass = false;
    if (signature.default_for_triggered) other.default_for_triggered = false;
  }
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function signatureView(instance: Instance, signature: Signature): Collection {
  return {
    ...signature,
    department: departmentOf(instance, signature)?.name ?? null,
    text: signatureText(signature),
    rendered: renderSignature(instance, signature),
  };
}
