import express from 'express';
import type { ErrorRequestHandler, Request, Router } from 'express';
import { answerCall } from './call.ts';
import { exchange, failure } from './exchange.ts';
import type { ApiParts, Work } from './exchange.ts';
import { refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import { ROUTES } from './routes.ts';
import type { Route } from './routes.ts';

/** Largest request body. */
const LARGEST_BODY = '1mb';

/** The endpoints as an Express router, to be mounted at /api/v1. */
export function createApi(parts: ApiParts): Router {
  const router = express.Router();
  router.use(express.raw({ type: () => true, limit: LARGEST_BODY }));
  for (const path of new Set(ROUTES.map((route) => route.path))) {
    const routes = ROUTES.filter((route) => route.path === path);
    const endpoint = router.route(path);
    for (const route of routes) {
      endpoint[route.method]((request, response) => exchange(parts, request, response, workOf(parts, route, request)));
    }
    endpoint.all((request, response) => exchange(parts, request, response, () => notAllowed(routes)));
  }
  router.use((request, response) => exchange(parts, request, response, () => refusal(404, 'Not Found')));
  const failed: ErrorRequestHandler = (error: unknown, request, response, _next) =>
    exchange(parts, request, response, () => failure(parts, error));
  router.use(failed);
  return router;
}

function workOf(parts: ApiParts, route: Route, request: Request): Work {
  return (incoming) => {
    const reply = answerCall(parts.sonar(), route, incoming, request.params as Record<string, string>);
    if (route.method !== 'get') parts.changed();
    return reply;
  };
}

function notAllowed(routes: readonly Route[]): Reply {
  const allowed = routes.map((route) => route.method.toUpperCase()).join(', ');
  return { ...refusal(405, '405 Not Allowed'), headers: { Allow: allowed } };
}
