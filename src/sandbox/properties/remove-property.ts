import type { Customer, Scalar } from '../world/world-schema.ts';

/** Removes a property; gives its value, or undefined when the customer does not have it. */
export function removeProperty(customer: Customer, name: string): Scalar | undefined {
  if (!Object.hasOwn(customer.properties, name)) return undefined;
  const value = customer.properties[name];
  customer.properties = Object.fromEntries(Object.entries(customer.properties).filter(([key]) => key !== name));
  return value;
}
