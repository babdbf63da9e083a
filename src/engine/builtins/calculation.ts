import { ConnectorError } from '../../core/errors.ts';
import { ownValue, type Collection } from '../../core/json.ts';
import { isEmpty, looseNumber, shown } from '../../iml/coerce.ts';
import { divide, sumOf } from '../../iml/decimal.ts';

/**
 * What one bundle adds to a calculation: a number, undefined for nothing.
 * @throws ConnectorError `DataError` for a value that is no number, unless bundles are only counted.
 */
export function numericValue(value: unknown, parameters: Collection): number | undefined {
  if (isEmpty(value) || nameOf(parameters) === 'count') return undefined;
  const number = looseNumber(value);
  if (number !== undefined && Number.isFinite(number)) return number;
  throw new ConnectorError('DataError', `${shown(value)} is not a number, so it cannot be aggregated.`);
}

/** The result over all bundles; null where there is none, as for the average of nothing. */
export function calculate(values: readonly Collection[], parameters: Collection): number | null {
  const numbers = values.map((value) => ownValue(value, 'value')).filter((value) => typeof value === 'number');
  const calculation = CALCULATIONS.get(nameOf(parameters)) ?? sumOf;
  return calculation(numbers, values.length);
}

const CALCULATIONS: ReadonlyMap<string, (numbers: readonly number[], bundles: number) => number | null> = new Map<
  string,
  (numbers: readonly number[], bundles: number) => number | null
>([
  ['sum', sumOf],
  ['avg', (numbers) => (numbers.length === 0 ? null : divide(sumOf(numbers), numbers.length))],
  ['count', (_, bundles) => bundles],
  ['min', (numbers) => extreme(numbers, (a, b) => a < b)],
  ['max', (numbers) => extreme(numbers, (a, b) => a > b)],
]);

function extreme(numbers: readonly number[], wins: (a: number, b: number) => boolean): number | null {
  return numbers.reduce<number | null>((best, number) => (best === null || wins(number, best) ? number : best), null);
}

function nameOf(parameters: Collection): string {
  const name = parameters['fn'];
  return typeof name === 'string' ? name.toLowerCase().replace(/^average$/, 'avg') : 'sum';
}
