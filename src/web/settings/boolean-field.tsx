import { SegmentedControl } from '@mantine/core';
import { choiceText, nestedOf } from '../model/form-options.ts';
import classes from './boolean-field.module.css';
import { useForm } from './form-context.ts';
import type { ControlProps } from './form-context.ts';
import { NestedFields } from './nested-fields.tsx';

const VALUES: Readonly<Record<string, boolean | undefined>> = { true: true, false: false, empty: undefined };

/** Yes, no, or nothing at all, which leaves the value out. */
export function BooleanField({ field, path, labelId, describedBy, value, onChange, scope }: ControlProps) {
  const form = useForm();
  const chosen = choiceText(value);
  const choices = [
    { value: 'true', label: 'Yes' },
    { value: 'false', label: 'No' },
    ...(field.required ? [] : [{ value: 'empty', label: 'Empty' }]),
  ];
  return (
    <>
      <SegmentedControl
        className={classes['choice'] ?? ''}
        data={choices}
        aria-labelledby={labelId}
        aria-describedby={describedBy}
        aria-required={field.required}
        disabled={field.disabled}
        value={chosen === 'true' || chosen === 'false' ? chosen : field.required ? '' : 'empty'}
        onChange={(next) => {
          onChange(VALUES[next]);
          form.touch(path);
        }}
      />
      <NestedFields field={field} nested={nestedOf(field, VALUES[chosen], [])} scope={scope} />
    </>
  );
}
