import { Button, Group, Loader, MultiSelect, Select, Text } from '@mantine/core';
import { chosenValue, choiceText, nestedOf, optionsSource, readOptions, rpcAddress } from '../model/form-options.ts';
import type { FormOption } from '../model/form-options.ts';
import { explain } from '../ui/trouble.tsx';
import { useForm } from './form-context.ts';
import type { ControlProps } from './form-context.ts';
import { NestedFields } from './nested-fields.tsx';
import { useRpc } from './use-rpc.ts';

/** More choices than this are searched. */
const SEARCHED_FROM = 8;

/** A choice, or several; the choices are in the manifest or come from the service. */
export function SelectField(props: ControlProps & { readonly onType: () => void }) {
  const { field, value, scope, onType } = props;
  const form = useForm();
  const source = optionsSource(field);
  const address = rpcAddress(source);
  const loaded = useRpc(address, scope.values());
  const options = readOptions(address === undefined ? source : loaded.data, field);
  const chosen = chosenValue(field, value, options);
  const isLoading = address !== undefined && loaded.isFetching && loaded.data === undefined;
  return (
    <>
      <Choice {...props} chosen={chosen} options={options} isLoading={isLoading} />
      {loaded.error !== null && (
        <Group gap="xs" role="alert">
          <Text size="sm" c="var(--sc-warn)">
            The choices could not be loaded: {explain(loaded.error).message}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => void loaded.refetch()}>
            Retry
          </Button>
          {(field.mappable || form.mayType === true) && (
            <Button size="compact-xs" variant="default" onClick={onType}>
              Type a value instead
            </Button>
          )}
        </Group>
      )}
      <NestedFields field={field} nested={nestedOf(field, chosen, options)} scope={scope} />
    </>
  );
}

function Choice({
  field,
  path,
  id,
  labelId,
  describedBy,
  chosen,
  options,
  isLoading,
  isInvalid,
  onChange,
}: ControlProps & {
  readonly chosen: unknown;
  readonly options: readonly FormOption[];
  readonly isLoading: boolean;
}) {
  const form = useForm();
  const valueOf = (text: string): unknown => options.find(({ value }) => choiceText(value) === text)?.value ?? text;
  const shared = {
    id,
    'aria-label': field.label,
    'aria-labelledby': labelId,
    'aria-describedby': describedBy,
    'aria-required': field.required,
    'aria-invalid': isInvalid,
    'aria-busy': isLoading,
    error: isInvalid,
    disabled: field.disabled,
    data: grouped(options, chosen),
    searchable: options.length > SEARCHED_FROM,
    clearable: !field.required,
    clearButtonProps: { 'aria-label': `Clear ${field.label}`, 'aria-hidden': false, tabIndex: 0, size: '24px' },
    nothingFoundMessage: isLoading ? 'Loading…' : 'Nothing to choose from',
    placeholder: isLoading ? 'Loading…' : 'Choose…',
    rightSection: isLoading ? <Loader size={16} aria-hidden /> : undefined,
    onBlur: () => form.touch(path),
  };
  if (field.multiple) {
    const texts = Array.isArray(chosen)
      ? chosen.map(choiceText)
      : choiceText(chosen) === ''
        ? []
        : [choiceText(chosen)];
    return (
      <MultiSelect
        {...shared}
        value={texts}
        onChange={(next) => onChange(next.length === 0 ? undefined : next.map(valueOf))}
      />
    );
  }
  return (
    <Select
      {...shared}
      value={choiceText(chosen) || null}
      allowDeselect={false}
      onChange={(next) => onChange(next === null ? undefined : valueOf(next))}
    />
  );
}

/** Options as the list shows them; what is stored but not among them is kept as it is. */
function grouped(options: readonly FormOption[], chosen: unknown) {
  const stored = (Array.isArray(chosen) ? (chosen as unknown[]) : [chosen]).map(choiceText).filter(Boolean);
  const known = new Map(options.map((option) => [choiceText(option.value), option]));
  const entries = [...known].map(([value, { label, group }]) => ({ value, label, group }));
  const unknown = stored.filter((text) => !known.has(text)).map((text) => ({ value: text, label: text, group: '' }));
  const plain = [...entries, ...unknown]
    .filter(({ group }) => group === '')
    .map(({ value, label }) => ({ value, label }));
  const names = [...new Set(entries.map(({ group }) => group).filter(Boolean))];
  return [
    ...plain,
    ...names.map((name) => ({
      group: name,
      items: entries.filter(({ group }) => group === name).map(({ value, label }) => ({ value, label })),
    })),
  ];
}
