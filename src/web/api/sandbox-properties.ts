import { queryOptions } from '@tanstack/react-query';
import { LIVE } from './sandbox-world.ts';
import { sandboxRequest } from './sandbox.ts';

/** The kinds of value of a defined property. */
export type DefinitionType =
  'number' | 'text' | 'word' | 'single_choice' | 'multiple_choice' | 'location' | 'date' | 'time';

/** A property of customers that takes one kind of value. */
export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: DefinitionType;
  /** The choices of the two choice types. */
  readonly options: readonly string[];
  readonly shown_to_customer: boolean;
  readonly shown_to_agent: boolean;
  /** E-mail addresses of the only users who may edit it; all may when empty. */
  readonly access: readonly string[];
}

/** The properties that are defined. */
export const propertyDefinitionsQuery = () =>
  queryOptions({
    queryKey: ['sandbox', 'property-definitions'],
    ...LIVE,
    queryFn: ({ signal }) =>
      sandboxRequest<readonly PropertyDefinition[]>('GET', '/__sandbox/property_definitions', { signal }),
  });

/** Defines a property or changes its definition; `unfitting` customers have a value that would be refused now. */
export function defineProperty(
  definition: PropertyDefinition,
): Promise<PropertyDefinition & { readonly unfitting: number }> {
  return sandboxRequest('POST', '/__sandbox/property_definitions', { body: definition });
}

/** Ends a definition; the values stay. */
export function removeDefinition(name: string): Promise<unknown> {
  return sandboxRequest('DELETE', '/__sandbox/property_definitions', { body: { name } });
}
