import type { Request, Response, Router } from 'express';
import { ConnectorError } from '../core/errors.ts';
import { entityTag, versionFrom } from './entity-tag.ts';
import { once, type KeptAnswer } from './idempotency.ts';
import type { Call, Operation } from './operation.ts';
import type { ServerContext } from './parts.ts';
import { readQuery } from './read-query.ts';
import { hasBody, readJsonBody } from './read-body.ts';
import { refuse } from './refusal.ts';
import { validateInput } from './validate-input.ts';

/** Most bytes of a body unless the operation says otherwise. */
export const BODY_LIMIT = 1024 * 1024;

/** Routes every operation; a known path with another method is answered with 405 and `Allow`. */
export function mountOperations(router: Router, operations: readonly Operation[], parts: ServerContext): void {
  for (const path of pathsInOrder(operations)) {
    const group = operations.filter((operation) => operation.path === path);
    const byMethod = new Map(group.map((operation) => [operation.method.toUpperCase(), operation]));
    const allow = allowedMethods([...byMethod.keys()]);
    router.all(expressPath(path), async (request, response) => {
      const operation = byMethod.get(request.method === 'HEAD' ? 'GET' : request.method);
      if (operation === undefined) {
        throw refuse('MethodNotAllowed', `${request.path} does not take ${request.method}.`, { Allow: allow });
      }
      await perform(operation, parts, { request, response });
    });
  }
}

/** Fixed paths before those with parameters, which would take them for an id. */
function pathsInOrder(operations: readonly Operation[]): readonly string[] {
  const paths = [...new Set(operations.map((operation) => operation.path))];
  const parameters = (path: string): number => path.split('{').length;
  return paths.sort((a, b) => parameters(a) - parameters(b));
}

/** A path in braces as Express writes it. */
export function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

async function perform(operation: Operation, parts: ServerContext, { request, response }: Exchange): Promise<void> {
  response.locals['route'] = operation.path;
  const call = await readCall(operation, parts, { request, response });
  const key = operation.idempotent === true ? request.get('idempotency-key') : undefined;
  if (key === undefined) return answer(operation, call, response);
  const keyed = { key, operationId: operation.operationId, path: request.path, body: call.body };
  const kept = await once(parts, keyed, () => keep(operation, call));
  if (kept.isRepeated) response.set('Idempotent-Replayed', 'true');
  response.status(kept.status).set(kept.headers).end(kept.body);
}

async function readCall(
  operation: Operation,
  parts: ServerContext,
  { request, response }: Exchange,
): Promise<Call<unknown, unknown, unknown>> {
  const params = pathParameters(operation, request);
  const query = validateInput(operation.query, readQuery(request.url), '/query');
  if (operation.query === undefined) refuseQuery(request);
  const version = operation.conditional === true ? versionFrom(request.get('if-match')) : 0;
  const body = await bodyOf(operation, request);
  const gone = new AbortController();
  response.once('close', () => gone.abort(new ConnectorError('ExecutionInterruptedError', 'The caller went away.')));
  return { parts, params, query, body, version, signal: gone.signal };
}

/** A path that no resource can have is answered like one that no resource has. */
function pathParameters(operation: Operation, request: Request): unknown {
  if (operation.params === undefined) return undefined;
  const parsed = operation.params.safeParse({ ...request.params });
  if (parsed.success) return parsed.data;
  throw new ConnectorError('NotFoundError', `There is nothing at ${request.path}.`);
}

function refuseQuery(request: Request): void {
  const [name] = Object.keys(readQuery(request.url));
  if (name === undefined) return;
  const message = `"${name}" is not known here.`;
  const problem = { pointer: `/query/${name}`, severity: 'error', code: 'UNKNOWN_KEY', message } as const;
  throw new ConnectorError('UsageError', message, { problems: [problem], fix: 'This operation takes no query.' });
}

async function bodyOf(operation: Operation, request: Request): Promise<unknown> {
  if (operation.body === undefined) {
    if (hasBody(request)) await readJsonBody(request, BODY_LIMIT);
    return undefined;
  }
  const body = hasBody(request) ? await readJsonBody(request, operation.bodyLimit ?? BODY_LIMIT) : {};
  return validateInput(operation.body, body, '');
}

async function answer(operation: Operation, call: Call<unknown, unknown, unknown>, response: Response): Promise<void> {
  const result = await operation.handle(call);
  if (result.stream !== undefined) {
    response.status(operation.result.status).set(headersOf(operation, result));
    result.stream(response);
    return;
  }
  response.status(operation.result.status).set(headersOf(operation, result)).end(bodyText(operation, result.body));
}

async function keep(operation: Operation, call: Call<unknown, unknown, unknown>): Promise<KeptAnswer> {
  const result = await operation.handle(call);
  return {
    status: operation.result.status,
    headers: headersOf(operation, result),
    body: bodyText(operation, result.body) ?? '',
  };
}

function headersOf(
  operation: Operation,
  { version, location }: { readonly version?: number; readonly location?: string },
): Record<string, string> {
  const { status, contentType = 'application/json' } = operation.result;
  return {
    'Cache-Control': 'no-store',
    ...(status === 204 ? {} : { 'Content-Type': `${contentType}; charset=utf-8` }),
    ...(version === undefined ? {} : { ETag: entityTag(version) }),
    ...(location === undefined ? {} : { Location: location }),
  };
}

function bodyText({ result }: Operation, body: unknown): string | undefined {
  if (result.status === 204) return undefined;
  return result.contentType === undefined ? JSON.stringify(body) : String(body);
}

function allowedMethods(methods: readonly string[]): string {
  return (methods.includes('GET') ? [...methods, 'HEAD'] : methods).join(', ');
}
