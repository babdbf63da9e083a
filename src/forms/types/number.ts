import type { FieldType } from '../field.ts';
import { shown } from '../plain-text.ts';
import { accepted, refused } from '../type-entry.ts';
import type { CompiledField, Schema, TypeEntry, TypeExample } from '../type-entry.ts';

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Numbers, whole or not, with their natural bounds. */
export const numberTypes: readonly TypeEntry[] = [
  numeric('number', {
    summary: 'A number; text is read as one, yes and no count 1 and 0, a date its milliseconds.',
    examples: [
      { value: 12.5, result: 12.5 },
      { value: ' -12.5e1 ', result: -125 },
      { value: true, result: 1 },
      { value: new Date(1000), result: 1000 },
      { value: 'twelve', problem: 'FIELD_TYPE' },
      { value: '0x10', problem: 'FIELD_TYPE' },
      { value: '1e999', problem: 'FIELD_TYPE' },
      { value: [1], problem: 'FIELD_TYPE' },
      { field: { validate: { min: 1, max: 10 } }, value: 11, problem: 'FIELD_RANGE' },
      { field: { validate: { min: 1, max: 10 } }, value: 0, problem: 'FIELD_RANGE' },
    ],
  }),
  numeric('integer', {
    summary: 'A whole number.',
    whole: true,
    examples: [
      { value: '-3', result: -3 },
      { value: 3.5, problem: 'FIELD_TYPE' },
    ],
  }),
  numeric('uinteger', {
    summary: 'A whole number, zero or more.',
    whole: true,
    min: 0,
    examples: [
      { value: '7', result: 7 },
      { value: -1, problem: 'FIELD_RANGE' },
    ],
  }),
  numeric('port', {
    summary: 'A port number, 0 to 65535.',
    whole: true,
    min: 0,
    max: 65_535,
    examples: [
      { value: '8080', result: 8080 },
      { value: 65_536, problem: 'FIELD_RANGE' },
    ],
  }),
];

interface NumberForm {
  readonly summary: string;
  readonly examples: readonly TypeExample[];
  readonly whole?: boolean;
  readonly min?: number;
  readonly max?: number;
}

function numeric(type: FieldType, form: NumberForm): TypeEntry {
  const noun = form.whole === true ? 'a whole number' : 'a number';
  const sample = form.whole === true ? 'for example 12' : 'for example 12 or 12.5';
  return {
    type,
    summary: form.summary,
    examples: form.examples,
    coerce(value, field, context) {
      const number = numberOf(value);
      if (!Number.isFinite(number) || (form.whole === true && !Number.isInteger(number))) {
        return refused(context, 'FIELD_TYPE', `must be ${noun}, not ${shown(value)}`, `Write digits, ${sample}.`);
      }
      const { min, max } = range(form, field);
      if (number >= min && number <= max) return accepted(number);
      const says = number < min ? `is less than ${min}` : `is more than ${max}`;
      const fix = number < min ? `Use ${min} or more.` : `Use ${max} or less.`;
      return refused(context, 'FIELD_RANGE', says, fix);
    },
    schema: (field) => numberSchema(form, field),
  };
}

function range(form: NumberForm, { bounds }: CompiledField): { readonly min: number; readonly max: number } {
  return {
    min: Math.max(form.min ?? -Infinity, bounds.min ?? -Infinity),
    max: Math.min(form.max ?? Infinity, bounds.max ?? Infinity),
  };
}

function numberSchema(form: NumberForm, field: CompiledField): Schema {
  const { min, max } = range(form, field);
  return {
    type: form.whole === true ? 'integer' : 'number',
    ...(min === -Infinity ? {} : { minimum: min }),
    ...(max === Infinity ? {} : { maximum: max }),
  };
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : Number.NaN;
}
