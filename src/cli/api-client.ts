import { systemClock } from '../core/clock.ts';
import { readConfig } from '../core/config.ts';
import { ConnectorError, isErrorName } from '../core/errors.ts';
import { isCollection } from '../core/json.ts';
import type { Collection } from '../core/json.ts';
import { DEFAULT_LIMITS } from '../core/limits.ts';
import type { Problem } from '../core/source.ts';
import { createAxiosClient } from '../http/axios-client.ts';
import type { HttpResponse } from '../http/client.ts';
import type { Terminal } from './terminal.ts';
import { shown } from './shown.ts';

/** One request to the API of a running server. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/api/v1`, for example `/scenarios`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API of the server of this machine. */
export interface ApiClient {
  readonly url: string;
  /**
   * The decoded answer.
   * @throws ConnectorError with the code the server gave, or `ConnectionError` when no server is running.
   */
  call(request: ApiRequest): Promise<Collection>;
  /** Every page of a list, one item after the other, at most `limit`. */
  list(path: string, query: ApiRequest['query'], limit: number): Promise<readonly Collection[]>;
  close(): void;
}

/** Longest page the API gives. */
const PAGE = 250;

/** Opens the API at `server`, or at the port of the settings. */
export function openApi(terminal: Terminal, server: string | undefined): ApiClient {
  const url = server ?? `http://127.0.0.1:${readConfig(terminal.environment).port}`;
  const origin = new URL(url).origin;
  const http = createAxiosClient({ limits: DEFAULT_LIMITS.http, clock: systemClock });
  const call: ApiClient['call'] = async ({ method, path, query = {}, body, headers = {} }) => {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(
      Object.fromEntries(given.map(([key, value]) => [key, String(value)])),
    ).toString();
    const response = await http
      .send({
        method,
        url: `${origin}/api/v1${path}${search === '' ? '' : `?${search}`}`,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        policy: { bases: [origin], privateOrigins: [origin], secrets: [] },
        signal: terminal.signal,
      })
      .catch((thrown: unknown) => {
        throw notRunning(thrown, origin);
      });
    return answerOf(response);
  };
  return { url, call, list: (path, query, limit) => listAll(call, { path, query }, limit), close: () => http.close() };
}

async function listAll(
  call: ApiClient['call'],
  { path, query }: { readonly path: string; readonly query: ApiRequest['query'] },
  limit: number,
): Promise<readonly Collection[]> {
  const items: Collection[] = [];
  let cursor: string | undefined;
  do {
    const pageSize = Math.min(PAGE, limit - items.length);
    const page = await call({ method: 'GET', path, query: { ...query, limit: pageSize, cursor } });
    items.push(...(Array.isArray(page['data']) ? page['data'].filter(isCollection) : []));
    cursor = typeof page['nextCursor'] === 'string' ? page['nextCursor'] : undefined;
  } while (cursor !== undefined && items.length < limit);
  return items;
}

function notRunning(thrown: unknown, origin: string): unknown {
  if (!(thrown instanceof ConnectorError) || thrown.name !== 'ConnectionError') return thrown;
  return new ConnectorError('ConnectionError', `No server answers at ${origin}.`, {
    cause: thrown,
    fix: 'Start one with npm start (or sonar-connect start), or name another with --server.',
  });
}

function answerOf(response: HttpResponse): Collection {
  const text = Buffer.from(response.body).toString('utf8');
  const value: unknown = text === '' ? {} : JSON.parse(text);
  const document = isCollection(value) ? value : { data: value };
  if (response.status < 400) return document;
  throw problemOf(document, response.status);
}

/** A problem document as the error it came from. */
function problemOf(document: Collection, status: number): ConnectorError {
  const code = shown(document['code']);
  const errors = Array.isArray(document['errors']) ? document['errors'].filter(isCollection) : [];
  return new ConnectorError(
    isErrorName(code) ? code : 'RuntimeError',
    shown(document['detail']) || `The server answered ${status}.`,
    {
      ...(typeof document['fix'] === 'string' ? { fix: document['fix'] } : {}),
      problems: errors.map((entry) => ({
        pointer: shown(entry['pointer']),
        severity: entry.severity === 'warning' ? ('warning' as const) : ('error' as const),
        code: shown(entry['code']),
        message: shown(entry['detail']),
        ...(typeof entry['fix'] === 'string' ? { fix: entry['fix'] } : {}),
        ...(typeof entry['file'] === 'string' ? { file: entry['file'] } : {}),
        ...positionIn(entry),
      })),
    },
  );
}

function positionIn({ position }: Collection): Pick<Problem, 'position'> {
  const { line, column } = isCollection(position) ? position : {};
  return typeof line === 'number' && typeof column === 'number' ? { position: { line, column } } : {};
}
