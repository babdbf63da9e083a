import { Select, TextInput } from '@mantine/core';
import type { PropertyRow } from '../../model/customer-property.ts';

const YES_OR_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** The value of a property, as its type is typed in. */
export function PropertyInput({
  label,
  row: { type, text },
  onChange,
}: {
  readonly label: string;
  readonly row: PropertyRow;
  readonly onChange: (text: string) => void;
}) {
  if (type === 'boolean') {
    return (
      <Select
        aria-label={label}
        allowDeselect={false}
        data={YES_OR_NO}
        value={text}
        onChange={(value) => onChange(value ?? 'true')}
      />
    );
  }
  return (
    <TextInput
      aria-label={label}
      placeholder="Value"
      inputMode={type === 'number' ? 'decimal' : 'text'}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
