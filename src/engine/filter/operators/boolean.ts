import { isEmpty, textOf } from '../../../iml/coerce.ts';
import type { Operator } from './operator.ts';

/** Comparisons of yes and no. */
export function booleanOperators(): Operator[] {
  return [
    {
      name: 'boolean:equal',
      label: 'equal to',
      unary: false,
      test: (a, b) => booleanOf(a) !== undefined && booleanOf(a) === booleanOf(b),
      examples: [
        { a: true, b: 'true', result: true },
        { a: 'yes', b: true, result: true },
        { a: undefined, b: false, result: true },
        { a: 'perhaps', b: true, result: false },
      ],
    },
    {
      name: 'boolean:notequal',
      label: 'not equal to',
      unary: false,
      test: (a, b) => booleanOf(a) !== undefined && booleanOf(b) !== undefined && booleanOf(a) !== booleanOf(b),
      examples: [
        { a: true, b: false, result: true },
        { a: 'no', b: 'false', result: false },
      ],
    },
    {
      name: 'boolean:istrue',
      label: 'is true',
      unary: true,
      test: (a) => booleanOf(a) === true,
      examples: [
        { a: 'true', result: true },
        { a: 0, result: false },
      ],
    },
    {
      name: 'boolean:isfalse',
      label: 'is false',
      unary: true,
      test: (a) => booleanOf(a) === false,
      examples: [
        { a: 'false', result: true },
        { a: true, result: false },
      ],
    },
  ];
}

/** Yes or no; nothing counts as no, and a text that says neither as undefined. */
function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (isEmpty(value) || value === 0) return false;
  if (value === 1) return true;
  return BOOLEAN_WORDS.get(textOf(value).trim().toLowerCase());
}

const BOOLEAN_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);
