import { FILTERED_CODES } from '../service/delivery-failed.ts';
import type { Account, Contact } from './outbound-schema.ts';
import type { Instance, Outbound } from './outbound-world.ts';

/** Why a text does not go to a contact, in the order it is looked at. */
export const OBSTACLES = {
  not_us_or_canada: 'The contact is not in the US or Canada.',
  not_opted_in: 'SMS Opt In is not ticked.',
  no_sms_number: 'No phone number of a type that takes texts.',
  stopped: 'The number replied STOP.',
  delivery_failed: 'The latest text failed with a code that keeps the contact out of mass messages.',
} as const;

export type Obstacle = keyof typeof OBSTACLES;

/** A contact who gets a text, at which number. */
export interface Recipient {
  readonly account: Account;
  readonly contact: Contact;
  readonly number: string;
}

/** Who gets a text, and how many do not, by reason. */
export interface Recipients {
  readonly reached: readonly Recipient[];
  readonly leftOut: Readonly<Record<Obstacle, number>>;
}

const COUNTRIES: ReadonlySet<string> = new Set(['US', 'CA']);

/** The number a text to a contact goes to, or why there is none. The latest failure counts for mass messages only. */
export function reach(
  { outbound, instance }: { readonly outbound: Outbound; readonly instance: Instance },
  contact: Contact,
  purpose: 'mass' | 'other' = 'other',
): { readonly number: string } | { readonly obstacle: Obstacle } {
  if (!COUNTRIES.has(contact.country)) return { obstacle: 'not_us_or_canada' };
  if (!contact.sms_opt_in) return { obstacle: 'not_opted_in' };
  const number = smsNumber(instance, contact);
  if (number === undefined) return { obstacle: 'no_sms_number' };
  if (isStopped(outbound, number)) return { obstacle: 'stopped' };
  if (purpose === 'mass' && FILTERED_CODES.has(contact.delivery_failed ?? '')) return { obstacle: 'delivery_failed' };
  return { number };
}

/** Every contact of the accounts, sorted by whether a text reaches them. */
export function recipientsOf(
  parts: { readonly outbound: Outbound; readonly instance: Instance },
  accounts: readonly Account[],
  purpose: 'mass' | 'other' = 'other',
): Recipients {
  const reached: Recipient[] = [];
  const leftOut = { not_us_or_canada: 0, not_opted_in: 0, no_sms_number: 0, stopped: 0, delivery_failed: 0 };
  for (const account of accounts) {
    for (const contact of account.contacts) {
      const found = reach(parts, contact, purpose);
      if ('number' in found) reached.push({ account, contact, number: found.number });
      else leftOut[found.obstacle] += 1;
    }
  }
  return { reached, leftOut };
}

/** Whether a number replied STOP and not START since, to whichever instance. */
export function isStopped({ stopped }: Outbound, number: string): boolean {
  return stopped.some(({ phone_number }) => phone_number === number);
}

/** The first number of a contact that takes texts. */
function smsNumber({ phone_number_types }: Instance, contact: Contact): string | undefined {
  const capable = new Set(phone_number_types.filter(({ sms_capable }) => sms_capable).map(({ id }) => id));
  return contact.phone_numbers.find(({ type_id }) => capable.has(type_id))?.number;
}
