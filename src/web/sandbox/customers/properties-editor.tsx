import { ActionIcon, Autocomplete, Button, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import type { PropertyRow } from '../../model/customer-property.ts';
import { PropertyInput } from './property-input.tsx';
import { PropertyTypeSelect, renamed } from './property-type-select.tsx';
import { useDefinitions } from './use-definitions.ts';
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
  const definitions = useDefinitions();
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
          <Autocomplete
            aria-label={`Name of property ${index + 1}`}
            placeholder="Name"
            data={[...definitions.keys()]}
            value={row.name}
            error={problemOf(index)}
            onChange={(name) => set(index, renamed(row, name, definitions))}
          />
          <div className={classes['type']}>
            <PropertyTypeSelect
              aria-label={`Type of property ${index + 1}`}
              row={row}
              definition={definitions.get(row.name)}
              onChange={(change) => set(index, change)}
            />
          </div>
          <div className={classes['value']}>
            <PropertyInput
              aria-label={`Value of property ${index + 1}`}
              row={row}
              definition={definitions.get(row.name)}
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
