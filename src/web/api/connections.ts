import { queryOptions } from '@tanstack/react-query';
import type { Connection, ConnectionRow, ConnectionTest, PageOf } from './contract.ts';
import { everyPage } from './every-page.ts';
import { request } from './request.ts';

/** All connections. */
export const connectionsQuery = () =>
  queryOptions({
    queryKey: ['connections'],
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        request<PageOf<ConnectionRow>>('GET', '/connections', { query: { limit: 250, cursor }, signal }),
      ),
  });

/** What a new connection needs. */
export interface NewConnection {
  readonly app: string;
  readonly connection?: string;
  readonly name: string;
  /** Values of its form, secrets included. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Save it even when the service does not accept it. */
  readonly force?: boolean;
}

/** Verifies and saves a connection. @throws ApiError saying why the service did not accept it. */
export function createConnection(connection: NewConnection, signal?: AbortSignal): Promise<Connection> {
  return request('POST', '/connections', { body: connection, ...(signal && { signal }) });
}

/** Changes a connection; secrets that are left out stay. */
export function updateConnection(
  id: string,
  version: number,
  change: Partial<Pick<NewConnection, 'name' | 'values' | 'force'>>,
): Promise<Connection> {
  return request('PATCH', `/connections/${id}`, { body: change, version });
}

/** Asks the service whether it still accepts the connection. */
export function testConnection(id: string): Promise<ConnectionTest> {
  return request('POST', `/connections/${id}/test`);
}

/** Deletes a connection. @throws ApiError 409 with the scenarios and webhooks that use it. */
export function deleteConnection(id: string): Promise<void> {
  return request('DELETE', `/connections/${id}`);
}

/** A scenario or webhook that uses a connection. */
export interface ConnectionUse {
  readonly kind: 'scenario' | 'webhook';
  readonly id: string;
  readonly name: string;
}

/** Who uses a connection. */
export const connectionUsageQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'usage'],
    queryFn: ({ signal }) => request<{ data: readonly ConnectionUse[] }>('GET', `/connections/${id}/usage`, { signal }),
  });
