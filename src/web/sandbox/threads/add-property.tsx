import { Autocomplete, Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { PropertyValue } from '../../api/sandbox-world.ts';
import { propertyProblem, propertyValue } from '../../model/customer-property.ts';
import type { PropertyRow } from '../../model/customer-property.ts';
import { PropertyInput } from '../customers/property-input.tsx';
import { PropertyTypeSelect, renamed } from '../customers/property-type-select.tsx';
import { useDefinitions } from '../customers/use-definitions.ts';
import classes from './customer-card.module.css';

const BLANK: PropertyRow = { name: '', type: 'text', text: '' };

/** Adds one property: a button first, then a small form. */
export function AddProperty({
  names,
  onAdd,
}: {
  /** The properties there are. */
  readonly names: readonly string[];
  readonly onAdd: (name: string, value: PropertyValue) => void;
}) {
  const [row, setRow] = useState<PropertyRow>();
  const [problem, setProblem] = useState<string>();
  const definitions = useDefinitions();
  const opener = useRef<HTMLButtonElement>(null);
  if (row === undefined) {
    return (
      <Button
        ref={opener}
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => setRow(BLANK)}
      >
        Add a property
      </Button>
    );
  }
  const close = (): void => {
    setRow(undefined);
    setProblem(undefined);
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <form
      className={classes['add']}
      onSubmit={(event) => {
        event.preventDefault();
        const found = propertyProblem(row, names);
        setProblem(found);
        if (found !== undefined) return;
        onAdd(row.name.trim(), propertyValue(row));
        close();
      }}
    >
      <Autocomplete
        label="Property name"
        data={[...definitions.keys()].filter((name) => !names.includes(name))}
        size="xs"
        // People asked for this form a moment ago.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        error={problem}
        value={row.name}
        onChange={(name) => setRow({ ...row, ...renamed(row, name, definitions) })}
      />
      <PropertyTypeSelect
        label="Property type"
        size="xs"
        row={row}
        definition={definitions.get(row.name)}
        onChange={(change) => setRow({ ...row, ...change })}
      />
      <PropertyInput
        label="Property value"
        size="xs"
        row={row}
        definition={definitions.get(row.name)}
        onChange={(text) => setRow({ ...row, text })}
      />
      <Group gap="xs">
        <Button type="submit" size="compact-sm">
          Add
        </Button>
        <Button variant="default" size="compact-sm" onClick={close}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
