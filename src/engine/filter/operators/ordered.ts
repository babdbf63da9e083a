import type { Operator, OperatorExample } from './operator.ts';

/** A family that compares by the sign of a difference; operands that cannot be compared never match. */
export function orderedOperators(
  family: string,
  differenceOf: (a: unknown, b: unknown) => number | undefined,
  examples: Examples,
): Operator[] {
  return [...EQUALITY, ...ORDER].map(([name, label, holds]) => ({
    name: `${family}:${name}`,
    label,
    unary: false,
    examples: examples[name] ?? [],
    test: (a, b) => {
      const found = differenceOf(a, b);
      return found !== undefined && !Number.isNaN(found) && holds(found);
    },
  }));
}

/** Examples by the name of the comparison, from a pair that is equal and one that is not. */
export function examplesOf(equal: OperatorExample, smaller: readonly [unknown, unknown]): Examples {
  const [small, large] = smaller;
  const same = { a: equal.a, b: equal.b };
  return {
    equal: [
      { ...same, result: true },
      { a: small, b: large, result: false },
    ],
    notequal: [
      { ...same, result: false },
      { a: small, b: large, result: true },
    ],
    greater: [
      { a: large, b: small, result: true },
      { ...same, result: false },
    ],
    less: [
      { a: small, b: large, result: true },
      { ...same, result: false },
    ],
    greaterorequal: [
      { a: large, b: small, result: true },
      { ...same, result: true },
      { a: small, b: large, result: false },
    ],
    lessorequal: [
      { a: small, b: large, result: true },
      { ...same, result: true },
      { a: large, b: small, result: false },
    ],
  };
}

type Comparison = readonly [name: string, label: string, holds: (difference: number) => boolean];
/** Examples by the name of the comparison. */
export type Examples = Readonly<Record<string, readonly OperatorExample[]>>;

const EQUALITY: readonly Comparison[] = [
  ['equal', 'equal to', (difference) => difference === 0],
  ['notequal', 'not equal to', (difference) => difference !== 0],
];
const ORDER: readonly Comparison[] = [
  ['greater', 'greater than', (difference) => difference > 0],
  ['less', 'less than', (difference) => difference < 0],
  ['greaterorequal', 'greater than or equal to', (difference) => difference >= 0],
  ['lessorequal', 'less than or equal to', (difference) => difference <= 0],
];
