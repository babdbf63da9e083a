import { z } from 'zod';
import { refusal, reply, success } from '../http/reply.ts';
import { route } from '../control/control-route.ts';
import type { ControlRoute } from '../control/control-route.ts';
import { propertyDefinitionSchema } from '../world/property-definition-schema.ts';
import { unfitting } from './definitions.ts';

/** Control routes for what the company's administrators do on the page of customer properties. */
export const DEFINITION_ROUTES: readonly ControlRoute[] = [
  route(
    ['get', '/property_definitions', 'the properties that take one kind of value'],
    z.strictObject({}),
    ({ sonar }) => reply(200, [...sonar().world.definitions.values()]),
  ),
  route(
    ['post', '/property_definitions', 'defines a property, or changes its definition'],
    propertyDefinitionSchema,
    ({ sonar }, definition) => {
      const { world } = sonar();
      const unknown = definition.access.find((email) => !world.users.has(email.toLowerCase()));
      if (unknown !== undefined) return refusal(400, `access: there is no user ${unknown}`);
      const status = world.definitions.has(definition.name) ? 200 : 201;
      world.definitions.set(definition.name, definition);
      return reply(status, { ...definition, unfitting: unfitting(world, definition) });
    },
  ),
  route(
    ['delete', '/property_definitions', 'ends a definition; the values stay'],
    z.strictObject({ name: z.string() }),
    ({ sonar }, { name }) =>
      sonar().world.definitions.delete(name) ? success(200) : refusal(404, 'Property definition not found'),
  ),
];
