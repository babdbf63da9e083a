import { setOwn } from '../../core/json.ts';
import { propertyText } from '../properties/property-text.ts';
import { readProperty } from '../properties/property-values.ts';
import { removeProperty } from '../properties/remove-property.ts';
import type { PropertyDefinition } from '../world/property-definition-schema.ts';
import type { Customer } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';

/** One property on a customer's own page: the values in its input, and what is wrong with them. */
export interface ProfileField {
  readonly definition: PropertyDefinition;
  /** Name of the input. */
  readonly input: string;
  readonly values: readonly string[];
  readonly problem: string | undefined;
}

/** The properties a customer sees, with the values there are. */
export function profileFields(world: World, customer: Customer): readonly ProfileField[] {
  return shownTo(world).map((definition) => {
    const text = propertyText(customer, definition.name);
    const values = definition.type === 'multiple_choice' ? text.split(', ') : [text];
    return { definition, input: inputOf(definition), values, problem: undefined };
  });
}

/**
 * Takes the form a customer sent: all of it or, when something is wrong, nothing. An emptied input removes the property.
 * Gives the fields as they were sent when there are problems.
 */
export function saveProfileForm(
  world: World,
  customer: Customer,
  form: URLSearchParams,
): readonly ProfileField[] | undefined {
  const fields = shownTo(world).map((definition) => readField(world, definition, form));
  if (fields.some(({ field }) => field.problem !== undefined)) return fields.map(({ field }) => field);
  for (const { field, value } of fields) {
    if (value === undefined) removeProperty(customer, field.definition.name);
    else setOwn(customer.properties, field.definition.name, value);
  }
  return undefined;
}

type Value = Customer['properties'][string];

function readField(
  world: World,
  definition: PropertyDefinition,
  form: URLSearchParams,
): { readonly field: ProfileField; readonly value: Value | undefined } {
  const input = inputOf(definition);
  const values = form.getAll(input);
  const given = definition.type === 'text' ? values : values.map((value) => value.trim());
  const field = { definition, input, values, problem: undefined };
  if (given.every((value) => value === '')) return { field, value: undefined };
  const outcome = readProperty(world, definition.name, definition.type === 'multiple_choice' ? given : given[0]);
  if (outcome.ok) return { field, value: outcome.value };
  return { field: { ...field, problem: `This ${outcome.complaint}.` }, value: undefined };
}

function shownTo({ definitions }: World): readonly PropertyDefinition[] {
  return [...definitions.values()].filter((definition) => definition.shown_to_customer);
}

/** Names of properties may hold anything but spaces; those of inputs are plain. */
function inputOf({ name }: PropertyDefinition): string {
  return `p-${Buffer.from(name, 'utf8').toString('base64url')}`;
}
