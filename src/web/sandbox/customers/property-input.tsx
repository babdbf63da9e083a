import { Select, TextInput } from '@mantine/core';
import type { MantineSize } from '@mantine/core';
import type { PropertyDefinition } from '../../api/sandbox-properties.ts';
import type { PropertyRow } from '../../model/customer-property.ts';
import { DefinedInput } from './defined-input.tsx';
import type { Naming } from './defined-input.tsx';

const YES_OR_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** The value of a property, in the input of its definition, or of the type people say it has. */
export function PropertyInput({
  row: { type, text },
  definition,
  onChange,
  ...naming
}: {
  readonly row: PropertyRow;
  readonly definition: PropertyDefinition | undefined;
  readonly onChange: (text: string) => void;
  readonly size?: MantineSize;
} & Naming) {
  if (definition !== undefined) {
    return <DefinedInput definition={definition} text={text} onChange={onChange} naming={naming} />;
  }
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
