import { createContext, useContext } from 'react';
import { readFields, VISUAL } from '../model/form-field.ts';
import type { FormField } from '../model/form-field.ts';
import { optionsSource, readOptions } from '../model/form-options.ts';
import { isValues, own, withKey } from '../model/values.ts';
import type { Values } from '../model/values.ts';
import { PlainField } from '../ui/plain-field.tsx';
import { Field } from './field.tsx';
import { FieldList } from './field-list.tsx';
import { FormContext, useForm } from './form-context.ts';
import type { FieldScope, Form } from './form-context.ts';
import classes from './setup-fields.module.css';

/**
 * Fields of what a person sets up once, a connection or a webhook. Those whose choices or fields come from the service
 * are the ones modules have.
 */
export function SetupFields({
  idPrefix,
  app,
  connectionId,
  fields,
  values,
  problemOf,
  storedOf = NOTHING_STORED,
  onChange,
}: {
  readonly idPrefix: string;
  /** The app whose RPCs fill in choices. */
  readonly app: string;
  /** The connection they are asked with, where there is one already. */
  readonly connectionId: string | undefined;
  readonly fields: readonly Values[];
  readonly values: Values;
  /** What the server found wrong with a field, by its path without the first slash. */
  readonly problemOf: (path: string) => string | undefined;
  /** What is known of a stored secret, for example "ends in 4f2a". */
  readonly storedOf?: (name: string) => string | undefined;
  readonly onChange: (values: Values) => void;
}) {
  const scope: FieldScope = {
    read: ({ name }) => own(values, name),
    write: ({ name }, value) => onChange(withKey(values, name, value)),
    pathOf: ({ name }) => `/${name}`,
    values: () => values,
  };
  const form: Form = {
    idPrefix,
    app,
    connectionId,
    problemAt: (path) => problemOf(path.slice(1)),
    leadOf: () => undefined,
    doubtAt: () => undefined,
    touch: () => undefined,
    mayType: true,
    Field: SetupField,
  };
  return (
    <FormContext value={form}>
      <StoredContext value={storedOf}>
        <div className={classes['setup']}>
          <FieldList fields={readFields(fields, 'parameters')} scope={scope} />
        </div>
      </StoredContext>
    </FormContext>
  );
}

const NOTHING_STORED = (): string | undefined => undefined;
const StoredContext = createContext<(name: string) => string | undefined>(NOTHING_STORED);

function SetupField({ field, scope }: { readonly field: FormField; readonly scope: FieldScope }) {
  const form = useForm();
  const storedOf = useContext(StoredContext);
  if (!isPlain(field)) return <Field field={field} scope={scope} />;
  const value = scope.read(field);
  return (
    <PlainField
      field={field.raw}
      value={value}
      stored={storedOf(field.name)}
      error={form.problemAt(scope.pathOf(field), field, value)}
      onChange={(next) => scope.write(field, next)}
    />
  );
}

/** Types that are more than one control, or none. */
const RICH: ReadonlySet<string> = new Set(['array', 'collection', 'file', 'folder', 'rpc', 'hidden', ...VISUAL]);

function isPlain(field: FormField): boolean {
  if (RICH.has(field.type)) return false;
  if (field.type === 'select') return Array.isArray(field.raw['options']) && !hasNested(field);
  if (field.type === 'boolean') return !hasNested(field);
  return !isValues(field.raw['rpc']);
}

function hasNested(field: FormField): boolean {
  const { nested, options } = field.raw;
  const ofOptions = readOptions(optionsSource(field), field).map((option) => option.nested);
  return [nested, own(options, 'nested'), ...ofOptions].some((fields) => fields !== undefined);
}
