import { queryOptions } from '@tanstack/react-query';
import { ApiError, queryText, send } from './request.ts';
import type { RequestOptions } from './request.ts';
import { sandboxFix } from './sandbox-fixes.ts';

/** What the embedded sandbox says of itself. */
export interface SandboxInfo {
  readonly token: string;
  readonly publishable_key: string;
  readonly api_base: string;
  readonly company: { readonly name: string; readonly state: string };
  /** Its own time, which can be moved on. */
  readonly now: string;
}

/**
 * One request to the embedded sandbox, through this server.
 * @throws ApiError when it is refused, or when there is no sandbox.
 */
export async function sandboxRequest<Result>(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Result> {
  const response = await send(method, `/sandbox-api${path}${queryText(options.query)}`, options);
  const text = await response.text();
  if (!response.ok) throw new ApiError(response.status, refusalOf(response.status, text));
  return (text === '' ? undefined : JSON.parse(text)) as Result;
}

/** The sandbox answers as Sonar does, `{"error": "…"}`; a server without one answers with a problem of its own. */
function refusalOf(status: number, text: string): { detail: string; code: string; fix: string } {
  const { error, detail, fix } = textsOf(text);
  if (detail !== undefined) return { detail, code: 'Server', fix: fix ?? '' };
  if (error === undefined) return { detail: `The sandbox answered ${status}.`, code: 'Sandbox', fix: '' };
  return { detail: `The sandbox answered ${status}: ${error}`, code: 'Sandbox', fix: sandboxFix(error) };
}

function textsOf(text: string): { error?: string; detail?: string; fix?: string } {
  try {
    const body: unknown = JSON.parse(text);
    const members = typeof body === 'object' && body !== null ? Object.entries(body) : [];
    return Object.fromEntries(members.filter(([, value]) => typeof value === 'string'));
  } catch {
    return {};
  }
}

/** Its token and its key; fails when no sandbox runs beside the server. */
export const sandboxInfoQuery = () =>
  queryOptions({
    queryKey: ['sandbox-info'],
    staleTime: Infinity,
    retry: false,
    queryFn: ({ signal }) => sandboxRequest<SandboxInfo>('GET', '/__sandbox', { signal }),
  });
