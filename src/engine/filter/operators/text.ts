import { textOf } from '../../../iml/coerce.ts';
import { matchesPattern } from '../filter-pattern.ts';
import type { Operator, OperatorExample, Variant } from './operator.ts';

/** Each test, its opposite, and both without regard to case. */
export function textOperators(): Operator[] {
  return TEXT_TESTS.flatMap((test) => [
    textOperator(test, { negated: false, ignoreCase: false }),
    textOperator(test, { negated: true, ignoreCase: false }),
    textOperator(test, { negated: false, ignoreCase: true }),
    textOperator(test, { negated: true, ignoreCase: true }),
  ]);
}

interface TextTest {
  readonly name: string;
  readonly label: string;
  /** The label of its negation. */
  readonly opposite: string;
  readonly holds: (a: string, b: string, ignoreCase: boolean) => boolean;
  /** An operand pair for which it holds, one for which it holds only without regard to case, and one for which not. */
  readonly pairs: readonly [readonly [unknown, unknown], readonly [unknown, unknown], readonly [unknown, unknown]];
}

const TEXT_TESTS: readonly TextTest[] = [
  {
    name: 'equal',
    label: 'equal to',
    opposite: 'not equal to',
    holds: folded((a, b) => a === b),
    pairs: [
      ['vip', 'vip'],
      ['VIP', 'vip'],
      ['vip', 'new'],
    ],
  },
  {
    name: 'contain',
    label: 'contains',
    opposite: 'does not contain',
    holds: folded((a, b) => a.includes(b)),
    pairs: [
      ['a big order', 'big'],
      ['A BIG ORDER', 'big'],
      ['a big order', 'small'],
    ],
  },
  {
    name: 'startwith',
    label: 'starts with',
    opposite: 'does not start with',
    holds: folded((a, b) => a.startsWith(b)),
    pairs: [
      ['+13105551234', '+1'],
      ['Hello', 'hell'],
      ['+44', '+1'],
    ],
  },
  {
    name: 'endwith',
    label: 'ends with',
    opposite: 'does not end with',
    holds: folded((a, b) => a.endsWith(b)),
    pairs: [
      ['ada@example.com', '.com'],
      ['ADA@EXAMPLE.COM', '.com'],
      ['ada@example.org', '.com'],
    ],
  },
  {
    name: 'pattern',
    label: 'matches the pattern',
    opposite: 'does not match the pattern',
    holds: matchesPattern,
    pairs: [
      ['A-17', '^[A-Z]-\\d+$'],
      ['a-17', '^[A-Z]-\\d+$'],
      ['17', '^[A-Z]-\\d+$'],
    ],
  },
];

function textOperator({ name, label, opposite, holds, pairs }: TextTest, { negated, ignoreCase }: Variant): Operator {
  const [always, whenFolded, never] = pairs;
  const example = ([a, b]: readonly [unknown, unknown], result: boolean): OperatorExample => ({
    a,
    b,
    result: result !== negated,
  });
  const written = negated ? opposite : label;
  return {
    name: `text:${negated ? 'not' : ''}${name}${ignoreCase ? ':ci' : ''}`,
    label: ignoreCase ? `${written} (ignoring case)` : written,
    unary: false,
    test: (a, b) => holds(textOf(a), textOf(b), ignoreCase) !== negated,
    examples: [example(always, true), example(whenFolded, ignoreCase), example(never, false)],
  };
}

function folded(holds: (a: string, b: string) => boolean): TextTest['holds'] {
  return (a, b, ignoreCase) => (ignoreCase ? holds(a.toLowerCase(), b.toLowerCase()) : holds(a, b));
}
