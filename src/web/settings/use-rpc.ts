import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { appQuery } from '../api/apps.ts';
import { rpcQuery } from '../api/rpcs.ts';
import { askedValues } from '../model/form-options.ts';
import type { RpcAddress } from '../model/form-options.ts';
import { useForm } from './form-context.ts';

/** What an RPC of the app gives with the values of the form so far. */
export function useRpc(
  address: RpcAddress | undefined,
  values: Readonly<Record<string, unknown>>,
): UseQueryResult<readonly unknown[]> {
  const { app, connectionId } = useForm();
  const detail = useQuery({ ...appQuery(app ?? ''), enabled: app !== undefined && address !== undefined });
  const declared = detail.data?.rpcs.find(({ name }) => name === address?.rpc);
  const isReady = app !== undefined && address !== undefined && detail.data !== undefined;
  const parameters = isReady && declared !== undefined ? askedValues(address, declared, values) : {};
  return useQuery(
    rpcQuery(isReady ? { app, ...address, parameters, ...(connectionId && { connectionId }) } : undefined),
  );
}
