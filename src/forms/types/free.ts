import { parsedJson, structured } from '../json-text.ts';
import { isCollection } from '../../core/json.ts';
import { plainText } from '../plain-text.ts';
import { accepted, refused } from '../type-entry.ts';
import type { TypeEntry } from '../type-entry.ts';

/** Values without a fixed form. */
export const freeTypes: readonly TypeEntry[] = [
  {
    type: 'any',
    summary: 'Any value, unchanged.',
    examples: [{ value: { a: [1] }, result: { a: [1] } }],
    coerce: accepted,
    schema: () => ({}),
  },
  {
    type: 'hidden',
    summary: 'Any value, unchanged and not shown; its default always applies.',
    examples: [
      { value: 'kept', result: 'kept' },
      { field: { default: 'v2' }, value: undefined, result: 'v2' },
    ],
    coerce: accepted,
    schema: () => ({}),
  },
  {
    type: 'json',
    summary: 'JSON: text is checked and kept as it is, other values pass unchanged.',
    examples: [
      { value: '{"a": 1}', result: '{"a": 1}' },
      { value: { a: 1 }, result: { a: 1 } },
      { value: '{a: 1}', problem: 'FIELD_FORMAT' },
    ],
    coerce(value, _field, context) {
      if (typeof value !== 'string' || parsedJson(value) !== undefined) return accepted(value);
      return refused(
        context,
        'FIELD_FORMAT',
        'is not valid JSON',
        'Quote names and texts with ", and close every bracket.',
      );
    },
    schema: () => ({}),
  },
  {
    type: 'buffer',
    summary: 'Bytes; text is taken as UTF-8, or in the encoding `codepage` names.',
    examples: [
      { value: 'text', result: Buffer.from('text') },
      { field: { codepage: 'latin1' }, value: 'é', result: Buffer.from([0xe9]) },
      { value: Buffer.from([0, 255]), result: Buffer.from([0, 255]) },
      { value: { a: 1 }, problem: 'FIELD_TYPE' },
    ],
    coerce(value, { field }, context) {
      if (value instanceof Uint8Array) return accepted(value);
      const text = typeof value === 'object' ? undefined : plainText(value);
      if (text !== undefined) return accepted(Buffer.from(text, encodingOf(field['codepage'])));
      return refused(context, 'FIELD_TYPE', 'must be the contents of a file', 'Map the data of a file, or give text.');
    },
    schema: () => ({ type: 'string', contentEncoding: 'base64' }),
  },
  {
    type: 'filter',
    summary:
      'Conditions `{a, o, b}`: a list of alternatives, each a list of conditions that hold together; flat with `options.logic`.',
    examples: [
      { value: [[{ a: 'x', o: 'text:equal', b: 'y' }]], result: [[{ a: 'x', o: 'text:equal', b: 'y' }]] },
      {
        field: { options: { store: [], logic: 'and' } },
        value: [{ a: 'x', o: 'exist' }],
        result: [{ a: 'x', o: 'exist' }],
      },
      { value: '[[{"a":"x","o":"exist"}]]', settings: { fromText: true }, result: [[{ a: 'x', o: 'exist' }]] },
      { value: [{ a: 'x', o: 'exist' }], problem: 'FIELD_TYPE' },
      { value: [[{ a: 'x' }]], problem: 'FIELD_TYPE' },
    ],
    coerce(value, field, context) {
      const given = structured(value, context.settings);
      const right = isFlat(field.field.options)
        ? isConditions(given)
        : Array.isArray(given) && given.every(isConditions);
      if (right) return accepted(given);
      const fix = 'Give a list of lists of conditions, each with a, o (the operator) and b.';
      return refused(context, 'FIELD_TYPE', 'must be a list of conditions', fix);
    },
    schema: () => ({ type: 'array' }),
  },
];

/** Names of code pages that Node knows; any other is taken for UTF-8. */
function encodingOf(codepage: unknown): BufferEncoding {
  const name = typeof codepage === 'string' ? codepage.toLowerCase() : '';
  if (name === 'iso-8859-1') return 'latin1';
  return Buffer.isEncoding(name) ? name : 'utf8';
}

function isFlat(options: unknown): boolean {
  return isCollection(options) && (options['logic'] === 'and' || options['logic'] === 'or');
}

function isConditions(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((condition) => isCollection(condition) && typeof condition['o'] === 'string')
  );
}
