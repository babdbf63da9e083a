import { useQuery } from '@tanstack/react-query';
import { propertyDefinitionsQuery } from '../../api/sandbox-properties.ts';
import type { PropertyDefinition } from '../../api/sandbox-properties.ts';

/** The defined properties by name; without any as long as they are not known. */
export function useDefinitions(): ReadonlyMap<string, PropertyDefinition> {
  const { data = [] } = useQuery(propertyDefinitionsQuery());
  return new Map(data.map((definition) => [definition.name, definition]));
}
