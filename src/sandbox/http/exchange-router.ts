import express from 'express';
import type { ErrorRequestHandler, Router } from 'express';
import { exchange, failure } from './exchange.ts';
import type { ApiParts } from './exchange.ts';
import { refusal } from './reply.ts';

/** Largest request body. */
const LARGEST_BODY = '1mb';

/** A router on which every call is an exchange, one for an unknown path or with a body that cannot be read too. */
export function createExchangeRouter(parts: ApiParts, addRoutes: (router: Router) => void): Router {
  const router = express.Router();
  router.use(express.raw({ type: () => true, limit: LARGEST_BODY }));
  addRoutes(router);
  router.use((request, response) => exchange(parts, request, response, () => refusal(404, 'Not Found')));
  const failed: ErrorRequestHandler = (error: unknown, request, response, _next) =>
    exchange(parts, request, response, () => failure(parts, error));
  router.use(failed);
  return router;
}
