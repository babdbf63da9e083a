import { listOf, textOf } from '../../../iml/coerce.ts';
import type { Operator, Variant } from './operator.ts';
import { examplesOf, orderedOperators, type Examples } from './ordered.ts';
import { finiteNumber } from './scalar.ts';

/** Membership by text, and the other comparisons by length. */
export function arrayOperators(): Operator[] {
  const holds = (a: unknown, b: unknown, fold: (text: string) => string): boolean =>
    listOf(a).some((element) => fold(textOf(element)) === fold(textOf(b)));
  const member = ({ negated, ignoreCase }: Variant): Operator => {
    const fold = ignoreCase ? (text: string): string => text.toLowerCase() : (text: string): string => text;
    return {
      name: `array:${negated ? 'not' : ''}contain${ignoreCase ? ':ci' : ''}`,
      label: `${negated ? 'does not contain' : 'contains'}${ignoreCase ? ' (ignoring case)' : ''}`,
      unary: false,
      test: (a, b) => holds(a, b, fold) !== negated,
      examples: [
        { a: ['vip', 'new'], b: 'vip', result: !negated },
        { a: ['VIP'], b: 'vip', result: ignoreCase !== negated },
        { a: undefined, b: 'vip', result: negated },
      ],
    };
  };
  const members = [false, true].flatMap((ignoreCase) =>
    [false, true].map((negated) => member({ negated, ignoreCase })),
  );
  return [
    ...members,
    ...orderedOperators('array', (a, b) => listOf(a).length - (lengthOf(b) ?? Number.NaN), lengthExamples()),
  ];
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : finiteNumber(value);
}

function lengthExamples(): Examples {
  return examplesOf({ a: [1, 2], b: '2', result: true }, [[1], [1, 2, 3]]);
}
