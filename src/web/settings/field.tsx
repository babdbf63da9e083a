import { useState } from 'react';
import type { ComponentType } from 'react';
import { EVERY_NAME, isMapped, VISUAL } from '../model/form-field.ts';
import type { FormField } from '../model/form-field.ts';
import { choiceText } from '../model/form-options.ts';
import { textOf } from '../model/text-of.ts';
import { isValues } from '../model/values.ts';
import { ArrayField } from './array-field.tsx';
import { BooleanField } from './boolean-field.tsx';
import { CollectionField } from './collection-field.tsx';
import { DataRecordField, DataStoreField } from './data-store-field.tsx';
import { DateField } from './date-field.tsx';
import { FieldFrame, fieldIds } from './field-frame.tsx';
import { FilterField } from './filter-field.tsx';
import { ModuleField } from './module-field.tsx';
import { NestedFields } from './nested-fields.tsx';
import { PairsField } from './pairs-field.tsx';
import { PathField } from './path-field.tsx';
import { useForm } from './form-context.ts';
import type { ControlProps, FieldScope } from './form-context.ts';
import { SelectField } from './select-field.tsx';
import { SearchedText } from './service-search.tsx';
import { PasswordField, TextField } from './text-field.tsx';
import { TimezoneField } from './timezone-field.tsx';
import { VisualField } from './visual-field.tsx';

interface Control {
  readonly draw: ComponentType<ControlProps & { readonly onType: () => void }>;
  /** Whether people choose between the control and an expression. */
  readonly isSwitched?: boolean;
  /** Whether it is several controls under one name. */
  readonly isGroup?: boolean;
}

const TEXT: Control = { draw: TextField };
const SEARCHED: Control = { draw: SearchedText };
const PAIRS: Control = { draw: PairsField, isSwitched: true, isGroup: true };

/** How fields with a meaning of their own are drawn, whatever their type. */
const MEANINGS: ReadonlyMap<unknown, Control> = new Map<unknown, Control>([
  ['module', { draw: ModuleField }],
  ['data-store', { draw: DataStoreField }],
  ['data-record', { draw: DataRecordField, isSwitched: true, isGroup: true }],
]);

/** How the types are drawn; those that are not listed are texts. */
const CONTROLS: ReadonlyMap<string, Control> = new Map<string, Control>([
  ['boolean', { draw: BooleanField, isSwitched: true, isGroup: true }],
  ['select', { draw: SelectField, isSwitched: true }],
  ['timezone', { draw: TimezoneField, isSwitched: true }],
  ['array', { draw: ArrayField, isSwitched: true, isGroup: true }],
  ['collection', { draw: CollectionField, isGroup: true }],
  ['date', { draw: DateField }],
  ['time', { draw: DateField }],
  ['timestamp', { draw: DateField }],
  ['password', { draw: PasswordField }],
  ['filter', { draw: FilterField, isGroup: true }],
  ['file', { draw: PathField }],
  ['folder', { draw: PathField }],
]);

/** One field of a form. */
export function Field({ field, scope }: { readonly field: FormField; readonly scope: FieldScope }) {
  if (field.type === 'hidden') return null;
  if (VISUAL.has(field.type)) return <VisualField field={field} />;
  if (field.type === 'rpc')
    return <NestedFields field={field} nested={[textOf(field.raw['rpc'])]} scope={scope} isFlat />;
  return <InputField field={field} scope={scope} />;
}

function InputField({ field, scope }: { readonly field: FormField; readonly scope: FieldScope }) {
  const form = useForm();
  const path = scope.pathOf(field);
  const value = scope.read(field);
  const control = controlOf(field);
  const canSwitch = control.isSwitched === true && field.mappable && field.name !== EVERY_NAME;
  const [isTyping, setTyping] = useState(false);
  const mayType = isTyping && form.mayType === true;
  const isExpression = mayType || (canSwitch && (isTyping || isMapped(value) || isOtherText(field, value)));
  const { draw: Draw, isGroup = false } = isExpression ? TEXT : control;
  const ids = fieldIds(form.idPrefix, path);
  const problem = form.problemAt(path, field, value);
  const doubt = form.doubtAt(path, value);
  const lead = form.leadOf(path);
  const described = idsOf([
    [ids.leadId, lead],
    [ids.problemId, problem],
    [ids.doubtId, doubt],
    [ids.helpId, field.help],
  ]);
  const write = (next: unknown): void => scope.write(field, next);
  return (
    <FieldFrame
      field={field}
      ids={ids}
      problem={problem}
      doubt={doubt}
      lead={lead}
      isGroup={isGroup}
      isMapped={canSwitch ? isExpression : undefined}
      onMap={(isOn) => {
        setTyping(isOn);
        if (!isOn || Array.isArray(value)) write(undefined);
        else if (typeof value === 'boolean') write(choiceText(value));
      }}
    >
      <Draw
        field={field}
        path={path}
        id={ids.id}
        labelId={ids.labelId}
        describedBy={described}
        value={value}
        onChange={write}
        isInvalid={problem !== undefined}
        scope={scope}
        onType={() => setTyping(true)}
      />
    </FieldFrame>
  );
}

/** Ids of the texts that are there. */
function idsOf(texts: readonly (readonly [id: string, text: string | undefined])[]): string | undefined {
  const present = texts.filter(([, text]) => text !== undefined && text !== '');
  return present.length === 0 ? undefined : present.map(([id]) => id).join(' ');
}

function controlOf(field: FormField): Control {
  const meaning = MEANINGS.get(field.raw['semantic']);
  if (meaning !== undefined) return meaning;
  if (field.name === EVERY_NAME || isFree(field)) return PAIRS;
  if (field.type === 'text' && isValues(field.raw['rpc'])) return SEARCHED;
  return CONTROLS.get(field.type) ?? TEXT;
}

/** A collection whose members nobody declared. */
function isFree({ type, raw }: FormField): boolean {
  return type === 'collection' && !Array.isArray(raw['spec']);
}

/** A text in a yes-or-no field or a list, as older blueprints have them, can only be shown as text. */
function isOtherText(field: FormField, value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false;
  return field.type === 'boolean' && value !== 'true' && value !== 'false';
}
