import { queryOptions } from '@tanstack/react-query';
import type { FilterEvaluation, FilterEvaluationRequest, FilterOperator } from './contract.ts';
import { request } from './request.ts';

/** What conditions can compare by. */
export const filterOperatorsQuery = () =>
  queryOptions({
    queryKey: ['filter-operators'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const list = await request<{ readonly data: readonly FilterOperator[] }>('GET', '/filter-operators', { signal });
      return list.data;
    },
  });

/** Whether bundles pass a filter, condition by condition. */
export function evaluateFilter(filter: FilterEvaluationRequest, signal?: AbortSignal): Promise<FilterEvaluation> {
  return request('POST', '/filters/evaluate', { body: filter, ...(signal && { signal }) });
}
