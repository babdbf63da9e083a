import { ActionIcon, Button, Select, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { PROPERTY_TYPES } from '../../model/customer-property.ts';
import type { PropertyRow } from '../../model/customer-property.ts';
import { PropertyInput } from './property-input.tsx';
import classes from './properties-editor.module.css';

/** The properties of a customer, to add, change and remove. */
export function PropertiesEditor({
  rows,
  problemOf,
  onChange,
}: {
  readonly rows: readonly PropertyRow[];
  /** What is wrong with a row. */
  readonly problemOf: (index: number) => string | undefined;
  readonly onChange: (rows: readonly PropertyRow[]) => void;
}) {
  const add = useRef<HTMLButtonElement>(null);
  const set = (index: number, change: Partial<PropertyRow>): void =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <fieldset className={classes['properties']}>
      <legend>Properties</legend>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          None.
        </Text>
      )}
      {rows.map((row, index) => (
        // Rows have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={classes['row']}>
          <TextInput
            aria-label={`Name of property ${index + 1}`}
            placeholder="Name"
            value={row.name}
            error={problemOf(index)}
            onChange={(event) => set(index, { name: event.currentTarget.value })}
          />
          <Select
            className={classes['type']}
            aria-label={`Type of property ${index + 1}`}
            allowDeselect={false}
            data={PROPERTY_TYPES}
            value={row.type}
            onChange={(type) => set(index, retyped(row, type ?? 'text'))}
          />
          <div className={classes['value']}>
            <PropertyInput
              aria-label={`Value of property ${index + 1}`}
              row={row}
              onChange={(text) => set(index, { text })}
            />
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove property ${row.name || index + 1}`}
            onClick={() => {
              onChange(rows.filter((_, at) => at !== index));
              add.current?.focus();
            }}
          >
            <IconX size={18} />
          </ActionIcon>
        </div>
      ))}
      <Button
        ref={add}
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => onChange([...rows, { name: '', type: 'text', text: '' }])}
      >
        Add a property
      </Button>
    </fieldset>
  );
}

/** Of another type: yes or no begins with yes, the others keep what was typed. */
function retyped({ type: before, text }: PropertyRow, type: PropertyRow['type']): Partial<PropertyRow> {
  if (type === 'boolean') return { type, text: 'true' };
  return { type, text: before === 'boolean' ? '' : text };
}
