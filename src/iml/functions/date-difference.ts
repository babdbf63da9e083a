import { dataError, isEmpty, textOf } from '../coerce.ts';
import type { Evaluation } from '../evaluation.ts';
import { dateIn, zoneOf } from './moment.ts';

interface Unit {
  readonly ms: number;
  /** The unit whose whole multiples are left out. */
  readonly beside?: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ['D', { ms: DAY }],
  ['H', { ms: HOUR }],
  ['m', { ms: MINUTE }],
  ['s', { ms: SECOND }],
  ['RH', { ms: HOUR, beside: DAY }],
  ['Rm', { ms: MINUTE, beside: HOUR }],
  ['Rs', { ms: SECOND, beside: MINUTE }],
]);

/**
 * Whole units between two dates; undefined when one is missing.
 * @throws ConnectorError `DataError` for an unknown unit or something that is no date.
 */
export function differenceIn(
  end: unknown,
  start: unknown,
  options: { readonly unit: unknown; readonly evaluation: Evaluation },
): number | undefined {
  if (isEmpty(end) || isEmpty(start)) return undefined;
  const name = isEmpty(options.unit) ? 'D' : textOf(options.unit);
  const unit = UNITS.get(name);
  if (unit === undefined) {
    throw dataError(`There is no unit ${JSON.stringify(name)}.`, `Use one of ${[...UNITS.keys()].join(', ')}.`);
  }
  const zone = zoneOf(undefined, options.evaluation);
  const ms = dateIn(end, zone).valueOf() - dateIn(start, zone).valueOf();
  const counted = unit.beside === undefined ? ms : ms % unit.beside;
  return Math.trunc(counted / unit.ms) + 0;
}
