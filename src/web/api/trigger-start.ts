import { queryOptions } from '@tanstack/react-query';
import type { StartChoice, StartItem, TriggerStart } from './contract.ts';
import { request } from './request.ts';

/** Where the polling trigger of a scenario stands; another version may have another trigger. */
export const triggerStartQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['trigger-start', id, version],
    queryFn: ({ signal }) => request<TriggerStart>('GET', `/scenarios/${id}/start`, { signal }),
    retry: false,
  });

/** Items of the service it may start behind. */
export const startItemsQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['trigger-start-items', id, version],
    queryFn: async ({ signal }) =>
      (await request<{ readonly data: readonly StartItem[] }>('GET', `/scenarios/${id}/start/items`, { signal })).data,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });

/** Lets it start from somewhere else. */
export function chooseStart(id: string, choice: StartChoice): Promise<TriggerStart> {
  return request('POST', `/scenarios/${id}/start`, { body: choice });
}
