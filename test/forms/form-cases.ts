import { compileForm } from '../../src/forms/form.ts';
import type { AcceptOptions, AcceptedValues } from '../../src/forms/form.ts';
import type { Field } from '../../src/forms/field.ts';
import type { TypeEntry, TypeExample } from '../../src/forms/type-entry.ts';

/** The customer form: flat fields, and a list whose items have a value field that depends on the chosen type. */
export const CUSTOMER_FIELDS: readonly Field[] = [
  { name: 'phoneNumber', label: 'Phone Number', type: 'text', semantic: 'phoneNumber', required: true },
  { name: 'firstName', label: 'First Name', type: 'text' },
  { name: 'email', label: 'Email', type: 'email' },
  {
    name: 'properties',
    label: 'Properties',
    type: 'array',
    spec: [
      { name: 'name', label: 'Name', type: 'text', required: true },
      {
        name: 'type',
        label: 'Type',
        type: 'select',
        required: true,
        default: 'text',
        options: [
          { label: 'Text', value: 'text', nested: [{ name: 'value', label: 'Value', type: 'text' }] },
          { label: 'Number', value: 'number', nested: [{ name: 'value', label: 'Value', type: 'number' }] },
          { label: 'Yes or no', value: 'boolean', nested: [{ name: 'value', label: 'Value', type: 'boolean' }] },
          {
            label: 'Date',
            value: 'date',
            nested: [
              { name: 'value', label: 'Value', type: 'date' },
              { name: 'withTime', label: 'With Time', type: 'boolean' },
            ],
          },
        ],
      },
    ],
  },
  { name: 'subscribed', label: 'Subscribed', type: 'boolean' },
  { name: 'timezone', label: 'Time Zone', type: 'timezone' },
];

/** The field an example of a type speaks of. */
export function exampleField(entry: TypeEntry, example: TypeExample): Field {
  const options = entry.type === 'select' ? { options: 'rpc://any' } : {};
  return { ...options, ...example.field, name: 'value', label: 'Value', type: entry.type };
}

/** What the customer form makes of values. */
export function acceptCustomer(values: Record<string, unknown>, options?: AcceptOptions): AcceptedValues {
  return compileForm(CUSTOMER_FIELDS).accept(values, options);
}

/** The codes of the problems with their pointers, for example `/email FIELD_FORMAT`. */
export function found({ problems }: Pick<AcceptedValues, 'problems'>): string[] {
  return problems.map((problem) => `${problem.pointer} ${problem.code}`);
}
