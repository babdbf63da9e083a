import type { Request, Router } from 'express';
import { answerCall } from './call.ts';
import { exchange } from './exchange.ts';
import type { ApiParts, Work } from './exchange.ts';
import { createExchangeRouter } from './exchange-router.ts';
import { refusal } from './reply.ts';
import type { Reply } from './reply.ts';
import { ROUTES } from './routes.ts';
import type { Route } from './routes.ts';

/** The endpoints as an Express router, to be mounted at /api/v1. */
export function createApi(parts: ApiParts): Router {
  return createExchangeRouter(parts, (router) => {
    for (const path of new Set(ROUTES.map((route) => route.path))) {
      const routes = ROUTES.filter((route) => route.path === path);
      const endpoint = router.route(path);
      for (const route of routes) {
        endpoint[route.method]((request, response) =>
          exchange(parts, request, response, workOf(parts, route, request)),
        );
      }
      endpoint.all((request, response) => exchange(parts, request, response, () => notAllowed(routes)));
    }
  });
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
