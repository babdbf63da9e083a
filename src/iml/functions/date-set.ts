import { dataError, isEmpty, isMissing, numberOf, shown, textOf } from '../coerce.ts';
import { dateIn, instantOf, type ZonedDate, zoneOf } from './moment.ts';
import { inGroup, type EagerFunction } from './function.ts';

const MONTHS = named([
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]);
const DAYS = named(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']);

/** 2015-08-07, 08:05:39 UTC, a Friday. */
const AUGUST = new Date(Date.UTC(2015, 7, 7, 8, 5, 39));
const at = (...[month, day, hour = 8, minute = 5, second = 39]: readonly number[]): Date =>
  new Date(Date.UTC(2015, month ?? 0, day, hour, minute, second));

/** Setting one part of a date in the user's zone; a number outside its range moves the larger parts. */
export const DATE_SET_FUNCTIONS = inGroup('date', [
  setter({
    name: 'setSecond',
    what: 'second (0-59)',
    set: (date, second) => date.second(second),
    examples: [
      { argument: '10', result: at(7, 7, 8, 5, 10) },
      { argument: '61', result: at(7, 7, 8, 6, 1) },
    ],
  }),
  setter({
    name: 'setMinute',
    what: 'minute (0-59)',
    set: (date, minute) => date.minute(minute),
    examples: [{ argument: '-1', result: at(7, 7, 7, 59) }],
  }),
  setter({
    name: 'setHour',
    what: 'hour (0-23)',
    set: (date, hour) => date.hour(hour),
    examples: [{ argument: '25', result: at(7, 8, 1) }],
  }),
  setter({
    name: 'setDay',
    what: 'day of the week (1 is Sunday, 7 Saturday, or an English name) in the same week',
    names: DAYS,
    set: (date, day) => date.day(day - 1),
    examples: [
      { argument: '"monday"', result: at(7, 3) },
      { argument: '1', result: at(7, 2) },
      { argument: '7', result: at(7, 8) },
    ],
  }),
  setter({
    name: 'setDate',
    what: 'day of the month (1-31)',
    set: (date, day) => date.date(day),
    examples: [{ argument: '32', result: at(8, 1) }],
  }),
  setter({
    name: 'setMonth',
    what: 'month (1-12, or an English name)',
    names: MONTHS,
    set: (date, month) => date.month(month - 1),
    examples: [
      { argument: '"january"', result: at(0, 7) },
      { argument: '17', result: at(16, 7) },
    ],
  }),
  setter({
    name: 'setYear',
    what: 'year',
    set: (date, year) => date.year(year),
    examples: [{ argument: '2016', result: at(12 + 7, 7) }],
  }),
]);

interface Setter {
  readonly name: string;
  readonly what: string;
  readonly names?: ReadonlyMap<string, number>;
  readonly set: (date: ZonedDate, value: number) => ZonedDate;
  readonly examples: readonly { readonly argument: string; readonly result: Date }[];
}

function setter({ name, what, names, set, examples }: Setter): EagerFunction {
  return {
    name,
    signature: `${name}(date; number)`,
    summary: `The date with another ${what}.`,
    examples: examples.map(({ argument, result }) => ({
      expression: `${name}(date; ${argument})`,
      given: { date: AUGUST },
      result,
    })),
    call: ([value, part], evaluation) => {
      if (isEmpty(value)) return isMissing(value) ? value : undefined;
      const number = names?.get(textOf(part).trim().toLowerCase()) ?? numberOf(part);
      if (number === undefined) throw dataError(`${shown(part)} is no ${what}.`);
      return instantOf(set(dateIn(value, zoneOf(undefined, evaluation)), number));
    },
  };
}

/** Full English names and their first three letters, counted from 1. */
function named(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    names.flatMap((name, index) => [
      [name, index + 1],
      [name.slice(0, 3), index + 1],
    ]),
  );
}
