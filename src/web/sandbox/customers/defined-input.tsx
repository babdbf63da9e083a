import { MultiSelect, Select, TextInput } from '@mantine/core';
import type { MantineSize } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DefinitionType, PropertyDefinition } from '../../api/sandbox-properties.ts';
import { typeTakes } from '../properties/definition-types.ts';

/** With a label, or a name that is only read out. */
export type Naming = { readonly label: string } | { readonly 'aria-label': string };

interface InputProps {
  readonly definition: PropertyDefinition;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly naming: Naming & { readonly size?: MantineSize };
}

/** How several choices stand in one text. */
const CHOICES_PARTED_BY = ', ';

/** The input of each type; the others are typed in as texts. */
const INPUTS: Readonly<Partial<Record<DefinitionType, (props: InputProps) => ReactNode>>> = {
  single_choice: ({ definition, text, onChange, naming }) => (
    <Select
      {...naming}
      placeholder="Choose one"
      data={definition.options}
      value={text === '' ? null : text}
      onChange={(choice) => onChange(choice ?? '')}
    />
  ),
  multiple_choice: ({ definition, text, onChange, naming }) => (
    <MultiSelect
      {...naming}
      placeholder={text === '' ? 'Choose some' : ''}
      data={definition.options}
      value={text === '' ? [] : text.split(CHOICES_PARTED_BY)}
      onChange={(choices) => onChange(choices.join(CHOICES_PARTED_BY))}
    />
  ),
  date: (props) => <PlainInput {...props} type="date" />,
  time: (props) => <PlainInput {...props} type="time" />,
  number: (props) => <PlainInput {...props} inputMode="decimal" />,
};

/** The value of a defined property, in the input of its type. */
export function DefinedInput(props: InputProps) {
  const input = INPUTS[props.definition.type];
  return input === undefined ? <PlainInput {...props} /> : input(props);
}

function PlainInput({
  definition,
  text,
  onChange,
  naming,
  ...kind
}: InputProps & { readonly type?: 'date' | 'time'; readonly inputMode?: 'decimal' }) {
  return (
    <TextInput
      {...naming}
      {...kind}
      placeholder={typeTakes(definition.type)}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
