import type { Problem } from './contract.ts';

/** What the server, or the way to it, refused. `message` says what happened, `fix` what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0 when the server was not reached. */
  readonly status: number;
  /** Stable; decide by it. `Unreachable` when the server was not reached. */
  readonly code: string;
  readonly fix: string;
  readonly traceId: string | undefined;
  /** The whole problem document, when the server sent one. */
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Partial<Problem> & { readonly detail: string; readonly code: string }) {
    super(problem.detail);
    this.status = status;
    this.code = problem.code;
    this.fix = problem.fix ?? '';
    this.traceId = problem.traceId;
    this.problem = problem.type === undefined ? undefined : (problem as Problem);
  }
}

/** Options of a request. */
export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  /** A file to send as it is, in place of a body. */
  readonly file?: Blob;
  /** The version an update is based on. */
  readonly version?: number;
  readonly signal?: AbortSignal;
}

/**
 * One request to the API of this server.
 * @throws ApiError when it is refused or the server cannot be reached.
 */
export async function request<Result>(method: string, path: string, options: RequestOptions = {}): Promise<Result> {
  const response = await send(method, `/api/v1${path}${queryText(options.query)}`, options);
  const text = await response.text();
  if (!response.ok) throw refusal(response, text);
  return (text === '' ? undefined : JSON.parse(text)) as Result;
}

/** Sends a request anywhere on this origin, JSON in and out. @throws ApiError when the server cannot be reached. */
export async function send(method: string, address: string, options: RequestOptions = {}): Promise<Response> {
  const { body, file, version, signal } = options;
  try {
    return await fetch(address, {
      method,
      credentials: 'same-origin',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(0, {
      detail: 'The server of Sonar Connect does not answer.',
      code: 'Unreachable',
      fix: 'Check that it still runs. The page reconnects by itself.',
    });
  }
}

function refusal(response: Response, text: string): ApiError {
  const problem = parsed(text);
  if (problem !== undefined) return new ApiError(response.status, problem);
  const detail = `The server answered ${response.status} without an explanation.`;
  return new ApiError(response.status, { detail, code: 'Unknown', fix: 'Look at the output of the server.' });
}

function parsed(text: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isProblem = typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
    return isProblem ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}

/** What is sent for named values behind the path; empty when there are none. */
export function queryText(query: RequestOptions['query'] = {}): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`;
}
