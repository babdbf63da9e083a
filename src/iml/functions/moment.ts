import moment from 'moment-timezone';
import { didYouMean } from '../../core/suggest.ts';
import { dataError, isEmpty, shown, textOf } from '../coerce.ts';
import type { Evaluation } from '../evaluation.ts';

/** A date with the zone its parts are read in. */
export type ZonedDate = moment.Moment;

/**
 * The IANA zone named by an argument, or the user's when it is left out.
 * @throws ConnectorError `DataError` for an unknown name.
 */
export function zoneOf(value: unknown, evaluation: Evaluation): string {
  const name = isEmpty(value) ? evaluation.timezone : textOf(value);
  if (moment.tz.zone(name) !== null) return name;
  throw dataError(`There is no time zone ${JSON.stringify(name)}.${didYouMean(name, moment.tz.names())}`);
}

/**
 * A date in the given zone from a date, milliseconds, or text in ISO 8601 or RFC 2822.
 * @throws ConnectorError `DataError` for anything else.
 */
export function dateIn(value: unknown, zone: string): ZonedDate {
  const date = value instanceof Date || typeof value === 'number' ? moment.tz(value, zone) : readText(value, zone);
  if (date.isValid()) return date;
  throw dataError(`${shown(value)} is not a date.`, 'Pass a date, or turn the text into one with parseDate.');
}

/**
 * A date read from a text in a moment.js format, its parts taken in the zone unless the text names one.
 * @throws ConnectorError `DataError` when the text does not fit.
 */
export function dateFrom(text: string, format: string, zone: string): ZonedDate {
  checkFormat(format);
  if (format === '') return dateIn(text, zone);
  const date = moment.tz(text, format, zone);
  if (date.isValid()) return date;
  throw dataError(`${shown(text)} is not a date in the format ${JSON.stringify(format)}.`);
}

/**
 * The instant of a date that was worked out.
 * @throws ConnectorError `DataError` when it lies beyond the years a date can have.
 */
export function instantOf(date: ZonedDate): Date {
  if (date.isValid()) return date.toDate();
  throw dataError('The result lies beyond the years a date can have.', 'Use a smaller number.');
}

/** Longest date format: real ones have some dozen characters, and the time to read one grows with its length. */
const LONGEST_FORMAT = 1000;

/** @throws ConnectorError `DataError` for a format that is no format but a flood. */
export function checkFormat(format: string): void {
  if (format.length <= LONGEST_FORMAT) return;
  throw dataError(`A date format of ${format.length} characters is too long.`, `Use at most ${LONGEST_FORMAT}.`);
}

function readText(value: unknown, zone: string): ZonedDate {
  const text = textOf(value).trim();
  const iso = moment.tz(text, moment.ISO_8601, zone);
  return iso.isValid() ? iso : moment.tz(text, moment.RFC_2822, zone);
}
