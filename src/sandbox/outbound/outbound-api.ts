import type { Request, Router } from 'express';
import { sameSecret } from '../http/auth.ts';
import { exchange } from '../http/exchange.ts';
import type { ApiParts, Work } from '../http/exchange.ts';
import { createExchangeRouter } from '../http/exchange-router.ts';
import { refusal } from '../http/reply.ts';
import type { Sonar } from '../service/sonar.ts';
import type { OutboundCall, OutboundRoute } from './outbound-route.ts';
import { OUTBOUND_ROUTES } from './outbound-routes.ts';

/** The routes as programs call them, to be mounted at /outbound/v1: with the token of a user. */
export function createOutboundApi(parts: ApiParts): Router {
  return createExchangeRouter(parts, (router) => {
    for (const route of OUTBOUND_ROUTES) {
      if (route.sandboxOnly) continue;
      router[route.method](route.path, (request, response) =>
        exchange(parts, request, response, workOf(parts, route, request)),
      );
    }
  });
}

function workOf(parts: ApiParts, route: OutboundRoute, request: Request): Work {
  return async ({ params, body }) => {
    const call = callOf(parts.sonar(), request.headers.authorization ?? '');
    if (call === undefined) return refusal(401, 'The token is missing or not known');
    if (!body.ok) return refusal(body.status, body.error);
    const reply = await route.answer(call, params);
    if (route.method !== 'get') parts.changed();
    return reply;
  };
}

/** Who calls, by `Authorization: Bearer <token>`: a token belongs to one user of one instance. */
function callOf(sonar: Sonar, header: string): OutboundCall | undefined {
  const presented = /^Bearer +(\S+)$/i.exec(header)?.[1];
  for (const instance of sonar.world.outbound.instances) {
    const user = instance.users.find(({ token }) => sameSecret(presented, token));
    if (user !== undefined) return { sonar, instance, user };
  }
  return undefined;
}
