import { isCollection, ownValue } from '../../core/json.ts';
import type { PropertyDefinition, PropertyTypeName } from '../world/property-definition-schema.ts';
import { TIME_OF_DAY } from '../world/value-schemas.ts';

/** One kind of value: how it is read, and what is said about a value that is none. */
interface TypeRule {
  /**
   * The value as it is kept, or undefined when it is of another kind. Every kind has one form as text, so that CSV
   * cells, searches, forms and merge fields all mean the same.
   */
  read(value: unknown, definition: PropertyDefinition): string | number | undefined;
  /** What was expected, to end a sentence with. */
  expected(definition: PropertyDefinition): string;
}

/** What each kind of property accepts. */
export const TYPE_RULES: Readonly<Record<PropertyTypeName, TypeRule>> = {
  number: {
    read(value) {
      const text = plainText(value);
      return text !== undefined && /^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
    },
    expected: () => 'a number such as 65535 or 3.14',
  },
  text: { read: (value) => plainText(value), expected: () => 'a text' },
  word: { read: (value) => matching(value, /^[\p{L}\p{N}]+$/u), expected: () => 'letters and digits without spaces' },
  single_choice: {
    read: (value, { options }) => options.find((option) => option === plainText(value)),
    expected: ({ options }) => `one of: ${options.join(', ')}`,
  },
  multiple_choice: { read: severalChoices, expected: ({ options }) => `any of, each once: ${options.join(', ')}` },
  location: {
    read: location,
    expected: () => 'latitude, longitude and perhaps a label, such as 52.52, 13.405, Berlin',
  },
  date: { read: calendarDate, expected: () => 'a date such as 2024-02-29' },
  time: {
    read: (value) => matching(value, TIME_OF_DAY),
    expected: () => 'hours and minutes such as 23:59',
  },
};

/** Booleans count as their text; forms and CSV files know no other. */
function plainText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? plainNumber(value) : undefined;
  return typeof value === 'boolean' ? String(value) : undefined;
}

/** Without an exponent, which no rule here expects. */
function plainNumber(value: number): string {
  return /e/.test(String(value))
    ? value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 })
    : String(value);
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  const text = plainText(value);
  return text !== undefined && pattern.test(text) ? text : undefined;
}

/** A list, or one text with commas; kept in the order of the options. */
function severalChoices(value: unknown, { options }: PropertyDefinition): string | undefined {
  const listed = Array.isArray(value)
    ? (value as unknown[])
    : plainText(value)
        ?.split(',')
        .map((each) => each.trim());
  if (listed === undefined) return undefined;
  const given = listed.length === 1 && listed[0] === '' ? [] : listed;
  const known = given.every((each) => typeof each === 'string' && options.includes(each));
  if (!known || new Set(given).size !== given.length) return undefined;
  return options.filter((option) => given.includes(option)).join(', ');
}

const POINT = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*(?:,\s*(.*\S))?\s*$/s;

/** An object with `lat`, `lng` and perhaps `label`, or the three as one text. */
function location(value: unknown): string | undefined {
  const [lat, lng, label] = isCollection(value) ? partsOf(value) : partsIn(plainText(value) ?? '');
  if (lat === undefined || lng === undefined || label === undefined) return undefined;
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lng) <= 180)) return undefined;
  return [lat, lng, ...(label === '' ? [] : [label])].join(', ');
}

type Parts = readonly [number | undefined, number | undefined, string | undefined];
const NOWHERE: Parts = [undefined, undefined, undefined];

function partsIn(text: string): Parts {
  const match = POINT.exec(text);
  return match === null ? NOWHERE : [Number(match[1]), Number(match[2]), match[3] ?? ''];
}

function partsOf(value: object): Parts {
  if (Object.keys(value).some((key) => !['lat', 'lng', 'label'].includes(key))) return NOWHERE;
  const label = ownValue(value, 'label') ?? '';
  return [
    degrees(ownValue(value, 'lat')),
    degrees(ownValue(value, 'lng')),
    typeof label === 'string' ? label.trim() : undefined,
  ];
}

function degrees(value: unknown): number | undefined {
  const text = plainText(value);
  return text !== undefined && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function calendarDate(value: unknown): string | undefined {
  const text = matching(value, /^\d{4}-\d\d-\d\d$/);
  if (text === undefined) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}
