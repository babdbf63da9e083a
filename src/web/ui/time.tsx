import { useEffect, useState } from 'react';

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const ABSOLUTE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const EXACT = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** "5 minutes ago"; the exact time as a title and for machines. `ahead`: milliseconds the other clock is ahead of this one. */
export function Time({ at, ahead = 0 }: { readonly at: string; readonly ahead?: number }) {
  const now = useNow();
  return (
    <time dateTime={at} title={ABSOLUTE.format(new Date(at))}>
      {relativeTime(Date.parse(at), now + ahead)}
    </time>
  );
}

/** The distance between two moments in words; milliseconds since 1970. */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return Math.abs(seconds) < 5 ? 'just now' : RELATIVE.format(Math.round(seconds / size), unit);
}

/** A moment as a time of day, for example "09:14". */
export function clockTime(at: number): string {
  return CLOCK.format(at);
}

/** A moment as people here write it; the text itself when it is no moment. */
export function localTime(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : ABSOLUTE.format(time);
}

/** A moment to the millisecond: "09:14:05.123". */
export function exactTime(at: string): string {
  return EXACT.format(new Date(at));
}

/** A length of time: "142 ms", "3.2 s", "2 min 5 s". */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/** The present, renewed every 15 seconds. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
