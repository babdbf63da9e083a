import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Incomplete, PageOf } from './contract.ts';
import { request } from './request.ts';

/** Which incomplete executions are listed. */
export interface IncompleteFilter {
  readonly scenarioId?: string | undefined;
  readonly status?: Incomplete['status'] | undefined;
}

/** The incomplete executions of a filter, newest first. */
export const incompletesQuery = (filter: IncompleteFilter) =>
  infiniteQueryOptions({
    queryKey: ['incompletes', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      request<PageOf<Incomplete>>('GET', '/incomplete-executions', {
        query: { ...filter, limit: 50, cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** Goes on from the failing module now. */
export function retryIncomplete(id: string): Promise<Incomplete> {
  return request('POST', `/incomplete-executions/${id}/retry`);
}

/** Marks one as dealt with; with bundles, the execution goes on behind the failed module with them. */
export function resolveIncomplete(id: string, output?: unknown): Promise<Incomplete> {
  return request('POST', `/incomplete-executions/${id}/resolve`, { body: output === undefined ? {} : { output } });
}

/** Gives one up. */
export function deleteIncomplete(id: string): Promise<void> {
  return request('DELETE', `/incomplete-executions/${id}`);
}
