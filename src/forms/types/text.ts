import { checkPattern } from '../../iml/functions/pattern.ts';
import { stripHtml } from '../../iml/functions/strip-html.ts';
import { isPhoneCountry, toE164 } from '../phone.ts';
import { plainText, shown } from '../plain-text.ts';
import { accepted, refused } from '../type-entry.ts';
import type { CoerceContext, CompiledField, Outcome, Schema, TypeEntry } from '../type-entry.ts';

/** Text of any kind, also that of a number, a date or a list. */
export const textType: TypeEntry = {
  type: 'text',
  summary:
    'Text; numbers, dates and lists become text. `tags` strips or escapes HTML. The semantic `phoneNumber` normalises to E.164.',
  examples: [
    { value: 'Matthew', result: 'Matthew' },
    { value: 12.5, result: '12.5' },
    { value: true, result: 'true' },
    { value: ['a', 1], result: 'a,1' },
    { value: { a: 1 }, result: '{"a":1}' },
    { value: new Date(0), result: '1970-01-01T00:00:00.000Z' },
    { value: Buffer.from('bytes'), result: 'bytes' },
    { value: new Date(Number.NaN), problem: 'FIELD_TYPE' },
    { field: { validate: { max: 3 } }, value: 'four', problem: 'FIELD_RANGE' },
    { field: { validate: { min: 3 } }, value: 'ab', problem: 'FIELD_RANGE' },
    { field: { validate: { pattern: '^\\d{5}$' } }, value: '90210', result: '90210' },
    { field: { pattern: '^\\d{5}$' }, value: '9021', problem: 'FIELD_PATTERN' },
    { field: { validate: { pattern: { regexp: '^\\d{5}$' } } }, value: '9021', problem: 'FIELD_PATTERN' },
    { field: { validate: { enum: ['a', 'b'] } }, value: 'c', problem: 'FIELD_OPTION' },
    { field: { tags: 'strip' }, value: '<b>1 &lt; 2</b>', result: '1 &lt; 2' },
    { field: { tags: 'stripall' }, value: '<b>1 &lt; 2</b><script>x()</script>', result: '1 < 2' },
    { field: { tags: 'escape' }, value: '<b>', result: '&lt;b&gt;' },
    { field: { pattern: '^(a+)+$' }, value: 'aaa!', problem: 'FIELD_PATTERN' },
    { field: { semantic: 'phoneNumber' }, value: '(310) 555-1234', result: '+13105551234' },
    { field: { semantic: 'phoneNumber' }, value: 13105551234, result: '+13105551234' },
    { field: { semantic: 'phoneNumber' }, value: '+44 20 7946 0958', result: '+442079460958' },
    { field: { semantic: 'phoneNumber', country: 'GB' }, value: '020 7946 0958', result: '+442079460958' },
    { field: { semantic: 'phoneNumber' }, value: '12345', problem: 'FIELD_PHONE' },
    { field: { semantic: 'phoneNumber' }, value: 'not a number', problem: 'FIELD_PHONE' },
    { field: { semantic: 'phoneNumber' }, value: '+13105551234 ext. 5', problem: 'FIELD_PHONE' },
  ],
  coerce(value, field, context) {
    const text = plainText(value);
    if (text === undefined) return refused(context, 'FIELD_TYPE', 'must be text', 'Give a text.');
    const plain = TAGS.get(field.field['tags'])?.(text) ?? text;
    const meant = SEMANTICS.get(field.field.semantic ?? '')?.(plain, field, context) ?? accepted(plain);
    return typeof meant.value === 'string' ? checkText(meant.value, field, context) : meant;
  },
  schema: textSchema,
};

/** Checks length, pattern and `enum` of a text that is otherwise right. */
export function checkText(text: string, field: CompiledField, context: CoerceContext): Outcome {
  if (text === '') return accepted(text);
  return checkLength(text, field, context) ?? checkContent(text, field, context) ?? accepted(text);
}

/** JSON Schema of a text with the field's bounds. */
export function textSchema(field: CompiledField): Schema {
  const { min, max } = field.bounds;
  return {
    type: 'string',
    ...(min === undefined ? {} : { minLength: min }),
    ...(max === undefined ? {} : { maxLength: max }),
    ...(field.pattern === undefined ? {} : { pattern: field.pattern.source }),
  };
}

/** What becomes of HTML in a text, by the field's `tags`. */
const TAGS: ReadonlyMap<unknown, (text: string) => string> = new Map([
  ['strip', stripHtml],
  ['stripall', (text: string) => unescapeHtml(stripHtml(text))],
  ['escape', escapeHtml],
]);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
}

function unescapeHtml(text: string): string {
  const plain: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' };
  return text.replaceAll(/&(lt|gt|amp|quot|#39|nbsp);/g, (entity, name: string) => plain[name] ?? entity);
}

/** What a text means beyond its letters, by the field's `semantic`. */
const SEMANTICS: ReadonlyMap<string, TypeEntry['coerce']> = new Map([['phoneNumber', phoneNumber]]);

function phoneNumber(value: unknown, field: CompiledField, context: CoerceContext): Outcome {
  const text = String(value);
  const { country } = field.field;
  const number = toE164(text, isPhoneCountry(country) ? country : undefined);
  if (number !== undefined) return accepted(number);
  const says = `is not a phone number: ${shown(text)}`;
  return refused(context, 'FIELD_PHONE', says, 'Write it with its country code, for example +13105551234.');
}

/** Lengths count characters, not the units they are stored in. */
function checkLength(text: string, { bounds }: CompiledField, context: CoerceContext): Outcome | undefined {
  const { min = 0, max = Infinity } = bounds;
  const length = min === 0 && max === Infinity ? 0 : Array.from(text).length;
  if (length < min) {
    return refused(context, 'FIELD_RANGE', `is shorter than ${min} characters`, `Write at least ${min} characters.`);
  }
  if (length > max) {
    return refused(context, 'FIELD_RANGE', `is longer than ${max} characters`, `Write at most ${max} characters.`);
  }
  return undefined;
}

/** A pattern that could run for ever on this text matches nothing. */
function matches(pattern: RegExp, text: string): boolean {
  try {
    checkPattern(pattern.source, text.length, pattern.flags);
  } catch {
    return false;
  }
  return pattern.test(text);
}

function checkContent(text: string, field: CompiledField, context: CoerceContext): Outcome | undefined {
  if (field.pattern !== undefined && !matches(field.pattern, text)) {
    const fix = `Write it in the form of the pattern ${field.pattern.source}.`;
    return refused(context, 'FIELD_PATTERN', 'does not have the form it must have', fix);
  }
  const allowed = field.bounds.enum?.map(String);
  if (allowed === undefined || allowed.includes(text)) return undefined;
  return refused(context, 'FIELD_OPTION', 'is not one of the allowed values', `Use one of: ${allowed.join(', ')}.`);
}
