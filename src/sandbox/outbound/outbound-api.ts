import { createHash, timingSafeEqual } from 'node:crypto';
import express from 'express';
import type { ErrorRequestHandler, Request, Router } from 'express';
import { exchange, failure } from '../http/exchange.ts';
import type { ApiParts, Work } from '../http/exchange.ts';
import { refusal } from '../http/reply.ts';
import type { Sonar } from '../service/sonar.ts';
import type { OutboundCall, OutboundRoute } from './outbound-route.ts';
import { OUTBOUND_ROUTES } from './outbound-routes.ts';

const LARGEST_BODY = '1mb';

/** The routes as programs call them, to be mounted at /outbound/v1: with the token of a user. */
export function createOutboundApi(parts: ApiParts): Router {
  const router = express.Router();
  router.use(express.raw({ type: () => true, limit: LARGEST_BODY }));
  for (const route of OUTBOUND_ROUTES) {
    if (route.sandboxOnly) continue;
    router[route.method](route.path, (request, response) =>
      exchange(parts, request, response, workOf(parts, route, request)),
    );
  }
  router.use((request, response) => exchange(parts, request, response, () => refusal(404, 'Not Found')));
  const failed: ErrorRequestHandler = (error: unknown, request, response, _next) =>
    exchange(parts, request, response, () => failure(parts, error));
  router.use(failed);
  return router;
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
  if (presented === undefined) return undefined;
  for (const instance of sonar.world.outbound.instances) {
    const user = instance.users.find(({ token }) => timingSafeEqual(digest(token), digest(presented)));
    if (user !== undefined) return { sonar, instance, user };
  }
  return undefined;
}

/** Hashes have one length, and the time their comparison takes tells nothing about the token. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
