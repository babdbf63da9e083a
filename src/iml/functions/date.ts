import { isEmpty, isMissing, numberOf, textOf } from '../coerce.ts';
import { checkFormat, dateFrom, dateIn, instantOf, zoneOf } from './moment.ts';
import { differenceIn } from './date-difference.ts';
import { inGroup, type EagerFunction } from './function.ts';

/** 2018-10-01, 07:32 UTC. */
const OCTOBER = new Date(Date.UTC(2018, 9, 1, 7, 32));
/** 2016-12-08, 15:55:57.536 UTC. */
const DECEMBER = new Date(Date.UTC(2016, 11, 8, 15, 55, 57, 536));

/** Reading, writing and moving dates. Formats are those of moment.js; the zone is the user's unless given. */
export const DATE_FUNCTIONS = inGroup('date', [
  {
    name: 'parseDate',
    signature: 'parseDate(text; [format]; [time zone])',
    summary: 'The date written in a text, in ISO 8601 unless a format is given.',
    examples: [
      { expression: 'parseDate("2016-12-28"; "YYYY-MM-DD")', result: new Date(Date.UTC(2016, 11, 28)) },
      {
        expression: 'parseDate("2016-12-28 04:03 pm"; "YYYY-MM-DD hh:mm a")',
        result: new Date(Date.UTC(2016, 11, 28, 16, 3)),
      },
      { expression: 'parseDate(1482940986; "X")', result: new Date(Date.UTC(2016, 11, 28, 16, 3, 6)) },
    ],
    call: ([value, format, zoneName], evaluation) => {
      if (isEmpty(value)) return value === '' ? undefined : value;
      const zone = zoneOf(zoneName, evaluation);
      if (isEmpty(format) || value instanceof Date) return dateIn(value, zone).toDate();
      return dateFrom(textOf(value), textOf(format), zone).toDate();
    },
  },
  {
    name: 'formatDate',
    signature: 'formatDate(date; [format]; [time zone])',
    summary: 'The date as text, in ISO 8601 unless a format is given.',
    examples: [
      {
        expression: 'formatDate(date; "YYYY-MM-DD hh:mm A"; "Europe/Prague")',
        given: { date: OCTOBER },
        result: '2018-10-01 09:32 AM',
      },
      {
        expression: 'formatDate(date; "DD.MM.YYYY HH:mm"; "UTC")',
        given: { date: OCTOBER },
        result: '01.10.2018 07:32',
      },
    ],
    call: ([value, format, zoneName], evaluation) => {
      if (isEmpty(value)) return undefined;
      const date = dateIn(value, zoneOf(zoneName, evaluation));
      if (isEmpty(format)) return date.format();
      checkFormat(textOf(format));
      return date.format(textOf(format));
    },
  },
  moving('addSeconds', 'seconds', [{ number: 2, result: new Date(DECEMBER.getTime() + 2000) }]),
  moving('addMinutes', 'minutes', [{ number: 2, result: new Date(DECEMBER.getTime() + 120_000) }]),
  moving('addHours', 'hours', [{ number: 2, result: new Date(DECEMBER.getTime() + 7_200_000) }]),
  moving('addDays', 'days', [{ number: -2, result: new Date(Date.UTC(2016, 11, 6, 15, 55, 57, 536)) }]),
  moving('addMonths', 'months', [{ number: 2, result: new Date(Date.UTC(2017, 1, 8, 15, 55, 57, 536)) }]),
  moving('addYears', 'years', [{ number: -1, result: new Date(Date.UTC(2015, 11, 8, 15, 55, 57, 536)) }]),
  {
    name: 'dateDifference',
    signature: 'dateDifference(end; start; unit)',
    summary:
      'The time between two dates in whole D (days), H (hours), m (minutes) or s (seconds); RH, Rm and Rs are what is left beside the next larger unit.',
    examples: [
      {
        expression: 'dateDifference(end; start; "H")',
        given: { end: OCTOBER, start: new Date(OCTOBER.getTime() - 90_000_000) },
        result: 25,
      },
      {
        expression: 'dateDifference(end; start; "RH")',
        given: { end: OCTOBER, start: new Date(OCTOBER.getTime() - 90_000_000) },
        result: 1,
      },
    ],
    call: ([end, start, unit], evaluation) => differenceIn(end, start, { unit, evaluation }),
  },
  {
    name: 'dateDiff',
    signature: 'dateDiff(end; start; unit)',
    summary: 'The same as dateDifference.',
    examples: [
      {
        expression: 'dateDiff(end; start; "D")',
        given: { end: OCTOBER, start: new Date(OCTOBER.getTime() - 90_000_000) },
        result: 1,
      },
    ],
    call: ([end, start, unit], evaluation) => differenceIn(end, start, { unit, evaluation }),
  },
]);

type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days' | 'months' | 'years';

function moving(
  name: string,
  unit: TimeUnit,
  examples: readonly { readonly number: number; readonly result: Date }[],
): EagerFunction {
  return {
    name,
    signature: `${name}(date; number)`,
    summary: `The date so many ${unit} later, or earlier when the number is negative.`,
    examples: examples.map(({ number, result }) => ({
      expression: `${name}(date; ${number})`,
      given: { date: DECEMBER },
      result,
    })),
    call: ([value, number], evaluation) => {
      if (isEmpty(value)) return isMissing(value) ? value : undefined;
      return instantOf(dateIn(value, zoneOf(undefined, evaluation)).add(numberOf(number) ?? 0, unit));
    },
  };
}
