import { setOwn } from '../../core/json.ts';
import type { Customer } from '../world/world-schema.ts';
import type { Sonar } from './sonar.ts';
import { bringIn } from '../automation/double-opt-in.ts';
import { setSubscribed } from './threads.ts';

/** What can be said about a customer: fields that are left out stay as they are. */
export type Profile = Partial<
  Pick<
    Customer,
    | 'email'
    | 'first_name'
    | 'last_name'
    | 'picture_url'
    | 'zip_code'
    | 'timezone'
    | 'external_id'
    | 'properties'
    | 'subscribed'
  >
>;

/** Adds the customer with a number, or changes the known one; the webhooks hear of it. */
export function saveProfile(sonar: Sonar, phone: string, profile: Profile): Customer {
  const known = sonar.world.customers.get(phone);
  if (known === undefined) {
    return bringIn(sonar, phone, { ...profile, properties: mergedProperties({}, profile.properties) });
  }
  const { properties, subscribed, ...fields } = profile;
  Object.assign(known, fields, { properties: mergedProperties(known.properties, properties) });
  if (subscribed !== undefined) setSubscribed(sonar, known, subscribed);
  return known;
}

/** Properties merge by name; `user_email` among them is the assignment, not a property. */
function mergedProperties(stored: Customer['properties'], sent: Customer['properties'] = {}): Customer['properties'] {
  const merged: Customer['properties'] = { ...stored };
  for (const [name, value] of Object.entries(sent)) if (name !== 'user_email') setOwn(merged, name, value);
  return merged;
}
