import type { Instance } from './outbound-world.ts';
import type { OutageField, SavedMessage } from './saved-messages.ts';

/** The times of an outage as they were given, in ISO 8601. */
export type OutageTimes = Readonly<Partial<Record<OutageField, string | undefined>>>;

const FIELDS: readonly OutageField[] = ['outage_start', 'outage_end'];

/** What is wrong with the times for a saved message; undefined when nothing is. */
export function outageProblem({ name, fields }: SavedMessage, times: OutageTimes): string | undefined {
  for (const field of FIELDS) {
    const wanted = fields.includes(field);
    if (wanted && times[field] === undefined) return `${field} is missing: "${name}" names it`;
    if (!wanted && times[field] !== undefined) return `${field} is not part of "${name}"`;
  }
  const { outage_start: start, outage_end: end } = times;
  if (start !== undefined && end !== undefined && Date.parse(end) <= Date.parse(start)) {
    return 'outage_end must be after outage_start';
  }
  return undefined;
}

/** The times as people read them, on the clock of the system. */
export function shownTimes({ timezone }: Instance, times: OutageTimes): Partial<Record<OutageField, string>> {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, dateStyle: 'medium', timeStyle: 'short' });
  const shown = FIELDS.flatMap((field) => {
    const time = times[field];
    // Spaces of the plain kind: the narrow ones of the formatter would make a text UCS-2.
    return time === undefined ? [] : [[field, format.format(Date.parse(time)).replace(/\s/g, ' ')]];
  });
  return Object.fromEntries(shown) as Partial<Record<OutageField, string>>;
}
