import type { Scheduling } from '../api/contract.ts';
import { SCHEDULE_NAMES } from './schedule-text.ts';

/** A schedule while it is being chosen: what was written for one kind stays while people look at another. */
export interface ScheduleDraft {
  readonly type: Scheduling['type'];
  readonly minutes: number | string;
  /** Local time, as fields for date and time give it: `2026-03-01T09:00`. */
  readonly moment: string;
  readonly time: string;
  readonly days: readonly number[];
  readonly dates: readonly number[];
}

/** A way to start a scenario. */
export interface ScheduleChoice {
  readonly type: Scheduling['type'];
  readonly label: string;
  readonly meaning: string;
  /** Whether it fits scenarios with an instant trigger only, or those without; both when undefined. */
  readonly needsInstant?: boolean;
}

const MEANINGS: Readonly<Record<Scheduling['type'], string>> = {
  immediately: 'As soon as something arrives.',
  indefinitely: 'Again and again, for example every 15 minutes.',
  once: 'At one moment, then no more.',
  daily: 'At the same time every day.',
  weekly: 'At a time on some days of the week.',
  monthly: 'At a time on some days of the month.',
  'on-demand': 'Only by hand or through the API.',
};

/** In the order they are offered. */
export const SCHEDULE_CHOICES: readonly ScheduleChoice[] = (Object.keys(SCHEDULE_NAMES) as Scheduling['type'][]).map(
  (type) => ({
    type,
    label: SCHEDULE_NAMES[type],
    meaning: MEANINGS[type],
    ...(type === 'immediately' && { needsInstant: true }),
  }),
);

/** A draft that shows a schedule. */
export function draftOfSchedule(scheduling: Scheduling): ScheduleDraft {
  const draft: ScheduleDraft = { type: scheduling.type, minutes: 15, moment: '', time: '09:00', days: [1], dates: [1] };
  const filled: Partial<ScheduleDraft> = {
    ...('interval' in scheduling && { minutes: scheduling.interval / 60 }),
    ...('date' in scheduling && { moment: localMoment(new Date(scheduling.date)) }),
    ...('time' in scheduling && { time: scheduling.time }),
    ...('days' in scheduling && { days: scheduling.days }),
    ...('dates' in scheduling && { dates: scheduling.dates }),
  };
  return { ...draft, ...filled };
}

type Made = Scheduling | { readonly problem: string };

/** The schedule a draft makes, or what is still missing. */
export function scheduleOfDraft(draft: ScheduleDraft): Made {
  return MAKERS[draft.type](draft);
}

const MAKERS: Readonly<Record<Scheduling['type'], (draft: ScheduleDraft) => Made>> = {
  immediately: () => ({ type: 'immediately' }),
  'on-demand': () => ({ type: 'on-demand' }),
  indefinitely({ minutes }) {
    const interval = Math.round(Number(minutes) * 60);
    if (minutes === '' || !Number.isFinite(interval) || interval < 1) return { problem: 'Enter a number of minutes.' };
    return { type: 'indefinitely', interval };
  },
  once({ moment }) {
    const date = new Date(moment);
    if (Number.isNaN(date.getTime())) return { problem: 'Choose a date and a time.' };
    return { type: 'once', date: date.toISOString() };
  },
  daily: ({ time }) => withTime(time, { type: 'daily', time }),
  weekly({ time, days }) {
    if (days.length === 0) return { problem: 'Choose at least one day.' };
    return withTime(time, { type: 'weekly', time, days: days.toSorted((a, b) => a - b) });
  },
  monthly({ time, dates }) {
    if (dates.length === 0) return { problem: 'Choose at least one day of the month.' };
    return withTime(time, { type: 'monthly', time, dates: dates.toSorted((a, b) => a - b) });
  },
};

function withTime(time: string, made: Scheduling): Made {
  return time === '' ? { problem: 'Enter a time.' } : made;
}

/** A moment as fields for date and time want it: in local time, to the minute. */
function localMoment(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
