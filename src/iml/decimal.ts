import { Decimal } from 'decimal.js';

/** Own settings, so that nothing else in the process changes them. */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** One step of decimal-exact arithmetic: 0.1 + 0.2 is 0.3. Null when the result is no finite number. */
export type Arithmetic = (a: number, b: number) => number | null;

export const plus: Arithmetic = (a, b) => exactly(a + b, a, b) ?? compute(a, b, (x, y) => x.plus(y));
export const minus: Arithmetic = (a, b) => exactly(a - b, a, b) ?? compute(a, b, (x, y) => x.minus(y));
export const times: Arithmetic = (a, b) => exactly(a * b, a, b) ?? compute(a, b, (x, y) => x.times(y));
export const divide: Arithmetic = (a, b) => compute(a, b, (x, y) => x.dividedBy(y));
export const modulo: Arithmetic = (a, b) => compute(a, b, (x, y) => x.modulo(y));

/** The exact sum. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => plus(total, number) ?? total, 0);
}

/** `value` cut off behind `digits` decimals, towards zero. */
export function truncate(value: number, digits: number): number {
  return Number.isFinite(value) ? new Exact(value).toDecimalPlaces(digits, Decimal.ROUND_DOWN).toNumber() : value;
}

/** Plain digits with exactly `digits` decimals, rounded half up; never an exponent. */
export function fixed(value: number, digits: number): string {
  return new Exact(value).toFixed(digits, Decimal.ROUND_HALF_UP);
}

/** The plain result where both operands and the result are whole and safe, which is exact already. */
function exactly(result: number, a: number, b: number): number | undefined {
  return Number.isSafeInteger(result) && Number.isSafeInteger(a) && Number.isSafeInteger(b) ? result : undefined;
}

function compute(a: number, b: number, operation: (x: Decimal, y: Decimal) => Decimal): number | null {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return null;
  const result = operation(new Exact(a), new Exact(b)).toNumber();
  return Number.isFinite(result) ? result : null;
}
