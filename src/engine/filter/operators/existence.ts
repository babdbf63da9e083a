import { isEmpty } from '../../../iml/coerce.ts';
import type { Operator } from './operator.ts';

/** `exist` and `notexist`: everything but nothing and the empty text exists. */
export function existence(): Operator[] {
  const exists = (a: unknown): boolean => !isEmpty(a);
  return [
    {
      name: 'exist',
      label: 'exists',
      unary: true,
      test: exists,
      examples: [
        { a: 'x', result: true },
        { a: 0, result: true },
        { a: [], result: true },
        { a: '', result: false },
        { a: null, result: false },
      ],
    },
    {
      name: 'notexist',
      label: 'does not exist',
      unary: true,
      test: (a) => !exists(a),
      examples: [
        { a: undefined, result: true },
        { a: '', result: true },
        { a: false, result: false },
      ],
    },
  ];
}
