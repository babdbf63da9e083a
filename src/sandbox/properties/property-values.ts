import { setOwn } from '../../core/json.ts';
import type { PropertyDefinition } from '../world/property-definition-schema.ts';
import type { Customer, Scalar } from '../world/world-schema.ts';
import type { World } from '../world/world.ts';
import { TYPE_RULES } from './property-types.ts';

/** One value as it is kept, or what is wrong with it, to follow the property's name. */
export type PropertyOutcome =
  { readonly ok: true; readonly value: Scalar } | { readonly ok: false; readonly complaint: string };

/** Reads a value for a property: a defined one takes its own kind only, any other takes every single value. */
export function readProperty(
  { definitions }: Pick<World, 'definitions'>,
  name: string,
  value: unknown,
): PropertyOutcome {
  const definition = definitions.get(name);
  if (definition !== undefined) return readDefined(definition, value);
  return isScalar(value) ? { ok: true, value } : { ok: false, complaint: 'is invalid' };
}

/**
 * Reads properties that came in; all of them, or every complaint about them. `user_email` among them is the assignment
 * and passes as it is.
 */
export function readProperties(
  world: Pick<World, 'definitions'>,
  sent: Readonly<Record<string, unknown>>,
):
  | { readonly ok: true; readonly properties: Customer['properties'] }
  | { readonly ok: false; readonly complaints: readonly string[] } {
  const properties: Customer['properties'] = {};
  const complaints: string[] = [];
  for (const [name, value] of Object.entries(sent)) {
    const outcome = readProperty(world, name, value);
    if (outcome.ok) setOwn(properties, name, outcome.value);
    else
      complaints.push(
        world.definitions.has(name) ? `properties[${name}] ${outcome.complaint}` : `properties ${outcome.complaint}`,
      );
  }
  return complaints.length === 0 ? { ok: true, properties } : { ok: false, complaints: [...new Set(complaints)] };
}

function readDefined(definition: PropertyDefinition, value: unknown): PropertyOutcome {
  const type = TYPE_RULES[definition.type];
  const kept = type.read(value, definition);
  if (kept !== undefined) return { ok: true, value: kept };
  return { ok: false, complaint: `does not have a valid value: expected ${type.expected(definition)}` };
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
