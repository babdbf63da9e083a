import { queryOptions, skipToken } from '@tanstack/react-query';
import type { Authorization, Connection } from './contract.ts';
import type { NewConnection } from './connections.ts';
import { request } from './request.ts';

/** Milliseconds between two looks while a person is at the page of the service. */
const LOOK_MS = 1000;

/** Begins to authorise a new connection at the page of its service. @throws ApiError saying what is wrong with its form. */
export function beginAuthorization(
  connection: Omit<NewConnection, 'force'>,
  signal?: AbortSignal,
): Promise<Authorization> {
  return request('POST', '/authorizations', { body: connection, ...(signal && { signal }) });
}

/** The same for a connection there is; secrets that are left out stay. */
export function repeatAuthorization(
  connection: { readonly id: string; readonly version: number },
  change: Partial<Pick<NewConnection, 'name' | 'values'>>,
  signal?: AbortSignal,
): Promise<Authorization> {
  const { id, version } = connection;
  return request('POST', `/connections/${id}/authorization`, { body: change, version, ...(signal && { signal }) });
}

/** How an authorisation stands, looked at until it is over. */
export const authorizationQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['authorization', id],
    queryFn:
      id === undefined
        ? skipToken
        : ({ signal }) => request<Authorization>('GET', `/authorizations/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.status === 'waiting' ? LOOK_MS : false),
    refetchIntervalInBackground: true,
  });

/** The connection an authorisation made or renewed, once there is one. */
export const authorizedQuery = (authorization: Authorization | undefined) => {
  const { id, connectionId = null } = authorization ?? {};
  return queryOptions({
    queryKey: ['authorization', id, 'connection'],
    queryFn:
      connectionId === null
        ? skipToken
        : ({ signal }) => request<Connection>('GET', `/connections/${connectionId}`, { signal }),
  });
};
