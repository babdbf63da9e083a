import { timestamp } from '../service/sonar.ts';
import type { Sonar } from '../service/sonar.ts';
import { sendOut } from '../service/threads.ts';
import type { Away } from '../world/automation-schema.ts';
import type { Customer } from '../world/world-schema.ts';

/** A customer gets one away message at most in this time. */
const ONCE_PER_MS = 3_600_000;

/** Tells a customer who wrote outside business hours that nobody is there, unless they were told within the hour. */
export function sendAwayMessage(sonar: Sonar, customer: Customer): void {
  const { away, company } = sonar.world;
  if (!away.enabled || !customer.subscribed || isOpen(away, company.timezone, sonar.clock.now())) return;
  const last = customer.away_sent_at === null ? -Infinity : Date.parse(customer.away_sent_at);
  if (sonar.clock.now() - last < ONCE_PER_MS) return;
  customer.away_sent_at = timestamp(sonar);
  sendOut(sonar, customer, { text: away.text, mediaUrl: null, automatic: true });
}

/** Whether a moment lies in business hours on the clock of a time zone: the first minute does, the last does not. */
function isOpen({ hours }: Away, timeZone: string, now: number): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  const day = WEEKDAYS.indexOf(part('weekday')) + 1;
  const time = `${part('hour')}:${part('minute')}`;
  return hours.some((each) => each.day === day && each.from <= time && time < each.to);
}

const WEEKDAYS: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
