import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import { MappableInput } from '../mapping/mappable-input.tsx';
import { fieldText, fieldValue } from '../model/field-text.ts';
import { textOf } from '../model/text-of.ts';
import { useForm } from './form-context.ts';
import type { ControlProps } from './form-context.ts';

const NUMERIC: ReadonlyMap<string, 'decimal' | 'numeric'> = new Map([
  ['number', 'decimal'],
  ['integer', 'numeric'],
  ['uinteger', 'numeric'],
  ['port', 'numeric'],
]);

/** Anything that is written as text, with expressions where the field takes them. */
export function TextField(props: ControlProps) {
  const { field, path, id, labelId, describedBy, value, onChange, isInvalid } = props;
  const form = useForm();
  const text = fieldText(value);
  if (!field.mappable) return <PlainText {...props} text={text} />;
  return (
    <MappableInput
      id={id}
      label={field.label}
      labelId={labelId}
      describedBy={describedBy}
      text={text}
      onChange={(next) => onChange(fieldValue(field, next, value))}
      onBlur={() => form.touch(path)}
      isRequired={field.required}
      isInvalid={isInvalid}
      isMultiline={field.multiline || text.includes('\n')}
      placeholder={placeholderOf(field)}
      type={field.type}
      inputMode={NUMERIC.get(field.type) ?? 'text'}
    />
  );
}

/** A field without expressions. */
function PlainText({
  field,
  path,
  id,
  describedBy,
  text,
  value,
  onChange,
  isInvalid,
}: ControlProps & { readonly text: string }) {
  const form = useForm();
  const Input = field.multiline ? Textarea : TextInput;
  return (
    <Input
      id={id}
      value={text}
      placeholder={placeholderOf(field)}
      aria-describedby={describedBy}
      aria-required={field.required}
      aria-invalid={isInvalid}
      error={isInvalid}
      disabled={field.disabled}
      inputMode={NUMERIC.get(field.type) ?? 'text'}
      spellCheck={false}
      {...(field.multiline && { autosize: true, minRows: 3 })}
      onBlur={() => form.touch(path)}
      onChange={(event) => onChange(fieldValue(field, event.currentTarget.value, value))}
    />
  );
}

/** A secret: hidden until people ask to see it. */
export function PasswordField({ field, path, id, describedBy, value, onChange, isInvalid }: ControlProps) {
  const form = useForm();
  return (
    <PasswordInput
      id={id}
      value={textOf(value)}
      autoComplete="off"
      spellCheck={false}
      aria-describedby={describedBy}
      aria-required={field.required}
      aria-invalid={isInvalid}
      error={isInvalid}
      visibilityToggleButtonProps={{ 'aria-label': `Show ${field.label}`, tabIndex: 0 }}
      onBlur={() => form.touch(path)}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  );
}

function placeholderOf({ placeholder, fallback }: ControlProps['field']): string {
  if (placeholder !== '') return placeholder;
  const standing = fieldText(fallback);
  return standing === '' ? '' : `Default: ${standing}`;
}
