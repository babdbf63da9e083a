import {
  assignSandboxCustomer,
  changeSandboxCustomer,
  createSandboxCustomer,
  removeProperty,
} from '../../api/sandbox-world.ts';
import type { SandboxContact, SandboxCustomer } from '../../api/sandbox-world.ts';
import { propertyChanges, propertyProblem, propertyRow } from '../../model/customer-property.ts';
import type { PropertyRow } from '../../model/customer-property.ts';

/** The texts of a customer, in the order they are asked for. */
export const CUSTOMER_FIELDS = [
  { name: 'first_name', label: 'First name', type: 'text' },
  { name: 'last_name', label: 'Last name', type: 'text' },
  { name: 'email', label: 'E-mail', type: 'email' },
  { name: 'zip_code', label: 'Zip code', type: 'text' },
  { name: 'external_id', label: 'External id', type: 'text' },
] as const;

/** A customer as it is edited. */
export interface CustomerForm {
  readonly phone: string;
  readonly texts: Readonly<Record<(typeof CUSTOMER_FIELDS)[number]['name'], string>>;
  readonly timezone: string | null;
  readonly isSubscribed: boolean;
  /** E-mail address of the user, or nobody. */
  readonly assignee: string | null;
  readonly rows: readonly PropertyRow[];
}

const NOBODY_YET: CustomerForm = {
  phone: '',
  texts: { first_name: '', last_name: '', email: '', zip_code: '', external_id: '' },
  timezone: null,
  isSubscribed: true,
  assignee: null,
  rows: [],
};

/** The form for a customer, or for a new one. */
export function customerForm(customer: SandboxCustomer | undefined): CustomerForm {
  if (customer === undefined) return NOBODY_YET;
  const texts = Object.fromEntries(CUSTOMER_FIELDS.map(({ name }) => [name, customer[name] ?? '']));
  return {
    phone: customer.phone_number,
    texts: texts as CustomerForm['texts'],
    timezone: customer.timezone,
    isSubscribed: customer.subscribed,
    assignee: assigneeOf(customer),
    rows: Object.entries(customer.properties).map(([name, value]) => propertyRow(name, value)),
  };
}

/** What is wrong with the property in row `index`. */
export function rowProblem(rows: readonly PropertyRow[], index: number): string | undefined {
  const before = rows.slice(0, index).map(({ name }) => name.trim());
  const row = rows[index];
  return row === undefined ? undefined : propertyProblem(row, before);
}

/** Adds the customer, or changes what differs from `customer`, as a person when one is given by e-mail address. */
export async function saveCustomer(
  form: CustomerForm,
  customer: SandboxCustomer | undefined,
  actingUser: string | undefined,
): Promise<SandboxContact> {
  const { phone, texts, timezone, isSubscribed, assignee, rows } = form;
  const { set, removed } = propertyChanges(customer?.properties ?? {}, rows);
  for (const name of removed) await removeProperty(phone, name, actingUser);
  const save = customer === undefined ? createSandboxCustomer : changeSandboxCustomer;
  const fields = { ...texts, timezone: timezone ?? '', subscribed: isSubscribed, properties: set };
  const saved = await save({ phone_number: phone, ...fields, acting_user: actingUser });
  if (assignee !== assigneeOf(customer)) {
    await assignSandboxCustomer({ phone_number: saved.phone_number, user_email: assignee });
  }
  return saved;
}

function assigneeOf(customer: SandboxCustomer | undefined): string | null {
  return customer?.assignee?.email ?? null;
}
