import { ownValue } from '../../core/json.ts';
import { isFilteredOut } from '../service/delivery-failed.ts';
import type { Campaign, Customer } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';

/** A campaign's customers, and why it does not reach some of them. */
export interface Audience {
  readonly reached: readonly Customer[];
  readonly unsubscribed: number;
  /** Customers whose latest message failed with one of the codes that keep them out. */
  readonly filtered_out: number;
}

/** Everybody a campaign is for: those with the value of its property, or all. */
export function audienceOf(world: World, audience: Campaign['audience']): Audience {
  const reached: Customer[] = [];
  let unsubscribed = 0;
  let filteredOut = 0;
  for (const customer of world.customers.values()) {
    if (!belongs(world, customer, audience)) continue;
    if (!customer.subscribed) unsubscribed += 1;
    else if (isFilteredOut(customer)) filteredOut += 1;
    else reached.push(customer);
  }
  return { reached, unsubscribed, filtered_out: filteredOut };
}

/** How many they are. */
export function audienceCounts({ reached, unsubscribed, filtered_out }: Audience): Readonly<Record<string, number>> {
  return {
    customers: reached.length + unsubscribed + filtered_out,
    reached: reached.length,
    unsubscribed,
    filtered_out,
  };
}

/** The value must be the same; one of several choices is enough. */
function belongs({ definitions }: World, { properties }: Customer, audience: Campaign['audience']): boolean {
  if (audience === null) return true;
  const value = ownValue(properties, audience.name);
  if (typeof value === 'string' && definitions.get(audience.name)?.type === 'multiple_choice') {
    return value.split(', ').includes(audience.value);
  }
  return isPlain(value) && String(value) === audience.value;
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
