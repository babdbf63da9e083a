import { ownValue } from '../../core/json.ts';
import { reply } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { ApiCall } from '../service/sonar.ts';
import type { PropertyDefinition } from '../world/property-definition-schema.ts';
import type { World } from '../world/world.ts';
import { TYPE_RULES } from './property-types.ts';

/** GET /property_definitions: what a caller needs to offer the right input for each. */
export function listDefinitions({ sonar }: ApiCall): Reply {
  return reply(
    200,
    [...sonar.world.definitions.values()].map(({ name, label, type, options }) => ({ name, label, type, options })),
  );
}

/** How many customers have a value from before that the definition would refuse now. */
export function unfitting({ customers }: World, definition: PropertyDefinition): number {
  let count = 0;
  for (const { properties } of customers.values()) {
    const value = ownValue(properties, definition.name);
    if (value !== undefined && TYPE_RULES[definition.type].read(value, definition) === undefined) count += 1;
  }
  return count;
}

/** Why a user of the company may not edit a property, or undefined. Without a user, everybody is meant. */
export function editRefusal({ definitions }: World, name: string, user: string | undefined): string | undefined {
  const definition = definitions.get(name);
  if (definition === undefined) return undefined;
  if (!definition.shown_to_agent) return `The property ${name} is not shown to agents`;
  const { access } = definition;
  if (access.length === 0) return undefined;
  const allowed = access.some((email) => email.toLowerCase() === user?.toLowerCase());
  return allowed ? undefined : `Only these users may edit the property ${name}: ${access.join(', ')}`;
}
