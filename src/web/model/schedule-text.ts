import type { Scheduling } from '../api/contract.ts';
import { counted } from './aria-names.ts';

type Texts = { readonly [Type in Scheduling['type']]: (scheduling: Extract<Scheduling, { type: Type }>) => string };

/** Names of the ways to start a scenario. */
export const SCHEDULE_NAMES = {
  immediately: 'Immediately',
  indefinitely: 'At regular intervals',
  once: 'Once',
  daily: 'Every day',
  weekly: 'Days of the week',
  monthly: 'Days of the month',
  'on-demand': 'On demand',
} as const satisfies Readonly<Record<Scheduling['type'], string>>;

/** ISO days of the week, Monday first. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const TEXTS: Texts = {
  immediately: () => 'Immediately',
  'on-demand': () => 'On demand',
  indefinitely: ({ interval }) => `Every ${intervalText(interval)}`,
  once: ({ date }) => `Once, ${new Date(date).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}`,
  daily: ({ time }) => `Every day at ${time}`,
  weekly: ({ days, time }) => `${days.map((day) => WEEKDAYS[day - 1]?.slice(0, 3) ?? '?').join(', ')} at ${time}`,
  monthly: ({ dates, time }) => `Day ${dates.join(', ')} of the month at ${time}`,
};

/** When a scenario starts, in a few words: "Every 15 minutes". */
export function scheduleText(scheduling: Scheduling): string {
  const text = TEXTS[scheduling.type] as (scheduling: Scheduling) => string;
  return text(scheduling);
}

function intervalText(seconds: number): string {
  if (seconds % 3600 === 0) return seconds === 3600 ? 'hour' : counted(seconds / 3600, 'hour');
  if (seconds % 60 === 0) return seconds === 60 ? 'minute' : counted(seconds / 60, 'minute');
  return seconds === 1 ? 'second' : counted(seconds, 'second');
}
