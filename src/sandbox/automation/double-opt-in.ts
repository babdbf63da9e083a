import type { Sonar } from '../service/sonar.ts';
import { createCustomer, sendOut, setSubscribed } from '../service/threads.ts';
import type { Customer } from '../world/world-schema.ts';

/**
 * Adds a customer whom the company brings in. With double opt-in they are asked first, and count as unsubscribed until
 * they agree; whoever is added as unsubscribed is not asked.
 */
export function bringIn(sonar: Sonar, phone: string, fields: Partial<Customer> = {}): Customer {
  const { enabled, text } = sonar.world.doubleOptIn;
  if (!enabled || fields.subscribed === false) return createCustomer(sonar, phone, fields);
  const customer = createCustomer(sonar, phone, { ...fields, subscribed: false, opt_in: 'pending' });
  sendOut(sonar, customer, { text, mediaUrl: null, automatic: true });
  return customer;
}

/** Whether a message is the agreement that was asked for; then the customer is subscribed. */
export function takeAgreement(sonar: Sonar, customer: Customer, text: string): boolean {
  if (customer.opt_in !== 'pending' || text.trim().toLowerCase() !== 'yes') return false;
  customer.opt_in = 'confirmed';
  setSubscribed(sonar, customer, true);
  sonar.publish('double_opt_in', { customer });
  return true;
}
