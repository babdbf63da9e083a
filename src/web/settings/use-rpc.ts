import { skipToken, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { appQuery } from '../api/apps.ts';
import { callRpc } from '../api/rpcs.ts';
import { askedValues } from '../model/form-options.ts';
import type { RpcAddress } from '../model/form-options.ts';
import { useForm } from './form-context.ts';

/** Milliseconds for which what the service listed counts as known. */
const KNOWN_MS = 60_000;

/** What an RPC of the app gives with the values of the form so far. */
export function useRpc(
  address: RpcAddress | undefined,
  values: Readonly<Record<string, unknown>>,
): UseQueryResult<readonly unknown[]> {
  const { app, connectionId } = useForm();
  const detail = useQuery({ ...appQuery(app ?? ''), enabled: app !== undefined && address !== undefined });
  const declared = detail.data?.rpcs.find(({ name }) => name === address?.rpc);
  const parameters = address === undefined || declared === undefined ? {} : askedValues(address, declared, values);
  const isReady = app !== undefined && address !== undefined && detail.data !== undefined;
  return useQuery({
    queryKey: ['rpc', app, address, connectionId, parameters],
    staleTime: KNOWN_MS,
    retry: false,
    queryFn: isReady
      ? ({ signal }) => callRpc({ app, ...address, parameters, ...(connectionId && { connectionId }) }, signal)
      : skipToken,
  });
}
