import { ownValue } from '../../core/json.ts';
import type { Customer, Scalar } from '../world/world-schema.ts';

/** One thing a customer has to have: a field or property with a value, or a text somewhere. */
interface Term {
  /** Undefined for a plain text. */
  readonly name: string | undefined;
  readonly text: string;
}

/** `name:value`, `name:"a value"`, `"a name":value`, `"a text"`, `text`; the first colon parts name and value. */
const TERM = /(?:"([^"]+)"|([^\s:"]+)):(?:"([^"]*)"|(\S*))|"([^"]*)"|(\S+)/g;

/**
 * A test for customers: every term of `search` must fit. `name:value` looks for a field or property with this value,
 * anything else for a text in the name, number, e-mail address, external id or a property; case does not count.
 */
export function customerSearch(search: string): (customer: Customer) => boolean {
  const terms = [...search.toLowerCase().matchAll(TERM)].map(termOf);
  return (customer) => terms.every((term) => fits(term, customer));
}

function termOf(match: RegExpMatchArray): Term {
  const [, quotedName, bareName, quoted, bare, quotedText, text] = match;
  return { name: quotedName ?? bareName, text: quoted ?? bare ?? quotedText ?? text ?? '' };
}

function fits({ name, text }: Term, customer: Customer): boolean {
  if (name !== undefined) return namedValues(customer, name).some((value) => textOf(value) === text);
  const { first_name, last_name, phone_number, email, external_id, properties } = customer;
  const fullName = [first_name, last_name].filter(Boolean).join(' ');
  const places = [fullName, phone_number, email, external_id, ...Object.values(properties)];
  return places.some((place) => textOf(place).includes(text));
}

/** A property and a field may have the same name, and people do not mind the case. */
function namedValues(customer: Customer, name: string): Scalar[] {
  const fields = FIELDS.has(name) ? [ownValue(customer, name) as Scalar] : [];
  const properties = Object.entries(customer.properties).filter(([key]) => key.toLowerCase() === name);
  return [...fields, ...properties.map(([, value]) => value)];
}

const FIELDS: ReadonlySet<string> = new Set([
  'phone_number',
  'email',
  'first_name',
  'last_name',
  'external_id',
  'zip_code',
  'timezone',
  'subscribed',
  'state',
  'assignee',
]);

function textOf(value: Scalar): string {
  return value === null ? '' : String(value).toLowerCase();
}
