import { z } from 'zod';
import { isCollection, ownValue } from '../../core/json.ts';
import { refusal } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { sendCampaign } from '../service/campaigns.ts';
import { upsertCustomer } from '../service/customers.ts';
import { replyAs, sendMessage } from '../service/messages.ts';
import { editRefusal } from '../properties/definitions.ts';
import { deleteProperty } from '../service/properties.ts';
import type { Handler } from '../service/sonar.ts';
import { route, withCustomer, withNumber } from './control-route.ts';
import type { ControlParts, ControlRoute } from './control-route.ts';

/** E-mail address of the person who does it, for properties that not everybody may edit. */
const actingUser = z.string().optional();

/**
 * What the company's people do on the service's own pages. The rules and the webhooks are those of the API, but no token
 * is asked for, no call is logged and no fault is used up: those are for the calls of others.
 */
export const AGENT_ROUTES: readonly ControlRoute[] = [
  route(
    ['post', '/customers/create', 'adds a customer, as people do'],
    z.looseObject({ phone_number: z.string(), acting_user: actingUser }),
    (parts, input) =>
      withNumber(parts.sonar(), input.phone_number, (phone) =>
        parts.sonar().world.customers.has(phone) ? refusal(400, 'The customer exists already') : edited(parts, input),
      ),
  ),
  route(
    ['post', '/customers/change', 'changes a customer, as people do'],
    z.looseObject({ phone_number: z.string(), acting_user: actingUser }),
    (parts, input) => withCustomer(parts.sonar(), input.phone_number, () => edited(parts, input)),
  ),
  route(
    ['delete', '/customers/properties', 'removes a property of a customer'],
    z.strictObject({ phone_number: z.string(), property_name: z.string(), acting_user: actingUser }),
    (parts, input) => mayEdit(parts, [input.property_name], input.acting_user) ?? as(parts, deleteProperty, input),
  ),
  route(
    ['post', '/messages/send', 'sends a message, as people do'],
    z.looseObject({ to: z.string(), user_email: z.string().optional() }),
    (parts, input) =>
      input.user_email === undefined ? as(parts, sendMessage, input) : answered(parts, input, input.user_email),
  ),
  route(
    ['post', '/campaigns/send', 'sends a campaign to one customer, as people do'],
    z.looseObject({ to: z.string(), campaign_id: z.string() }),
    (parts, input) => as(parts, sendCampaign, input),
  ),
];

/** A customer's fields as people fill them in: properties only as far as they may edit them. */
function edited(parts: ControlParts, input: { readonly acting_user?: string | undefined }): Reply {
  const properties = ownValue(input, 'properties');
  const names = isCollection(properties) ? Object.keys(properties) : [];
  return mayEdit(parts, names, input.acting_user) ?? as(parts, upsertCustomer, input);
}

function mayEdit({ sonar }: ControlParts, names: readonly string[], user: string | undefined): Reply | undefined {
  const reasons = names.flatMap((name) => editRefusal(sonar().world, name, user) ?? []);
  return reasons.length === 0 ? undefined : refusal(403, reasons.join('; '));
}

/** A message that a person of the company writes. */
function answered(parts: ControlParts, input: Readonly<Record<string, unknown>>, email: string): Reply {
  const person = parts.sonar().world.users.get(email.toLowerCase());
  return person === undefined ? refusal(404, 'User not found') : as(parts, (call) => replyAs(call, person), input);
}

/** The answer the API would give. */
function as({ sonar }: ControlParts, handler: Handler, params: Readonly<Record<string, unknown>>): Reply {
  return handler({ sonar: sonar(), params, path: {} });
}
