import { ConnectorError } from '../../core/errors.ts';
import { isCollection, ownValue, type Collection } from '../../core/json.ts';
import { listOf, looseNumber } from '../../iml/coerce.ts';
import { derived, type BuiltIn } from './built-in.ts';

/** Modules that make many bundles of one. */
export const LOOPS: readonly BuiltIn[] = [
  {
    name: 'builtin:BasicFeeder',
    label: 'Iterator',
    summary: 'Gives one bundle for each element of an array.',
    role: () => derived((input) => iterate(ownValue(input, 'array'))),
  },
  {
    name: 'builtin:BasicRepeater',
    label: 'Repeater',
    summary: 'Gives a number of bundles with a counter `i`.',
    role: () => derived(repeat),
  },
];

/** A collection is its own bundle; anything else is its `value`. */
function iterate(array: unknown): Collection[] {
  const elements = listOf(array);
  return elements.map((element, index) => ({
    ...(isCollection(element) ? element : { value: element }),
    __IMTINDEX__: index + 1,
    __IMTLENGTH__: elements.length,
  }));
}

const MOST_REPEATS = 10_000;

function repeat(input: Collection): Collection[] {
  const start = numberIn(input, 'start', 1);
  const repeats = numberIn(input, 'repeats', 1);
  const step = numberIn(input, 'step', 1);
  if (!Number.isInteger(repeats) || repeats < 0 || repeats > MOST_REPEATS) {
    throw new ConnectorError('BundleValidationError', `A repeater repeats 0 to ${MOST_REPEATS} times, not ${repeats}.`);
  }
  return Array.from({ length: repeats }, (_, index) => ({ i: start + index * step }));
}

function numberIn(input: Collection, name: string, otherwise: number): number {
  const number = looseNumber(ownValue(input, name));
  if (number === undefined) return otherwise;
  if (Number.isFinite(number)) return number;
  throw new ConnectorError('BundleValidationError', `The input "${name}" of a repeater is no number.`);
}
