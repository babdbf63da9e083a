import { Checkbox, MultiSelect, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError } from '../api/request.ts';
import { textOf } from '../model/text-of.ts';
import type { Values } from '../model/values.ts';

/** A field of a form that is filled in once, and what was typed into it. */
interface FieldProps {
  readonly field: Values;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error: string | undefined;
  /** What is known of a stored secret, for example "ends in 4f2a". */
  readonly stored?: string | undefined;
}

type Draw = (props: FieldProps & { readonly shared: Shared }) => ReactNode;

interface Shared {
  readonly label: string;
  readonly description: ReactNode;
  readonly error: string | undefined;
  readonly required: boolean;
}

/** Draws a field of a connection or a webhook. Nothing here holds expressions: both are set up once, by a person. */
export function PlainField(props: FieldProps) {
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

const drawNumber: Draw = ({ value, onChange, shared }) => (
  <NumberInput {...shared} value={typeof value === 'number' ? value : ''} onChange={onChange} />
);

/** Choices that the service would have to be asked for are typed. */
const drawSelect: Draw = (props) => {
  const { field, value, onChange, shared } = props;
  if (!Array.isArray(field['options'])) return drawText(props);
  const data = optionsOf(field['options']);
  if (field['multiple'] === true) {
    const chosen = Array.isArray(value) ? value.map(textOf) : [];
    return <MultiSelect {...shared} data={data} value={chosen} onChange={onChange} />;
  }
  return (
    <Select
      {...shared}
      data={data}
      value={textOf(value) || null}
      onChange={onChange}
      allowDeselect={!shared.required}
    />
  );
};

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
      aria-invalid={shared.error !== undefined}
      visibilityToggleButtonProps={{ 'aria-label': `Show ${shared.label}`, tabIndex: 0 }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  ),
  number: drawNumber,
  integer: drawNumber,
  uinteger: drawNumber,
  port: drawNumber,
  select: drawSelect,
};

function optionsOf(options: readonly unknown[]): { value: string; label: string }[] {
  return (options as Values[]).map((option) => {
    const value = textOf(option['value']);
    return { value, label: textOf(option['label']) || value };
  });
}

/** Draws the fields of a form in their order. */
export function PlainFields({
  fields,
  values,
  refusal,
  onChange,
}: {
  readonly fields: readonly Values[];
  readonly values: Values;
  /** Why the server took none of it. */
  readonly refusal: Error | null;
  readonly onChange: (values: Values) => void;
}) {
  return fields
    .map((field) => [field, textOf(field['name'])] as const)
    .filter(([, name]) => name !== '')
    .map(([field, name]) => (
      <PlainField
        key={name}
        field={field}
        value={values[name]}
        error={fieldProblem(refusal, name)}
        onChange={(value) => onChange({ ...values, [name]: value })}
      />
    ));
}

/** What the server found wrong with one field of a form. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const places = new Set(['', '/values', '/parameters'].map((above) => `${above}/${field}`));
  return error.problem?.errors?.find(({ pointer }) => places.has(pointer))?.detail;
}

/** What a form starts with: the defaults of its fields. */
export function plainDefaults(fields: readonly Values[]): Values {
  const given = fields.filter((field) => field['default'] !== undefined && field['default'] !== '');
  return Object.fromEntries(given.map((field) => [textOf(field['name']), field['default']]));
}
