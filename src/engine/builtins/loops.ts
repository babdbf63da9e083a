import { ConnectorError } from '../../core/errors.ts';
import { isCollection, ownValue, type Collection } from '../../core/json.ts';
import { listOf, looseNumber } from '../../iml/coerce.ts';
import { derived, type BuiltIn } from './built-in.ts';

const MOST_REPEATS = 10_000;

/** Modules that make many bundles of one. */
export const LOOPS: readonly BuiltIn[] = [
  {
    name: 'builtin:BasicFeeder',
    label: 'Iterator',
    summary: 'Gives one bundle for each element of an array.',
    group: 'flow-control',
    kind: 'iterator',
    mappable: [
      {
        name: 'array',
        type: 'array',
        label: 'Array',
        required: true,
        help: 'Elements that are collections become bundles; others stand in the item "value".',
      },
    ],
    interface: [
      { name: 'value', type: 'any', label: 'Value' },
      { name: '__IMTINDEX__', type: 'uinteger', label: 'Bundle order position' },
      { name: '__IMTLENGTH__', type: 'uinteger', label: 'Total number of bundles' },
    ],
    role: () => derived((input) => iterate(ownValue(input, 'array'))),
  },
  {
    name: 'builtin:BasicRepeater',
    label: 'Repeater',
    summary: 'Gives a number of bundles with a counter `i`.',
    group: 'flow-control',
    kind: 'iterator',
    mappable: [
      { name: 'start', type: 'number', label: 'Initial value', default: 1 },
      {
        name: 'repeats',
        type: 'uinteger',
        label: 'Repeats',
        required: true,
        default: 1,
        validate: { max: MOST_REPEATS },
        help: `At most ${MOST_REPEATS}.`,
      },
      { name: 'step', type: 'number', label: 'Step', default: 1, advanced: true },
    ],
    interface: [{ name: 'i', type: 'number', label: 'i' }],
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
