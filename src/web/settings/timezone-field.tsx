import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { timezonesQuery } from '../api/expressions.ts';
import { textOf } from '../model/text-of.ts';
import { useForm } from './form-context.ts';
import type { ControlProps } from './form-context.ts';

/** A time zone, searched by its name. */
export function TimezoneField({ field, path, id, labelId, describedBy, value, onChange, isInvalid }: ControlProps) {
  const form = useForm();
  const zones = useQuery(timezonesQuery()).data ?? [];
  const chosen = textOf(value);
  return (
    <Select
      id={id}
      aria-label={field.label}
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      aria-required={field.required}
      error={isInvalid}
      data={chosen === '' || zones.includes(chosen) ? [...zones] : [chosen, ...zones]}
      value={chosen || null}
      searchable
      clearable={!field.required}
      clearButtonProps={{ 'aria-label': `Clear ${field.label}`, 'aria-hidden': false, tabIndex: 0, size: '24px' }}
      limit={60}
      placeholder="Search, for example Los Angeles"
      nothingFoundMessage="There is no such time zone"
      filter={({ options, search }) => {
        const words = search.toLowerCase().replaceAll('_', ' ').split(/\s+/);
        return options.filter((option) => 'label' in option && isFound(option.label, words));
      }}
      onBlur={() => form.touch(path)}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

function isFound(zone: string, words: readonly string[]): boolean {
  const name = zone.toLowerCase().replaceAll('_', ' ');
  return words.every((word) => name.includes(word));
}
