import { didYouMean } from '../../core/suggest.ts';
import { calendarDay, clockReading, startOfDay, toInstant } from '../instant.ts';
import { shortened, shown } from '../plain-text.ts';
import { commonTimeZones, timeZoneName } from '../time-zone.ts';
import { accepted, refused } from '../type-entry.ts';
import type { CoerceContext, CompiledField, Outcome, TypeEntry } from '../type-entry.ts';

const CALENDAR_DATE = '^\\d{4}-\\d{2}-\\d{2}$';

const NEW_YORK = { timezone: 'America/New_York' };
const NOON = { now: Date.parse('2025-10-03T12:00:00Z') };
const NOT_OVER = { validate: { past: false } };

/** Dates, times of day and time zones. */
export const dateTypes: readonly TypeEntry[] = [
  {
    type: 'date',
    summary:
      'An instant: ISO 8601 text (without an offset in the zone of the user), milliseconds, or a date. With `time: false` midnight; the semantic `calendarDate` makes it the text of the day, which no zone can shift. `validate.past: false` takes no date that is over, `validate.future: false` none to come; with `time: false` today is neither.',
    examples: [
      { value: '2025-10-03T10:00:00Z', result: new Date('2025-10-03T10:00:00Z') },
      { value: '2025-10-03T12:00:00+02:00', result: new Date('2025-10-03T10:00:00Z') },
      { value: '2025-10-03 10:00', settings: NEW_YORK, result: new Date('2025-10-03T14:00:00Z') },
      { value: '2025-01-03', settings: NEW_YORK, result: new Date('2025-01-03T05:00:00Z') },
      { value: 'Fri, 03 Oct 2025 10:00:00 GMT', result: new Date('2025-10-03T10:00:00Z') },
      { value: 1_759_485_600_000, result: new Date('2025-10-03T10:00:00Z') },
      { value: '1759485600000', result: new Date('2025-10-03T10:00:00Z') },
      {
        field: { time: false },
        value: '2025-10-03T02:00:00Z',
        settings: NEW_YORK,
        result: new Date('2025-10-02T04:00:00Z'),
      },
      {
        field: { semantic: 'calendarDate' },
        value: '2025-10-03',
        settings: NEW_YORK,
        result: '2025-10-03',
      },
      { field: NOT_OVER, value: '2025-10-03T11:59:59Z', settings: NOON, problem: 'FIELD_RANGE' },
      { field: NOT_OVER, value: '2025-10-03T12:00:00Z', settings: NOON, result: new Date('2025-10-03T12:00:00Z') },
      { field: { ...NOT_OVER, time: false }, value: '2025-10-03', settings: NOON, result: new Date('2025-10-03') },
      { field: { ...NOT_OVER, time: false }, value: '2025-10-02', settings: NOON, problem: 'FIELD_RANGE' },
      { field: { validate: { future: false } }, value: '2025-10-04', settings: NOON, problem: 'FIELD_RANGE' },
      { value: '2025-02-30', problem: 'FIELD_TYPE' },
      { value: 'tomorrow', problem: 'FIELD_TYPE' },
      { value: true, problem: 'FIELD_TYPE' },
    ],
    coerce(value, field, context) {
      const date = toInstant(value, context.settings.timezone);
      if (date === undefined) return notADate(value, context);
      const late = outOfTime(date, field, context);
      if (late !== undefined) return late;
      if (field.field.semantic === 'calendarDate') return accepted(calendarDay(date, context.settings.timezone));
      return accepted(field.field.time === false ? startOfDay(date, context.settings.timezone) : date);
    },
    schema: ({ field }) =>
      field.semantic === 'calendarDate'
        ? { type: 'string', pattern: CALENDAR_DATE }
        : { type: 'string', format: 'date-time' },
  },
  {
    type: 'timestamp',
    summary: 'An instant as seconds since 1970; numbers are seconds already, text and dates are turned into them.',
    examples: [
      { value: '2025-10-03T10:00:00Z', result: 1_759_485_600 },
      { value: 1_759_485_600, result: 1_759_485_600 },
      { value: 'tomorrow', problem: 'FIELD_TYPE' },
    ],
    coerce(value, _field, context) {
      const date = toInstant(typeof value === 'number' ? value * 1000 : value, context.settings.timezone);
      return date === undefined ? notADate(value, context) : accepted(Math.floor(date.getTime() / 1000));
    },
    schema: () => ({ type: 'integer' }),
  },
  {
    type: 'time',
    summary:
      'A time of day, `hh:mm:ss` or `hh:mm:ss.nnn`; the semantic `hoursAndMinutes` makes it `hh:mm` and takes no seconds.',
    examples: [
      { value: '9:05', result: '09:05:00' },
      { value: '23:59:59', result: '23:59:59' },
      { value: '23:59:59.250', result: '23:59:59.250' },
      { value: new Date('2025-10-03T10:00:00Z'), settings: NEW_YORK, result: '06:00:00' },
      { value: '24:00', problem: 'FIELD_TYPE' },
      { field: { semantic: 'hoursAndMinutes' }, value: '9:05', result: '09:05' },
      { field: { semantic: 'hoursAndMinutes' }, value: '12:30:15', problem: 'FIELD_TYPE' },
    ],
    coerce(value, { field }, context) {
      const time = timeOfDay(value, context.settings.timezone);
      if (time !== undefined)
        return field.semantic === 'hoursAndMinutes' ? withoutSeconds(time, context) : accepted(time);
      return refused(context, 'FIELD_TYPE', `must be a time of day, not ${shown(value)}`, 'Write it like 09:30:00.');
    },
    schema: ({ field }) => ({
      type: 'string',
      pattern: field.semantic === 'hoursAndMinutes' ? '^\\d{2}:\\d{2}$' : '^\\d{2}:\\d{2}:\\d{2}(\\.\\d{3})?$',
    }),
  },
  {
    type: 'timezone',
    summary: 'The IANA name of a time zone.',
    examples: [
      { value: 'Asia/Kolkata', result: 'Asia/Kolkata' },
      { value: 'UTC', result: 'UTC' },
      { value: 'america/new_york', result: 'America/New_York' },
      { value: 'America/New_Yrok', problem: 'FIELD_OPTION' },
      { value: '+01:00', problem: 'FIELD_OPTION' },
      { value: 5, problem: 'FIELD_OPTION' },
    ],
    coerce(value, _field, context) {
      const name = typeof value === 'string' ? timeZoneName(value.trim()) : undefined;
      if (name !== undefined) return accepted(name);
      const guess = typeof value === 'string' ? didYouMean(shortened(value), commonTimeZones()).trim() : '';
      const fix = `${guess} Use an IANA name, for example America/Los_Angeles.`.trim();
      return refused(context, 'FIELD_OPTION', `must be a time zone, not ${shown(value)}`, fix);
    },
    schema: () => ({ type: 'string' }),
  },
];

function withoutSeconds(time: string, context: CoerceContext): Outcome {
  if (time.endsWith(':00')) return accepted(time.slice(0, -3));
  return refused(context, 'FIELD_TYPE', `must be hours and minutes, not ${time}`, 'Write it like 09:30.');
}

/** Why a date is not taken that is over, or still to come; compared by the day where only days count. */
function outOfTime(date: Date, { field, bounds }: CompiledField, { settings, ...context }: CoerceContext) {
  if (settings.now === undefined) return undefined;
  const isDay = field.time === false || field.semantic === 'calendarDate';
  const [at, now] = [date, new Date(settings.now)].map((one) => (isDay ? startOfDay(one, settings.timezone) : one));
  const difference = (at?.getTime() ?? 0) - (now?.getTime() ?? 0);
  const told = { settings, ...context };
  if (bounds.past === false && difference < 0) return refused(told, 'FIELD_RANGE', 'is over', 'Use a date to come.');
  if (bounds.future === false && difference > 0)
    return refused(told, 'FIELD_RANGE', 'is still to come', 'Use a date that is over.');
  return undefined;
}

function notADate(value: unknown, context: CoerceContext): Outcome {
  return refused(context, 'FIELD_TYPE', `must be a date, not ${shown(value)}`, 'Write it like 2025-10-03T10:00:00Z.');
}

function timeOfDay(value: unknown, zone: string): string | undefined {
  if (typeof value === 'string') {
    const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d{3})?))?$/.exec(value.trim());
    return match === null ? undefined : `${(match[1] ?? '').padStart(2, '0')}:${match[2]}:${match[3] ?? '00'}`;
  }
  const date = value instanceof Date ? toInstant(value, zone) : undefined;
  return date === undefined ? undefined : clockReading(date, zone);
}
