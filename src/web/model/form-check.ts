import { isBlank, isMapped, VISUAL, type FormField } from './form-field.ts';
import { textOf } from './text-of.ts';
import { own } from './values.ts';

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

interface Format {
  matches(text: string): boolean;
  readonly says: string;
}

/** What texts that were typed must look like. The server checks everything again, and more. */
const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['number', { matches: (text) => DECIMAL.test(text), says: 'Write a number, for example 12 or 12.5.' }],
  ['integer', { matches: (text) => /^[+-]?\d+$/.test(text), says: 'Write a whole number, for example 12.' }],
  ['uinteger', { matches: (text) => /^\+?\d+$/.test(text), says: 'Write a whole number, zero or more.' }],
  ['port', { matches: (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, says: 'Write a port, 0 to 65535.' }],
  [
    'email',
    {
      matches: (text) => /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text),
      says: 'Write an address such as ann@example.com.',
    },
  ],
  [
    'url',
    {
      matches: (text) => /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text) && URL.canParse(text),
      says: 'Write the whole address, for example https://example.com/picture.png.',
    },
  ],
  [
    'uuid',
    {
      matches: (text) => /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text),
      says: 'Write a UUID, for example 7d444840-9dc0-11d1-b245-5ffdce74fad2.',
    },
  ],
  ['color', { matches: (text) => /^#[\da-f]{6}$/i.test(text), says: 'Write a colour, for example #1a73e8.' }],
  ['date', { matches: (text) => isDate(text), says: 'Write a date such as 2025-10-03T10:00:00Z, or choose one.' }],
  [
    'time',
    {
      matches: (text) => /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.test(text),
      says: 'Write a time of day, for example 09:30.',
    },
  ],
  [
    'json',
    {
      matches: (text) => isJson(text),
      says: 'Quote names and texts with ", and close every bracket: this is no JSON.',
    },
  ],
]);

/** What is wrong with a value people gave, as a sentence; undefined when nothing is, or when only a run can tell. */
export function problemOf(field: FormField, value: unknown): string | undefined {
  if (VISUAL.has(field.type) || field.type === 'hidden') return undefined;
  if (isBlank(value) || (Array.isArray(value) && value.length === 0)) return emptyProblem(field);
  if (isMapped(value)) {
    return field.mappable ? undefined : `"${field.label}" takes no expressions. Write the value itself.`;
  }
  return own(field.raw, 'validate') === false ? undefined : formatProblem(field, value);
}

function formatProblem({ type }: FormField, value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const format = FORMATS.get(type);
  return format === undefined || format.matches(textOf(value).trim()) ? undefined : format.says;
}

function emptyProblem(field: FormField): string | undefined {
  if (!field.required || !isBlank(field.fallback) || hasDefaultOption(field)) return undefined;
  return field.mappable ? `Fill in or map "${field.label}".` : `Fill in "${field.label}".`;
}

function hasDefaultOption(field: FormField): boolean {
  const { options } = field.raw;
  return Array.isArray(options) && options.some((option: unknown) => own(option, 'default') === true);
}

function isDate(text: string): boolean {
  return DECIMAL.test(text) || !Number.isNaN(Date.parse(text));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
