import { type Collection, isCollection, setOwn } from '../core/json.ts';
import { compileForm } from '../forms/form.ts';
import type { Field } from '../forms/field.ts';
import { writtenOptions } from '../forms/options.ts';
import { FIELD_TYPES, resolveType } from '../forms/type-table.ts';
import { placeholderFor } from './placeholder.ts';

/** Which fields get a value. */
export type Amount = 'required' | 'all';

/** Texts that many a pattern asks for. */
const TEXTS = [
  'sample',
  'Sample text',
  'sample@example.com',
  'https://www.example.com/sample',
  '1',
  '12345',
  '2025-10-03',
  '2025-10-03T10:00:00Z',
  '10:00',
  'US',
  'USD',
  'en',
  'en_US',
  '+13105551234',
  '#1F6FEB',
  '123e4567-e89b-42d3-a456-426614174000',
  'a'.repeat(24),
  'A1B2C3',
  '{}',
  '/sample',
];

/** Values for the fields of a form, made of their options, defaults, types and names. Addresses of RPCs have no values. */
export function inputFor(fields: readonly Field[], amount: Amount): Collection {
  const input: Collection = {};
  for (const field of fields) {
    // What is only shown has no name.
    if (!isCollection(field) || !field.name) continue;
    if (amount === 'required' && !isFilledIn(field)) continue;
    const value = valueFor(field, amount);
    if (value === undefined) continue;
    setOwn(input, field.name, value);
    for (const [name, inner] of Object.entries(inputFor(nestedFields(field, value), amount)))
      setOwn(input, name, inner);
  }
  return input;
}

/** A mandatory field, or one a form shows with its default. */
function isFilledIn({ required, default: usual }: Field): boolean {
  return required === true || (usual !== undefined && usual !== null && usual !== '');
}

/** A value the field accepts, or undefined when none is found. */
export function valueFor(field: Field, amount: Amount): unknown {
  return candidatesFor(field, amount).find((candidate) => candidate !== undefined && accepts(field, candidate));
}

function candidatesFor(field: Field, amount: Amount): readonly unknown[] {
  const type = resolveType(field.type);
  const make = typeof type === 'string' ? MAKERS.get(type) : undefined;
  const bounds = field.validate === false ? {} : (field.validate ?? {});
  const toCome = bounds.past === false ? [TO_COME] : [];
  const given = [...toCome, field.default, ...(bounds.enum ?? [])].filter((value) => value !== '' && value !== null);
  if (make !== undefined) return [...given, ...make(field, amount)];
  return [...given, placeholderFor(field.name), ...TEXTS.map((text) => fitted(text, bounds)), ...exampleValues(type)];
}

/** A date that is never over. */
const TO_COME = '2999-01-01T00:00:00Z';

type Maker = (field: Field, amount: Amount) => readonly unknown[];

/** Values of types that hold others, and of choices. */
const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['select', (field) => several(field, [...(writtenOptions(field.options) ?? []).map(({ value }) => value), 'sample'])],
  [
    'collection',
    ({ spec }, amount) => [Array.isArray(spec) ? inputFor(spec as readonly Field[], amount) : { name: 'sample' }],
  ],
  ['array', (field, amount) => [listFor(field, amount), []]],
  ...['number', 'integer', 'uinteger', 'port'].map((type): [string, Maker] => [type, numbersFor]),
  ['boolean', () => [true]],
  ['any', ({ name }) => [placeholderFor(name)]],
  ['json', () => ['{"sample":1}']],
  ['buffer', () => [Buffer.from('sample')]],
  ['filename', ({ extension }) => [`sample.${[extension ?? 'txt'].flat()[0]}`.replace('..', '.')]],
]);

function numbersFor({ validate }: Field): readonly unknown[] {
  const { min, max } = validate === false ? {} : (validate ?? {});
  return [min, 1, max];
}

function several(field: Field, values: readonly unknown[]): readonly unknown[] {
  return field.multiple === true ? values.map((value) => [value]) : values;
}

function listFor(field: Field, amount: Amount): unknown[] {
  const { spec } = field;
  const least = field.validate === false ? 1 : Math.max(1, field.validate?.minItems ?? 1);
  const item = Array.isArray(spec)
    ? inputFor(spec as readonly Field[], amount)
    : valueFor({ ...(isCollection(spec) ? spec : { type: 'text' }), name: field.name } as Field, amount);
  return Array.from({ length: least }, () => item);
}

/** A text cut or lengthened to what its bounds allow. */
function fitted(text: string, { min = 0, max = Infinity }: { readonly min?: number; readonly max?: number }): string {
  return text.slice(0, max).padEnd(Math.min(min, 10_000), 'x');
}

function exampleValues(type: unknown): readonly unknown[] {
  const entry = typeof type === 'string' ? FIELD_TYPES.get(type) : undefined;
  return (entry?.examples ?? []).filter((example) => 'result' in example).map(({ value }) => value);
}

/** What a field accepts by itself; the fields a choice brings along are checked with the whole form. */
export function accepts(field: Field, value: unknown): boolean {
  const { nested: _nested, ...alone } = field;
  const options = ownOptions(field.options);
  try {
    const { problems } = compileForm([{ ...alone, ...(options && { options }) }]).accept({ [field.name]: value });
    return problems.length === 0;
  } catch {
    return false;
  }
}

/** The options of a field without the fields they bring along. */
function ownOptions(options: Field['options']): Field['options'] {
  if (Array.isArray(options)) return withoutNested(options);
  if (!isCollection(options)) return options;
  const { nested: _nested, placeholder: _placeholder, store, ...rest }: Collection = options;
  return { ...rest, store: Array.isArray(store) ? withoutNested(store) : store } as Field['options'];
}

function withoutNested(options: readonly unknown[]): Field['options'] {
  return options.map((option) => {
    if (!isCollection(option)) return option;
    const { nested: _nested, options: inner, ...plain } = option;
    return Array.isArray(inner) ? { ...plain, options: withoutNested(inner) } : plain;
  }) as Field['options'];
}

/** The fields that appear with this value. */
function nestedFields(field: Field, value: unknown): readonly Field[] {
  const chosen = writtenOptions(field.options)?.find((option) => [value].flat().includes(option.value));
  const shared = isCollection(field.options) ? field.options['nested'] : undefined;
  const nested = chosen?.nested ?? shared ?? (value === false ? undefined : field.nested);
  const list = isCollection(nested) ? nested['store'] : nested;
  return Array.isArray(list) ? (list as readonly Field[]) : [];
}
