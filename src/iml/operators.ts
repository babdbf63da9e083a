import { isMissing, looseNumber, textOf } from './coerce.ts';
import { compare, looseEqual, strictEqual } from './compare.ts';
import { divide, minus, modulo, plus, times, type Arithmetic } from './decimal.ts';

/** What an operator makes of two values. */
export type BinaryOperator = (a: unknown, b: unknown) => unknown;

/** The operators that need both operands; `&` and `|` stop early and are compiled apart. */
export const BINARY_OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map<string, BinaryOperator>([
  ['+', add],
  // Values side by side, as in `first ' ' last`.
  [' ', (a, b) => textOf(a) + textOf(b)],
  ['++', (a, b) => (isMissing(a) || isMissing(b) ? numeric(a ?? b) : arithmetic(plus, a, b))],
  ['-', (a, b) => arithmetic(minus, a, b)],
  ['*', (a, b) => arithmetic(times, a, b)],
  ['/', (a, b) => arithmetic(divide, a, b)],
  ['%', (a, b) => arithmetic(modulo, a, b)],
  ['=', looseEqual],
  ['!=', (a, b) => !looseEqual(a, b)],
  ['===', strictEqual],
  ['!==', (a, b) => !strictEqual(a, b)],
  ['<', (a, b) => (compare(a, b) ?? 0) < 0],
  ['>', (a, b) => (compare(a, b) ?? 0) > 0],
  ['<=', (a, b) => (compare(a, b) ?? 1) <= 0],
  ['>=', (a, b) => (compare(a, b) ?? -1) >= 0],
]);

/** The operators in front of a value. */
export const UNARY_OPERATORS: ReadonlyMap<string, (value: unknown) => unknown> = new Map<
  string,
  (value: unknown) => unknown
>([
  ['!', (value) => !isTrue(value)],
  ['-', (value) => arithmetic(minus, 0, value)],
  ['+', numeric],
]);

/** What counts as true: everything but false, 0, NaN, the empty text, null and undefined. */
export function isTrue(value: unknown): boolean {
  return Boolean(value);
}

/** Numbers and dates add up, text joins; a missing side leaves the other, two missing sides give null. */
function add(a: unknown, b: unknown): unknown {
  if (isMissing(a)) return isMissing(b) ? null : b;
  if (isMissing(b)) return a;
  return isNumeric(a) && isNumeric(b) ? arithmetic(plus, a, b) : textOf(a) + textOf(b);
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;
}

/** Null, not an error, when an operand is missing or no number: conditions on absent fields stay false. */
function arithmetic(operation: Arithmetic, a: unknown, b: unknown): number | null {
  const left = looseNumber(a);
  const right = looseNumber(b);
  return left === undefined || right === undefined ? null : operation(left, right);
}

function numeric(value: unknown): number | null {
  const number = looseNumber(value);
  return number === undefined || !Number.isFinite(number) ? null : number;
}
