import type { Instance } from './outbound-world.ts';

/** Longest span quiet hours may have, in minutes: exactly twelve hours are accepted. */
export const LONGEST_QUIET_MINUTES = 720;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** A span on the clock of the system; its first minute belongs to it, the minute it ends with does not. */
export interface QuietHours {
  readonly start: string;
  readonly end: string;
}

/** Minutes from start to end, over midnight where the end comes first; the same time twice is none. */
export function quietMinutes({ start, end }: QuietHours): number {
  return (minuteOf(end) - minuteOf(start) + DAY_MINUTES) % DAY_MINUTES;
}

/**
 * When quiet hours that are on at `now` end, in milliseconds; undefined when they are not on. The minutes are looked at
 * one by one, so that days on which the clocks change come out right.
 */
export function quietUntil({ quiet_hours, timezone }: Instance, now: number): number | undefined {
  if (quiet_hours === null) return undefined;
  const clock = clockOf(timezone);
  let at = now;
  while (isQuiet(quiet_hours, minuteOf(clock.format(at)))) at = (Math.floor(at / MINUTE_MS) + 1) * MINUTE_MS;
  return at === now ? undefined : at;
}

function isQuiet(hours: QuietHours, minute: number): boolean {
  return (minute - minuteOf(hours.start) + DAY_MINUTES) % DAY_MINUTES < quietMinutes(hours);
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

function minuteOf(time: string): number {
  const [hours = '', minutes = ''] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
