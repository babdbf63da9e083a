import { parsedJson } from '../json-text.ts';
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
    summary: 'JSON: text is checked and kept as it is, other values pass unchanged; a `schema` is for the form only.',
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
];

/** Names of code pages that Node knows; any other is taken for UTF-8. */
function encodingOf(codepage: unknown): BufferEncoding {
  const name = typeof codepage === 'string' ? codepage.toLowerCase() : '';
  if (name === 'iso-8859-1') return 'latin1';
  return Buffer.isEncoding(name) ? name : 'utf8';
}
