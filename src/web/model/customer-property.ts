import type { CustomerChange, PropertyValue, SandboxContact } from '../api/sandbox-world.ts';

/** How a property is typed in. */
export const PROPERTY_TYPES = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
] as const;

export type PropertyType = (typeof PROPERTY_TYPES)[number]['value'];

/** A property as it is edited: the value as text. */
export interface PropertyRow {
  readonly name: string;
  readonly type: PropertyType;
  readonly text: string;
}

/** A property as a row to edit; null is an empty text. */
export function propertyRow(name: string, value: PropertyValue): PropertyRow {
  if (typeof value === 'number') return { name, type: 'number', text: String(value) };
  if (typeof value === 'boolean') return { name, type: 'boolean', text: value ? 'true' : 'false' };
  return { name, type: 'text', text: value ?? '' };
}

/** What is wrong with a row, or undefined. */
export function propertyProblem({ name, type, text }: PropertyRow, others: readonly string[] = []): string | undefined {
  if (name.trim() === '') return 'A property needs a name.';
  if (others.includes(name.trim())) return `There is a property "${name.trim()}" already.`;
  if (type === 'number' && (text.trim() === '' || !Number.isFinite(Number(text)))) return `"${text}" is not a number.`;
  return undefined;
}

/** The value of a row, in its type. */
export function propertyValue({ type, text }: PropertyRow): PropertyValue {
  if (type === 'number') return Number(text);
  return type === 'boolean' ? text === 'true' : text;
}

/** What is to be done for the rows: properties to set, and names to remove. */
export function propertyChanges(
  before: Readonly<Record<string, PropertyValue>>,
  rows: readonly PropertyRow[],
): { readonly set: NonNullable<CustomerChange['properties']>; readonly removed: readonly string[] } {
  const after = Object.fromEntries(rows.map((row) => [row.name.trim(), propertyValue(row)]));
  const set = Object.entries(after).filter(([name, value]) => !Object.hasOwn(before, name) || before[name] !== value);
  return { set: Object.fromEntries(set), removed: Object.keys(before).filter((name) => !Object.hasOwn(after, name)) };
}

/** What a person is called: the name, or else the number. */
export function contactName({ first_name, last_name, phone_number }: SandboxContact): string {
  return [first_name, last_name].filter((part) => part !== null && part !== '').join(' ') || phone_number;
}
