import { Select } from '@mantine/core';
import { useMapping } from '../mapping/mapping-context.ts';
import { fieldText } from '../model/field-text.ts';
import { useForm } from './form-context.ts';
import type { ControlProps } from './form-context.ts';

/** Another module of the scenario, by its number: one of those before this one. */
export function ModuleField({ field, path, id, labelId, describedBy, value, onChange, isInvalid }: ControlProps) {
  const { sources } = useMapping();
  const form = useForm();
  const chosen = fieldText(value);
  const known = sources.map(({ module, label }) => ({ value: String(module), label }));
  const isGone = chosen !== '' && known.every((one) => one.value !== chosen);
  return (
    <Select
      id={id}
      aria-label={field.label}
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      aria-required={field.required}
      error={isInvalid || isGone}
      data={isGone ? [...known, { value: chosen, label: `${chosen}, which is not before this module` }] : known}
      value={chosen || null}
      placeholder="Choose…"
      allowDeselect={false}
      onBlur={() => form.touch(path)}
      onChange={(next) => onChange(next === null ? undefined : Number(next))}
    />
  );
}
