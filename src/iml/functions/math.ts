import { dataError, isMissing, looseNumber, numberOf, shown, textOf } from '../coerce.ts';
import { divide, fixed, minus, plus, sumOf, truncate } from '../decimal.ts';
import { inGroup } from './function.ts';

const MOST_DECIMALS = 100;

/** Numbers, exact in decimals. */
export const MATH_FUNCTIONS = inGroup('math', [
  {
    name: 'abs',
    signature: 'abs(number)',
    summary: 'The number without its sign.',
    examples: [{ expression: 'abs(-3.7)', result: 3.7 }],
    call: ([number]) => onNumber(number, Math.abs),
  },
  {
    name: 'average',
    signature: 'average(array) or average(number1; …)',
    summary: 'The mean of the numbers; anything else is ignored.',
    examples: [
      { expression: 'average(list)', given: { list: [1, 2, 6] }, result: 3 },
      { expression: 'average(1; 2)', result: 1.5 },
    ],
    call: (values) => onNumbers(values, mean),
  },
  {
    name: 'ceil',
    signature: 'ceil(number)',
    summary: 'The next whole number above.',
    examples: [{ expression: 'ceil(1.2)', result: 2 }],
    call: ([number]) => onNumber(number, Math.ceil),
  },
  {
    name: 'floor',
    signature: 'floor(number)',
    summary: 'The next whole number below.',
    examples: [{ expression: 'floor(1.9)', result: 1 }],
    call: ([number]) => onNumber(number, Math.floor),
  },
  {
    name: 'round',
    signature: 'round(number)',
    summary: 'The nearest whole number; halves go up.',
    examples: [
      { expression: 'round(1.5)', result: 2 },
      { expression: 'round(1.4)', result: 1 },
    ],
    call: ([number]) => onNumber(number, Math.round),
  },
  {
    name: 'trunc',
    signature: 'trunc(number; [decimals])',
    summary: 'The number cut off behind so many decimals, 0 unless given.',
    examples: [
      { expression: 'trunc(3.789)', result: 3 },
      { expression: 'trunc(-3.789; 2)', result: -3.78 },
    ],
    call: ([number, digits]) => onNumber(number, (value) => truncate(value, decimalsOf(digits))),
  },
  {
    name: 'max',
    signature: 'max(array) or max(number1; …)',
    summary: 'The largest of the numbers; anything else is ignored.',
    examples: [{ expression: 'max(list)', given: { list: [3, 9, 4] }, result: 9 }],
    call: (values) => onNumbers(values, (numbers) => numbers.reduce((a, b) => Math.max(a, b))),
  },
  {
    name: 'min',
    signature: 'min(array) or min(number1; …)',
    summary: 'The smallest of the numbers; anything else is ignored.',
    examples: [{ expression: 'min(3; 9; 4)', result: 3 }],
    call: (values) => onNumbers(values, (numbers) => numbers.reduce((a, b) => Math.min(a, b))),
  },
  {
    name: 'sum',
    signature: 'sum(array) or sum(number1; …)',
    summary: 'The sum of the numbers; anything else is ignored.',
    examples: [
      { expression: 'sum(list)', given: { list: [0.1, 0.2] }, result: 0.3 },
      { expression: 'sum(1; 2; 3)', result: 6 },
    ],
    call: (values) => sumOf(numbersIn(values)),
  },
  {
    name: 'median',
    signature: 'median(array) or median(number1; …)',
    summary: 'The number in the middle, or the mean of the two in the middle.',
    examples: [
      { expression: 'median(2; 3; 5; 8)', result: 4 },
      { expression: 'median(2.5; 3.5; 2; 4.5; 1)', result: 2.5 },
    ],
    call: (values) => onNumbers(values, median),
  },
  {
    name: 'stdevS',
    signature: 'stdevS(array) or stdevS(number1; …)',
    summary: 'The standard deviation of a sample.',
    examples: [{ expression: 'stdevS(1; 3)', result: Math.SQRT2 }],
    call: (values) => onNumbers(values, (numbers) => deviation(numbers, numbers.length - 1)),
  },
  {
    name: 'stdevP',
    signature: 'stdevP(array) or stdevP(number1; …)',
    summary: 'The standard deviation of a whole population.',
    examples: [{ expression: 'stdevP(1; 3)', result: 1 }],
    call: (values) => onNumbers(values, (numbers) => deviation(numbers, numbers.length)),
  },
  {
    name: 'parseNumber',
    signature: 'parseNumber(text; [decimal separator])',
    summary:
      'The number written in a text; spaces and other separators are skipped. The separator is "." unless given.',
    examples: [
      { expression: 'parseNumber("1 756,456"; ",")', result: 1756.456 },
      { expression: 'parseNumber("1,756.5")', result: 1756.5 },
    ],
    call: ([value, separator]) => parseNumber(value, separator),
  },
  {
    name: 'formatNumber',
    signature: 'formatNumber(number; [decimals]; [decimal separator]; [thousands separator])',
    summary: 'The number as text with separators; "," for decimals and "." for thousands unless given.',
    examples: [
      { expression: 'formatNumber(123456789; 3; ","; ".")', result: '123.456.789,000' },
      { expression: 'formatNumber(-1234.5; 2; "."; " ")', result: '-1 234.50' },
    ],
    call: ([value, decimals, point, thousands]) => {
      const number = numberOf(value);
      if (number === undefined) return isMissing(value) ? value : undefined;
      const [whole = '', fraction] = fixed(number, decimalsOf(decimals)).split('.');
      const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, () => textOf(thousands ?? '.'));
      return fraction === undefined ? grouped : `${grouped}${textOf(point ?? ',')}${fraction}`;
    },
  },
]);

function onNumber(value: unknown, compute: (number: number) => number): unknown {
  const number = numberOf(value);
  return number === undefined ? (isMissing(value) ? value : undefined) : compute(number);
}

function onNumbers(values: readonly unknown[], compute: (numbers: readonly number[]) => number | null): unknown {
  const numbers = numbersIn(values);
  return numbers.length === 0 ? undefined : compute(numbers);
}

function numbersIn(values: readonly unknown[]): readonly number[] {
  return values.flat(2).flatMap((value) => {
    const number = typeof value === 'boolean' ? undefined : looseNumber(value);
    return number === undefined || !Number.isFinite(number) ? [] : [number];
  });
}

function mean(numbers: readonly number[]): number | null {
  return divide(sumOf(numbers), numbers.length);
}

function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : divide(plus(sorted[middle - 1] ?? 0, upper) ?? 0, 2);
}

function deviation(numbers: readonly number[], count: number): number | null {
  const center = mean(numbers) ?? 0;
  const squares = numbers.map((number) => (minus(number, center) ?? 0) ** 2);
  const variance = divide(sumOf(squares), count);
  return variance === null ? null : Math.sqrt(variance);
}

function parseNumber(value: unknown, separator: unknown): unknown {
  if (isMissing(value) || typeof value === 'number') return value;
  const point = textOf(separator ?? '.');
  const kept = textOf(value).replace(/[\s.,'’]/g, (char) => (char === point ? char : ''));
  const number = Number(point === '' ? kept : kept.replace(point, '.'));
  if (kept === '' || Number.isNaN(number)) throw dataError(`${shown(value)} is not a number.`);
  return number;
}

function decimalsOf(value: unknown): number {
  const digits = numberOf(value) ?? 0;
  if (Number.isInteger(digits) && digits >= 0 && digits <= MOST_DECIMALS) return digits;
  throw dataError(`The number of decimals must be a whole number from 0 to ${MOST_DECIMALS}.`);
}
