import { queryOptions } from '@tanstack/react-query';
import type { ServerInfo } from './contract.ts';
import { request } from './request.ts';

/** The server itself: version, sandbox, limits. */
export const serverQuery = () =>
  queryOptions({
    queryKey: ['server'],
    staleTime: 60_000,
    queryFn: ({ signal }) => request<ServerInfo>('GET', '/server', { signal }),
  });
