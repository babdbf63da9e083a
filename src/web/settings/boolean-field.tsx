import { SegmentedControl } from '@mantine/core';
import { choiceText } from '../model/form-options.ts';
import { useForm } from './form-context.ts';
import type { ControlProps } from './form-context.ts';

const VALUES: Readonly<Record<string, boolean | undefined>> = { true: true, false: false, empty: undefined };

/** Yes, no, or nothing at all, which leaves the value out. */
export function BooleanField({ field, path, labelId, describedBy, value, onChange }: ControlProps) {
  const form = useForm();
  const chosen = choiceText(value);
  const choices = [
    { value: 'true', label: 'Yes' },
    { value: 'false', label: 'No' },
    ...(field.required ? [] : [{ value: 'empty', label: 'Empty' }]),
  ];
  return (
    <div>
      <SegmentedControl
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
    </div>
  );
}
