import { z } from 'zod';
import { collectionOf, isCollection } from '../../core/json.ts';
import { route } from '../control/control-route.ts';
import type { ControlRoute } from '../control/control-route.ts';
import { refusal, reply } from '../http/reply.ts';
import type { OutboundRoute } from './outbound-route.ts';
import type { OutboundUser } from './outbound-schema.ts';
import type { Instance } from './outbound-world.ts';
import { OUTBOUND_ROUTES } from './outbound-routes.ts';

/** Below /__sandbox. */
const PREFIX = '/outbound';

const actor = z.object({ instance: z.string().optional(), acting_user: z.string().optional() });

/** The routes as pages call them: without a token, for a person of an instance. */
export const OUTBOUND_CONTROL_ROUTES: readonly ControlRoute[] = [
  route(
    ['get', `${PREFIX}/instances`, 'the instances of the service for outbound texts, with their users and tokens'],
    z.strictObject({}),
    ({ sonar, url }) =>
      reply(
        200,
        sonar().world.outbound.instances.map(({ id, name, users }) => ({
          id,
          name,
          api_base: `${url}/outbound`,
          users,
        })),
      ),
  ),
  ...OUTBOUND_ROUTES.map(controlRoute),
];

function controlRoute(outbound: OutboundRoute): ControlRoute {
  return {
    method: outbound.method,
    path: `${PREFIX}${outbound.path}`,
    summary: outbound.summary,
    answer({ sonar }, input) {
      const named = actor.safeParse(input);
      if (!named.success || !isCollection(input)) return refusal(400, 'instance and acting_user are texts');
      const instance = instanceOf(sonar().world.outbound.instances, named.data.instance);
      if (instance === undefined) return refusal(404, 'Instance not found');
      const user = userOf(instance, named.data.acting_user);
      if (user === undefined) return refusal(404, 'User not found');
      const rest = Object.entries(input).filter(([name]) => name !== 'instance' && name !== 'acting_user');
      return outbound.answer({ sonar: sonar(), instance, user }, collectionOf(rest));
    },
  };
}

function instanceOf(instances: readonly Instance[], id: string | undefined): Instance | undefined {
  return id === undefined ? instances[0] : instances.find((each) => each.id === id);
}

function userOf({ users }: Instance, name: string | undefined): OutboundUser | undefined {
  return users.find((each) => (name === undefined ? each.super_admin : each.name === name));
}
