import express from 'express';
import type { ErrorRequestHandler, Request, Response, Router } from 'express';
import { writeAnswer } from '../http/answer.ts';
import { createCsvRouter } from '../csv/csv-router.ts';
import { parseBody, parseForm } from '../http/body.ts';
import { CONTROL_ROUTES, overview } from './control-actions.ts';
import type { ControlParts, ControlRoute } from './control-route.ts';
import { newUuid } from '../service/identifiers.ts';
import { refusal } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** The control routes as an Express router, to be mounted at /__sandbox; `changed` is told after every one that writes. */
export function createControl(parts: ControlParts, changed: () => void): Router {
  const router = express.Router();
  router.use((request, response, next) => {
    if (LOOPBACK.test(request.socket.remoteAddress ?? '')) next();
    else write(response, refusal(403, 'The control routes answer to this computer only'));
  });
  router.use(createCsvRouter(parts));
  router.use(express.raw({ type: () => true, limit: '1mb' }));
  router.get('/', (_request, response) => write(response, overview(parts)));
  for (const route of CONTROL_ROUTES) {
    router[route.method](route.path, async (request, response) => {
      write(response, await run(parts, route, request));
      if (route.method !== 'get') changed();
    });
  }
  router.use((_request, response) => write(response, refusal(404, 'No such control route; GET /__sandbox lists them')));
  const failed: ErrorRequestHandler = (_error: unknown, _request, response, _next) =>
    write(response, refusal(400, 'The request cannot be read'));
  router.use(failed);
  return router;
}

async function run(parts: ControlParts, route: ControlRoute, request: Request): Promise<Reply> {
  if (route.method === 'get') return route.answer(parts, parseForm(request.originalUrl.split('?')[1] ?? '') ?? {});
  const raw: unknown = request.body;
  const body = parseBody(Buffer.isBuffer(raw) ? raw : Buffer.alloc(0), 'application/json');
  return body.ok ? route.answer(parts, body.params) : refusal(body.status, body.error);
}

function write(response: Response, reply: Reply): void {
  writeAnswer(response, reply, { requestId: newUuid(), startedAt: performance.now() });
}
