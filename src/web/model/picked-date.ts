import { isMapped, type FormField } from './form-field.ts';

/** How a date is picked: the kind of input of the browser, and what it asks for. */
export interface Picker {
  readonly input: 'datetime-local' | 'date' | 'time';
  readonly label: string;
}

/** The picker of a field. */
export function pickerOf({ type, raw }: FormField): Picker {
  if (type === 'time') return { input: 'time', label: 'Time of day' };
  const isDay = raw['time'] === false || raw['semantic'] === 'calendarDate';
  return isDay ? { input: 'date', label: 'Day' } : { input: 'datetime-local', label: 'Day and time, on your clock' };
}

/** What is stored for a picked date: days and times of day as they are, moments in UTC; undefined for no date. */
export function pickedDate(field: FormField, picked: string): string | undefined {
  if (picked === '') return undefined;
  if (pickerOf(field).input !== 'datetime-local') return picked;
  const moment = new Date(picked);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** A moment that is written out with its offset, on the clock of the reader; undefined for everything else. */
export function dateShown(field: FormField, value: unknown): string | undefined {
  if (typeof value !== 'string' || isMapped(value) || pickerOf(field).input !== 'datetime-local') return undefined;
  if (!/T.*(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return undefined;
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? undefined : `${LOCAL.format(moment)} on your clock`;
}
