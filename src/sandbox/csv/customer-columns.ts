import { flag, text, timeZone, webAddress } from '../http/validate.ts';
import type { Outcome } from '../http/validate.ts';
import type { Profile } from '../service/profile.ts';
import type { Customer } from '../world/world-schema.ts';

/** Names whose columns say who a customer is and whose; they are read in their own ways. */
export const PHONE_COLUMN = 'Phone Number';
export const ASSIGNED_COLUMN = 'Assigned To';

/** A column for one field of customers. */
export interface FieldColumn {
  readonly header: string;
  readonly field: Exclude<keyof Profile, 'properties'>;
  readonly read: (cell: string) => Outcome<string | boolean>;
  /** What was expected, to end a sentence with. */
  readonly expected: string;
}

/** The columns between the phone number and the assignment, in the order of an export. */
export const FIELD_COLUMNS: readonly FieldColumn[] = [
  { header: 'First Name', field: 'first_name', read: text, expected: 'a text' },
  { header: 'Last Name', field: 'last_name', read: text, expected: 'a text' },
  { header: 'Email', field: 'email', read: text, expected: 'a text' },
  { header: 'External ID', field: 'external_id', read: text, expected: 'a text' },
  { header: 'ZIP Code', field: 'zip_code', read: text, expected: 'a text' },
  { header: 'Timezone', field: 'timezone', read: timeZone, expected: 'a time zone such as America/Los_Angeles' },
  { header: 'Picture URL', field: 'picture_url', read: webAddress, expected: 'an address that begins with http' },
  { header: 'Subscribed', field: 'subscribed', read: flag, expected: 'true or false' },
];

/** All headers before those of properties. */
export const KNOWN_HEADERS: readonly string[] = [
  PHONE_COLUMN,
  ...FIELD_COLUMNS.map(({ header }) => header),
  ASSIGNED_COLUMN,
];

/** The cells of a customer below {@link KNOWN_HEADERS}. */
export function knownCells(customer: Customer): string[] {
  const cells = FIELD_COLUMNS.map(({ field }) => String(customer[field] ?? ''));
  return [customer.phone_number, ...cells, customer.assignee ?? ''];
}
