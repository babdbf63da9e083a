import { Select, TextInput } from '@mantine/core';
import type { MantineSize } from '@mantine/core';
import type { PropertyDefinition } from '../../api/sandbox-properties.ts';
import { PROPERTY_TYPES } from '../../model/customer-property.ts';
import type { PropertyRow } from '../../model/customer-property.ts';
import { typeLabel } from '../properties/definition-types.ts';
import type { Naming } from './defined-input.tsx';

/** The type of a property: that of its definition, or what people say. */
export function PropertyTypeSelect({
  row,
  definition,
  onChange,
  ...naming
}: {
  readonly row: PropertyRow;
  readonly definition: PropertyDefinition | undefined;
  readonly onChange: (change: Partial<PropertyRow>) => void;
  readonly size?: MantineSize;
} & Naming) {
  if (definition !== undefined) return <TextInput {...naming} readOnly value={typeLabel(definition.type)} />;
  return (
    <Select
      {...naming}
      allowDeselect={false}
      data={PROPERTY_TYPES}
      value={row.type}
      onChange={(type) => onChange(retyped(row, type ?? 'text'))}
    />
  );
}

/** Types whose inputs offer values: what was typed before would stand in none of them. */
const OFFERING: ReadonlySet<string> = new Set(['single_choice', 'multiple_choice', 'date', 'time']);

/** With another name: where that is defined, the value is a text, and one that cannot be shown is dropped. */
export function renamed(
  row: PropertyRow,
  name: string,
  definitions: ReadonlyMap<string, PropertyDefinition>,
): Partial<PropertyRow> {
  const definition = definitions.get(name);
  if (definition === undefined) return { name };
  return { name, type: 'text', ...(OFFERING.has(definition.type) && { text: '' }) };
}

/** Of another type: yes or no begins with yes, the others keep what was typed. */
function retyped({ type: before, text }: PropertyRow, type: PropertyRow['type']): Partial<PropertyRow> {
  if (type === 'boolean') return { type, text: 'true' };
  return { type, text: before === 'boolean' ? '' : text };
}
