import { Select, TextInput } from '@mantine/core';
import type { MantineSize } from '@mantine/core';
import type { PropertyRow } from '../../model/customer-property.ts';

const YES_OR_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** The value of a property, as its type is typed in; with a label, or a name that is only read out. */
export function PropertyInput({
  row: { type, text },
  onChange,
  ...naming
}: {
  readonly row: PropertyRow;
  readonly onChange: (text: string) => void;
  readonly size?: MantineSize;
} & ({ readonly label: string } | { readonly 'aria-label': string })) {
  if (type === 'boolean') {
    return (
      <Select
        {...naming}
        allowDeselect={false}
        data={YES_OR_NO}
        value={text}
        onChange={(value) => onChange(value ?? 'true')}
      />
    );
  }
  return (
    <TextInput
      {...naming}
      placeholder="Value"
      inputMode={type === 'number' ? 'decimal' : 'text'}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
