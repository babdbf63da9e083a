import { queryOptions } from '@tanstack/react-query';
import { ApiError, send } from './request.ts';
import type { RequestOptions } from './request.ts';

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
  const response = await send(method, `/sandbox-api${path}`, options);
  const text = await response.text();
  if (!response.ok) throw new ApiError(response.status, refusalOf(response.status, text));
  return (text === '' ? undefined : JSON.parse(text)) as Result;
}

/** The sandbox answers as Sonar does: `{"error": "…"}`. */
function refusalOf(status: number, text: string): { detail: string; code: string } {
  const detail = `The sandbox answered ${status}`;
  try {
    const body: unknown = JSON.parse(text);
    const reason = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
    return { detail: typeof reason === 'string' ? `${detail}: ${reason}` : `${detail}.`, code: 'Sandbox' };
  } catch {
    return { detail: `${detail}.`, code: 'Sandbox' };
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
