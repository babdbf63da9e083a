import type { Customer } from '../world/world-schema.ts';

/** A property as text, as forms and CSV files have it; empty when the customer does not have it. */
export function propertyText({ properties }: Customer, name: string): string {
  return Object.hasOwn(properties, name) ? String(properties[name] ?? '') : '';
}
