import { textOf } from './text-of.ts';
import { isValues, own, type Values } from './values.ts';

/** Where a blueprint keeps the value of a field. `module` is the module itself, beside its parameters. */
export type FieldHome = 'parameters' | 'mapper' | 'flags' | 'module';

/** One field of a form, read from a manifest: everything a control needs to know. */
export interface FormField {
  readonly name: string;
  /** Aliases are resolved; a type that is not known is shown as text. */
  readonly type: string;
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  readonly advanced: boolean;
  /** Whether it may hold expressions. */
  readonly mappable: boolean;
  readonly disabled: boolean;
  readonly multiline: boolean;
  readonly multiple: boolean;
  readonly placeholder: string;
  /** What holds while nothing is given; undefined when nothing does. */
  readonly fallback: unknown;
  readonly home: FieldHome;
  /** As it is written in the manifest. */
  readonly raw: Values;
}

const HOMES: ReadonlySet<string> = new Set(['parameters', 'mapper', 'flags', 'module'] satisfies FieldHome[]);

/** The name of a field that stands for every value no other field names. */
export const EVERY_NAME = '*';

/** Other names for a type. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['checkbox', 'boolean'],
  ['list', 'select'],
  ['radio', 'select'],
]);

/** Fields that show something and hold nothing. */
export const VISUAL: ReadonlySet<string> = new Set(['banner', 'html', 'markdown', 'separator']);

/** Fields whose text is written in a larger area. */
const LONG: ReadonlySet<string> = new Set(['json', 'buffer', 'pkey', 'cert']);

/** The fields of a list as a manifest writes it; entries that are no fields are left out. */
export function readFields(list: unknown, home: FieldHome): readonly FormField[] {
  return Array.isArray(list) ? list.filter(isValues).map((raw) => readField(raw, home)) : [];
}

/** One field as a manifest writes it. */
export function readField(raw: Values, home: FieldHome): FormField {
  const name = textOf(raw['name']);
  const type = typeOf(raw);
  const kept = textOf(raw['in']);
  const place = HOMES.has(kept) ? (kept as FieldHome) : home;
  return {
    name,
    type,
    label: textOf(raw['label']) || name,
    help: textOf(raw['help']) || textOf(own(raw['mappable'], 'help')),
    required: raw['required'] === true,
    advanced: raw['advanced'] === true,
    mappable: home !== 'parameters' && raw['mappable'] !== false && !SECRET.has(type),
    disabled: raw['disabled'] === true || raw['readonly'] === true,
    multiline: raw['multiline'] === true || LONG.has(type),
    multiple: raw['multiple'] === true,
    placeholder: textOf(raw['placeholder']),
    fallback: raw['default'],
    home: place,
    raw,
  };
}

const SECRET: ReadonlySet<string> = new Set(['password', 'pkey', 'cert']);

function typeOf(raw: Values): string {
  const written = textOf(raw['type']) || 'text';
  return ALIASES.get(written) ?? written;
}

/** The field of an array's items: a collection for a list of fields, text when nothing is said. */
export function itemField(field: FormField): FormField {
  const { spec } = field.raw;
  const item: Values = Array.isArray(spec)
    ? { type: 'collection', spec }
    : isValues(spec)
      ? spec
      : { type: typeof spec === 'string' ? 'any' : 'text' };
  return { ...readField({ ...item, name: textOf(item['name']) }, field.home), mappable: field.mappable };
}

/** What stands before the number of an item: "Property" in "Property 2". */
export function itemWord(field: FormField): string {
  return textOf(own(field.raw['labels'], 'item')) || 'Item';
}

/** The words on the button that adds an item. */
export function addWord(field: FormField): string {
  return textOf(own(field.raw['labels'], 'add')) || 'Add item';
}

/** Whether a value counts as not given. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Whether a value is a text with an expression, which only a run can tell the value of. */
export function isMapped(value: unknown): value is string {
  return typeof value === 'string' && value.includes('{{');
}
