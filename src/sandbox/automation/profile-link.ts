import { createHash, randomBytes } from 'node:crypto';
import type { Sonar } from '../service/sonar.ts';
import { sendOut } from '../service/threads.ts';
import type { Customer } from '../world/world-schema.ts';

/** A link to a customer's page works for so long. */
const VALID_MS = 24 * 3_600_000;

/** Answers the word `profile` with a link to the customer's own page; false when that is not what was written. */
export function sendProfileLink(sonar: Sonar, customer: Customer, text: string): boolean {
  const { world, clock } = sonar;
  const isShown = [...world.definitions.values()].some((definition) => definition.shown_to_customer);
  if (text.trim().toLowerCase() !== 'profile' || !isShown) return false;
  const token = randomBytes(24).toString('base64url');
  forgetLinks(sonar, customer);
  world.profileLinks.set(hashOf(token), {
    token_hash: hashOf(token),
    phone_number: customer.phone_number,
    expires_at: new Date(clock.now() + VALID_MS).toISOString(),
  });
  const link = `${sonar.url}/profile/${token}`;
  sendOut(sonar, customer, { text: `Your profile, for one day: ${link}`, mediaUrl: null, automatic: true });
  return true;
}

/** The customer a link belongs to, while it is valid. */
export function customerOfLink({ world, clock }: Sonar, token: string): Customer | undefined {
  const link = world.profileLinks.get(hashOf(token));
  if (link === undefined || Date.parse(link.expires_at) <= clock.now()) return undefined;
  return world.customers.get(link.phone_number);
}

/** The links before the newest one, and all that have run out. */
function forgetLinks({ world, clock }: Sonar, customer: Customer): void {
  for (const [hash, { phone_number, expires_at }] of world.profileLinks) {
    if (phone_number === customer.phone_number || Date.parse(expires_at) <= clock.now())
      world.profileLinks.delete(hash);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
