import { randomUUID } from 'node:crypto';
import express from 'express';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import { ConnectorError } from '../core/errors.ts';
import { mountAuthorizationCallback } from './authorization-callback.ts';
import { ERROR_PAGE_PATH, errorPage } from './error-page.ts';
import { foreignRefusal } from './guard.ts';
import { mountHealth } from './health.ts';
import { landingPage } from './landing.ts';
import { createMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { mountOperations } from './mount.ts';
import { openApiDocument } from './openapi.ts';
import { OPERATIONS } from './operations.ts';
import type { ServerContext } from './parts.ts';
import { problemAnswer, sendProblem } from './problem.ts';
import { refuse } from './refusal.ts';
import { mountSandbox } from './sandbox-mount.ts';
import { securityHeaders } from './security-headers.ts';
import { hasWebPage, mountWebPage } from './web-page.ts';

/** Everything but `/hooks/`: the API, its description, health, metrics, and the page. */
export function createApp(parts: ServerContext): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.enable('case sensitive routing');
  const metrics = createMetrics(parts);
  // It takes a while to make, and hardly anybody asks for it.
  let document: string | undefined;
  const page = landingPage(parts.version);

  app.use(trace(parts, metrics));
  app.use(securityHeaders());
  app.use(guard(parts));
  mountSandbox(app, parts.sandbox);
  mountAuthorizationCallback(app, parts);
  const errors = errorPage();
  const { webFolder } = parts;
  if (hasWebPage(webFolder)) mountWebPage(app, webFolder);
  else app.get('/', (_request, response) => void response.type('html').send(page));
  app.get(ERROR_PAGE_PATH, (_request, response) => void response.type('html').send(errors));
  app.get('/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApiDocument(OPERATIONS, parts.version));
    response.type('json').send(document);
  });
  mountHealth(app, parts);
  metrics.mount(app);
  for (const path of FIXED_PATHS) app.all(path, refuseMethod);
  mountOperations(app, OPERATIONS, parts);
  app.use((request) => {
    throw new ConnectorError('NotFoundError', `There is nothing at ${request.path}.`, {
      fix: 'Look at /openapi.json for the paths there are.',
    });
  });
  app.use(failure(parts));
  return app;
}

/** Paths outside of the API; all are read only. */
export const FIXED_PATHS = ['/', ERROR_PAGE_PATH, '/openapi.json', '/healthz', '/readyz', '/metrics'] as const;

const refuseMethod: RequestHandler = (request) => {
  throw refuse('MethodNotAllowed', `${request.path} does not take ${request.method}.`, { Allow: 'GET, HEAD' });
};

/** Gives every request an id, and counts and logs it when it is over: its route, never its address or its body. */
function trace({ log }: ServerContext, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const traceId = randomUUID();
    const startedAt = performance.now();
    response.locals['traceId'] = traceId;
    response.set('X-Trace-Id', traceId);
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1000;
      const route = routeOf(request, response);
      const { method } = request;
      const status = response.statusCode;
      metrics.observe({ route, method: KNOWN_METHODS.has(method) ? method : 'OTHER', status, seconds });
      log.debug('request', { traceId, method, route, status, durationMs: Math.round(seconds * 1000) });
    });
    next();
  };
}

const KNOWN_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function routeOf(request: Request, response: Response): string {
  const route: unknown = response.locals['route'];
  if (typeof route === 'string') return route;
  return FIXED_PATHS.find((path) => path === request.path) ?? 'unknown';
}

function guard({ config }: ServerContext): RequestHandler {
  return (request, _response, next) => {
    const { method, path, headers } = request;
    const refusal = foreignRefusal({ method, path, headers }, config.publicUrl);
    if (refusal !== undefined) throw refusal;
    next();
  };
}

function failure({ log }: ServerContext): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const place = { instance: request.path, traceId: String(response.locals['traceId']) };
    const answer = problemAnswer(isBadPath(error) ? badPath() : error, place);
    if (answer.status >= 500) log.error('a request failed', { ...place, code: answer.document.code, error });
    sendProblem(response, answer);
  };
}

/** Express could not decode the path. */
function isBadPath(error: unknown): boolean {
  return error instanceof URIError;
}

function badPath(): ConnectorError {
  return new ConnectorError('UsageError', 'The path of the request cannot be decoded.', {
    fix: 'Encode it with percent signs as UTF-8.',
  });
}
