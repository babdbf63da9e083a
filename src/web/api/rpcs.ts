import { queryOptions, skipToken } from '@tanstack/react-query';
import { request } from './request.ts';

/** What a form loads while it is filled in. */
export interface RpcCall {
  readonly app: string;
  readonly rpc: string;
  readonly connectionId?: string;
  /** What stands behind the question mark of its address; the server reads the expressions in it. */
  readonly query?: string;
  /** Values of the form so far, as the RPC asks for them. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Milliseconds for which what the service listed counts as known. */
const KNOWN_MS = 60_000;

/** What an RPC gives; nothing is asked while there is no call. */
export const rpcQuery = (call: RpcCall | undefined) =>
  queryOptions({
    queryKey: ['rpc', call],
    staleTime: KNOWN_MS,
    retry: false,
    queryFn: call === undefined ? skipToken : ({ signal }) => callRpc(call, signal),
  });

/** Options (`label`, `value`) or fields from the service. @throws ApiError saying why it gave none. */
async function callRpc({ app, rpc, ...body }: RpcCall, signal: AbortSignal): Promise<readonly unknown[]> {
  const path = `/apps/${encodeURIComponent(app)}/rpcs/${encodeURIComponent(rpc)}`;
  const answer = await request<{ readonly data: readonly unknown[] }>('POST', path, { body, signal });
  return answer.data;
}
