import { instantOf, offsetAt } from './time-zone.ts';

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const RFC_2822 = /^(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC?|[+-]\d{4})$/;
/** Eleven digits or more can only be milliseconds; fewer might be seconds or a date without hyphens. */
const MILLISECONDS = /^-?\d{11,15}$/;
const DAY = 86_400_000;
const EARLIEST = Date.UTC(1000, 0, 1);
const LATEST = Date.UTC(9999, 11, 30);

/**
 * The instant a value means: a Date, milliseconds since 1970, or text (ISO 8601, RFC 2822, or the digits of
 * milliseconds). Text without an offset is read in `zone`. Undefined when it means none, or lies outside the years
 * 1000 to 9999.
 */
export function toInstant(value: unknown, zone: string): Date | undefined {
  const at = millisecondsOf(value, zone);
  return at >= EARLIEST && at <= LATEST ? new Date(at) : undefined;
}

/** Midnight, in `zone`, of the day on which `date` falls there. */
export function startOfDay(date: Date, zone: string): Date {
  const wall = date.getTime() + offsetAt(date.getTime(), zone);
  return new Date(instantOf(Math.floor(wall / DAY) * DAY, zone));
}

/** The clock reading `hh:mm:ss` in `zone`. */
export function clockReading(date: Date, zone: string): string {
  return new Date(date.getTime() + offsetAt(date.getTime(), zone)).toISOString().slice(11, 19);
}

/** The day `YYYY-MM-DD` on which `date` falls in `zone`. */
export function calendarDay(date: Date, zone: string): string {
  return new Date(date.getTime() + offsetAt(date.getTime(), zone)).toISOString().slice(0, 10);
}

function millisecondsOf(value: unknown, zone: string): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return Number.isInteger(value) ? value : Math.trunc(value);
  if (typeof value !== 'string') return Number.NaN;
  const text = value.trim();
  if (MILLISECONDS.test(text)) return Number(text);
  if (RFC_2822.test(text)) return Date.parse(text);
  return isoMilliseconds(text, zone);
}

function isoMilliseconds(text: string, zone: string): number {
  const match = ISO.exec(text);
  if (match === null) return Number.NaN;
  const [, day = '', clock = '00:00', seconds = '00', fraction = '0', offset] = match;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const wall = Date.parse(`${day}T${clock}:${seconds}.${milliseconds}Z`);
  // The engine takes 30 February for 2 March; a date that does not come back the same does not exist.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== day) return Number.NaN;
  return offset === undefined ? instantOf(wall, zone) : wall - fixedOffset(offset);
}

function fixedOffset(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}
