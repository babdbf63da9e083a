import { Cron } from 'croner';
import type { ScenarioRecord, Scheduling } from '../../store/records.ts';

/** When a schedule is read from. */
export interface ScheduleTime {
  /** IANA zone. */
  readonly timezone: string;
  /** Milliseconds since 1970; the next start is later than this. */
  readonly after: number;
}

/**
 * The next planned start, or null when there is none. Times are wall-clock times of the zone: one that the clock skips
 * in spring happens right after the gap, one that it repeats in autumn happens once.
 */
export function nextStart(scheduling: Scheduling, { timezone, after }: ScheduleTime): number | null {
  switch (scheduling.type) {
    case 'immediately':
    case 'on-demand':
      return null;
    case 'indefinitely':
      return after + scheduling.interval * 1000;
    case 'once': {
      const at = Date.parse(scheduling.date);
      return at > after ? at : null;
    }
    default:
      return new Cron(patternOf(scheduling), { timezone, paused: true }).nextRun(new Date(after))?.getTime() ?? null;
  }
}

/** What is wrong with a schedule, as a sentence; undefined when nothing is. */
export function scheduleProblem(scheduling: Scheduling, timezone: string): string | undefined {
  if (scheduling.type === 'indefinitely') {
    return scheduling.interval >= SHORTEST_INTERVAL
      ? undefined
      : `The interval is shorter than ${SHORTEST_INTERVAL} seconds.`;
  }
  if (scheduling.type === 'once') {
    return Number.isNaN(Date.parse(scheduling.date)) ? `"${scheduling.date}" is no date.` : undefined;
  }
  try {
    nextStart(scheduling, { timezone, after: 0 });
    return undefined;
  } catch {
    return `The times or the zone "${timezone}" of the schedule cannot be read.`;
  }
}

/** Seconds. */
const SHORTEST_INTERVAL = 1;

type Timed = Extract<ScenarioRecord['scheduling'], { readonly time: string }>;

/** Days are counted from Monday (1) to Sunday (7). */
function patternOf(scheduling: Timed): string {
  const [hours = '', minutes = '', seconds = '0'] = scheduling.time.split(':');
  const time = [seconds, minutes, hours].map(Number).join(' ');
  const dates = scheduling.type === 'monthly' ? scheduling.dates.join(',') : '*';
  const days = scheduling.type === 'weekly' ? scheduling.days.join(',') : '*';
  return `${time} ${dates} * ${days}`;
}
