import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { dataStoresQuery } from '../api/data-stores.ts';
import { fieldText } from '../model/field-text.ts';
import { textOf } from '../model/text-of.ts';
import { CollectionField } from './collection-field.tsx';
import { useForm } from './form-context.ts';
import type { ControlProps } from './form-context.ts';
import { PairsField } from './pairs-field.tsx';

/** A data store, by its name. */
export function DataStoreField({ field, path, id, labelId, describedBy, value, onChange, isInvalid }: ControlProps) {
  const form = useForm();
  const query = useQuery(dataStoresQuery());
  const known = (query.data ?? []).map((one) => ({ value: one.id, label: one.name }));
  const chosen = fieldText(value);
  const isGone = chosen !== '' && query.data !== undefined && known.every((one) => one.value !== chosen);
  return (
    <Select
      id={id}
      aria-label={field.label}
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      aria-required={field.required}
      error={isInvalid || isGone}
      data={isGone ? [...known, { value: chosen, label: `${chosen}, which does not exist here` }] : known}
      value={chosen || null}
      searchable
      placeholder={query.data?.length === 0 ? 'None yet: create one under Data stores' : 'Choose…'}
      nothingFoundMessage="There is no such data store"
      allowDeselect={false}
      onBlur={() => form.touch(path)}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

/** What a record holds: the fields of the structure of its data store, or whatever people name. */
export function DataRecordField(props: ControlProps) {
  const { field, scope } = props;
  const dataStores = useQuery(dataStoresQuery()).data ?? [];
  const chosen = textOf(scope.values()['datastore']);
  const structure = dataStores.find(({ id }) => id === chosen)?.structure ?? null;
  if (structure === null) return <PairsField {...props} />;
  return <CollectionField {...props} field={{ ...field, raw: { ...field.raw, spec: structure } }} />;
}
