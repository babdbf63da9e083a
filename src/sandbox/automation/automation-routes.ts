import { z } from 'zod';
import { route } from '../control/control-route.ts';
import type { ControlRoute } from '../control/control-route.ts';
import { reply } from '../http/reply.ts';
import { awayChangeSchema, doubleOptInChangeSchema } from '../world/automation-schema.ts';
import { timeZoneName } from '../world/value-schemas.ts';

/** Control routes for what the company answers by itself. */
export const AUTOMATION_ROUTES: readonly ControlRoute[] = [
  route(['get', '/automation', 'away messages and double opt-in, as they are set'], z.strictObject({}), ({ sonar }) => {
    const { company, away, doubleOptIn } = sonar().world;
    return reply(200, { timezone: company.timezone, away, double_opt_in: doubleOptIn });
  }),
  route(
    ['post', '/automation', 'changes the time zone, away messages and double opt-in'],
    z.strictObject({
      timezone: timeZoneName.optional(),
      away: awayChangeSchema.optional(),
      double_opt_in: doubleOptInChangeSchema.optional(),
    }),
    ({ sonar }, { timezone, away, double_opt_in }) => {
      const { world } = sonar();
      if (timezone !== undefined) world.company.timezone = timezone;
      Object.assign(world.away, away);
      Object.assign(world.doubleOptIn, double_opt_in);
      return reply(200, { timezone: world.company.timezone, away: world.away, double_opt_in: world.doubleOptIn });
    },
  ),
];
