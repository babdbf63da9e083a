import { createContext, useContext } from 'react';
import type { ComponentType } from 'react';
import type { FormField } from '../model/form-field.ts';

/** What the fields of a form share. Paths are JSON pointers below the module, for example `/mapper/text`. */
export interface Form {
  /** Comes before the ids of all elements of the form. */
  readonly idPrefix: string;
  /** The app whose RPCs fill in choices; undefined for modules of the engine. */
  readonly app: string | undefined;
  readonly connectionId: string | undefined;
  /** What is wrong with the value at a path and can be told by now. */
  problemAt(path: string, field: FormField, value: unknown): string | undefined;
  /** What stands before the value at a path, for example the address of an API. */
  leadOf(path: string): string | undefined;
  /** What is doubtful about the value at a path, wrong or not. */
  doubtAt(path: string, value: unknown): string | undefined;
  /** Whether choices that cannot be loaded may be typed where no expressions are taken. */
  readonly mayType?: boolean;
  /** People were at a field and left it: from now on it says what is wrong with it. */
  touch(path: string): void;
  /** Draws a field; lists of fields inside fields use it, too. */
  readonly Field: ComponentType<{ readonly field: FormField; readonly scope: FieldScope }>;
}

export const FormContext = createContext<Form | undefined>(undefined);

/** The form around a field. @throws Error outside of one. */
export function useForm(): Form {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error('This field only works in a form.');
  return form;
}

/** Where the fields of a list keep their values: the module, or a collection in it. */
export interface FieldScope {
  read(field: FormField): unknown;
  write(field: FormField, value: unknown): void;
  pathOf(field: FormField): string;
  /** Values of the list by name, for choices that depend on them. */
  values(): Readonly<Record<string, unknown>>;
}

/** What draws one field. */
export interface ControlProps {
  readonly field: FormField;
  readonly path: string;
  /** Id of the element people write in or choose from. */
  readonly id: string;
  /** Id of its label. */
  readonly labelId: string;
  /** Ids of help and problem. */
  readonly describedBy: string | undefined;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly isInvalid: boolean;
  readonly scope: FieldScope;
}
