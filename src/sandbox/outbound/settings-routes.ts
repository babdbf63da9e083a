import { z } from 'zod';
import type { Collection } from '../../core/json.ts';
import { given } from '../http/given.ts';
import { refusal, reply } from '../http/reply.ts';
import { timeOfDay, timeZoneName } from '../world/value-schemas.ts';
import { outboundRoute } from './outbound-route.ts';
import type { OutboundCall, OutboundRoute } from './outbound-route.ts';
import { SEGMENT_RULES } from './outbound-schema.ts';
import { preconditions } from './preconditions.ts';
import { LONGEST_QUIET_MINUTES, quietMinutes, quietUntil } from './quiet-hours.ts';
import { resumeSending } from './sending.ts';

const cents = z.int().max(100_000_000);

/** What holds for all texts: settings, quiet hours, money. */
export const SETTINGS_ROUTES: readonly OutboundRoute[] = [
  outboundRoute(
    ['get', '/settings', 'the settings, and what is missing before texts can be sent'],
    { takes: nothing() },
    (call) => reply(200, settingsView(call)),
  ),
  outboundRoute(
    ['post', '/settings', 'changes settings'],
    {
      takes: z.strictObject({
        enabled: z.boolean().optional(),
        data_center: z.enum(['us', 'canada']).optional(),
        timezone: timeZoneName.optional(),
        segment_rule: z.enum(SEGMENT_RULES).optional(),
        direct_sends: z.boolean().optional(),
        delivery_seconds: z.int().min(0).max(300, 'a text may take 300 seconds at most').optional(),
      }),
      needs: ['Update the SMS settings'],
    },
    (call, input) => {
      Object.assign(call.instance, given(input));
      resumeSending(call.sonar, call.instance);
      return reply(200, settingsView(call));
    },
  ),
  outboundRoute(['get', '/quiet_hours', 'quiet hours as everybody sees them'], { takes: nothing() }, (call) =>
    reply(200, quietView(call)),
  ),
  outboundRoute(
    ['post', '/quiet_hours', 'sets quiet hours, or none with null'],
    {
      takes: z
        .strictObject({ start: timeOfDay.nullable(), end: timeOfDay.nullable() })
        .refine(({ start, end }) => (start === null) === (end === null), {
          message: 'give both start and end, or neither',
        }),
      needs: ['Update the SMS settings'],
    },
    (call, { start, end }) => {
      const hours = start === null || end === null || start === end ? null : { start, end };
      if (hours !== null && quietMinutes(hours) > LONGEST_QUIET_MINUTES) {
        return refusal(400, 'Quiet hours can be 12 hours at most');
      }
      call.instance.quiet_hours = hours;
      resumeSending(call.sonar, call.instance);
      return reply(200, quietView(call));
    },
  ),
  outboundRoute(['get', '/billing', 'the balance and what was charged'], { takes: nothing() }, (call) =>
    reply(200, billingView(call)),
  ),
  outboundRoute(
    ['post', '/billing', 'sets the balance and the price of a segment'],
    {
      takes: z.strictObject({
        balance_cents: cents.min(-100_000_000).optional(),
        price_per_segment_cents: cents.min(0).optional(),
      }),
      sandboxOnly: true,
    },
    (call, input) => {
      Object.assign(call.instance.billing, given(input));
      return reply(200, billingView(call));
    },
  ),
];

/** A route that takes nothing. */
export function nothing(): z.ZodType<Record<string, never>> {
  return z.strictObject({});
}

function settingsView({ instance }: OutboundCall): Collection {
  const { id, name, enabled, data_center, timezone, quiet_hours, segment_rule, direct_sends, delivery_seconds } =
    instance;
  const settings = { enabled, data_center, timezone, quiet_hours, segment_rule, direct_sends, delivery_seconds };
  return { instance: { id, name }, ...settings, preconditions: preconditions(instance) };
}

function quietView({ sonar, instance }: OutboundCall): Collection {
  const until = quietUntil(instance, sonar.clock.now());
  return {
    quiet_hours: instance.quiet_hours,
    timezone: instance.timezone,
    now_quiet: until !== undefined,
    ends_at: until === undefined ? null : new Date(until).toISOString(),
    held: [...instance.underWay.values()].filter(({ held_until }) => held_until !== null).length,
    max_hours: LONGEST_QUIET_MINUTES / 60,
  };
}

function billingView({ instance }: OutboundCall): Collection {
  const charged = [...instance.messages.values()].filter(({ charge_cents }) => charge_cents > 0);
  return {
    ...instance.billing,
    messages: charged.length,
    segments: charged.reduce((sum, { segments }) => sum + segments, 0),
    charged_cents: charged.reduce((sum, { charge_cents }) => sum + charge_cents, 0),
  };
}
