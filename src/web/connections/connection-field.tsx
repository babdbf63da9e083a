import { Checkbox, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { textOf } from '../model/text-of.ts';
import type { Values } from '../model/values.ts';

/** A field of a connection's form and what was typed into it. */
interface FieldProps {
  readonly field: Values;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error: string | undefined;
  /** What is known of a stored secret, for example "ends in 4f2a". */
  readonly stored: string | undefined;
}

type Draw = (props: FieldProps & { readonly shared: Shared }) => ReactNode;

interface Shared {
  readonly label: string;
  readonly description: ReactNode;
  readonly error: string | undefined;
  readonly required: boolean;
}

/** Draws a field of a connection. Nothing here holds expressions: a connection is set up once, by a person. */
export function ConnectionField(props: FieldProps) {
  const { field, error, stored } = props;
  const draw = FIELDS[textOf(field['type'])] ?? drawText;
  const help = textOf(field['help']);
  const shared: Shared = {
    label: textOf(field['label']) || textOf(field['name']),
    description: stored === undefined ? help : `Stored, ${stored}. Leave empty to keep it.`,
    error,
    required: field['required'] === true && stored === undefined,
  };
  return draw({ ...props, shared });
}

const drawText: Draw = ({ value, onChange, shared }) => (
  <TextInput {...shared} value={textOf(value)} onChange={(event) => onChange(event.currentTarget.value)} />
);

const FIELDS: Readonly<Record<string, Draw>> = {
  boolean: ({ value, onChange, shared: { label, description, error } }) => (
    <Checkbox
      label={label}
      description={description}
      error={error}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  ),
  password: ({ value, onChange, shared }) => (
    <PasswordInput
      {...shared}
      value={textOf(value)}
      autoComplete="off"
      spellCheck={false}
      visibilityToggleButtonProps={{ 'aria-label': `Show ${shared.label}`, tabIndex: 0 }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  ),
  number: ({ value, onChange, shared }) => (
    <NumberInput {...shared} value={typeof value === 'number' ? value : ''} onChange={onChange} />
  ),
  select: ({ field, value, onChange, shared }) => (
    <Select
      {...shared}
      data={optionsOf(field)}
      value={textOf(value) || null}
      onChange={onChange}
      allowDeselect={!shared.required}
    />
  ),
};

function optionsOf(field: Values): { value: string; label: string }[] {
  const options: unknown = field['options'];
  if (!Array.isArray(options)) return [];
  return (options as Values[]).map((option) => {
    const value = textOf(option['value']);
    return { value, label: textOf(option['label']) || value };
  });
}
