import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { readFields } from '../model/form-field.ts';
import { readOptions, rpcAddress } from '../model/form-options.ts';
import type { FormOption } from '../model/form-options.ts';
import { textOf } from '../model/text-of.ts';
import { own, withKey, type Values } from '../model/values.ts';
import { Loaded } from '../ui/loaded.tsx';
import { FieldList } from './field-list.tsx';
import type { ControlProps, FieldScope } from './form-context.ts';
import { TextField } from './text-field.tsx';
import { useRpc } from './use-rpc.ts';

/** A text that can be looked up at the service: a small form, and what it finds. */
export function SearchedText(props: ControlProps) {
  const { field, scope, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  const label = textOf(own(field.raw['rpc'], 'label')) || 'Search';
  return (
    <Stack gap={6}>
      <TextField {...props} />
      <Group>
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {label}
        </Button>
      </Group>
      {isOpen && (
        <Modal opened onClose={() => setOpen(false)} title={`${label} (${field.label})`}>
          <Search
            field={field}
            scope={scope}
            onChoose={(value) => {
              onChange(value);
              setOpen(false);
            }}
          />
        </Modal>
      )}
    </Stack>
  );
}

function Search({
  field,
  scope,
  onChoose,
}: Pick<ControlProps, 'field' | 'scope'> & { readonly onChoose: (value: unknown) => void }) {
  const rpc = field.raw['rpc'];
  const [given, setGiven] = useState<Values>({});
  const [asked, setAsked] = useState<Values>();
  const address = rpcAddress(own(rpc, 'url'));
  const found = useRpc(asked === undefined ? undefined : address, { ...scope.values(), ...asked });
  const inputs: FieldScope = {
    read: ({ name }) => own(given, name),
    write: ({ name }, value) => setGiven((old) => withKey(old, name, value)),
    pathOf: ({ name }) => `/search/${field.name}/${name}`,
    values: () => ({ ...scope.values(), ...given }),
  };
  const search = (event: SubmitEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setAsked(given);
  };
  return (
    <Stack>
      <form onSubmit={search}>
        <Stack>
          <FieldList fields={readFields(own(rpc, 'parameters'), 'parameters')} scope={inputs} />
          <Group justify="flex-end">
            <Button type="submit">Search</Button>
          </Group>
        </Stack>
      </form>
      {asked !== undefined && (
        <Loaded query={found} label="Asking the service">
          {(list) => <Found options={readOptions(list, field)} onChoose={onChoose} />}
        </Loaded>
      )}
    </Stack>
  );
}

/** What was found, one of them to be taken. */
function Found({
  options,
  onChoose,
}: {
  readonly options: readonly FormOption[];
  readonly onChoose: (value: unknown) => void;
}) {
  if (options.length === 0) return <Text role="status">Nothing was found.</Text>;
  return (
    <Stack gap={4} role="group" aria-label="What was found">
      {options.map(({ label, value, description }) => (
        <Button key={textOf(value) || label} variant="default" justify="flex-start" onClick={() => onChoose(value)}>
          {description === '' ? label : `${label}: ${description}`}
        </Button>
      ))}
    </Stack>
  );
}
