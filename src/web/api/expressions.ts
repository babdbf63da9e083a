import { queryOptions } from '@tanstack/react-query';
import type { Evaluated, EvaluationRequest, ImlFunction, TimezoneNames } from './contract.ts';
import { request } from './request.ts';

/** The functions and keywords of mappings; they never change while the server runs. */
export const functionsQuery = () =>
  queryOptions({
    queryKey: ['iml-functions'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const { data } = await request<{ readonly data: readonly ImlFunction[] }>('GET', '/iml/functions', { signal });
      return data;
    },
  });

/** IANA names of time zones to choose from. */
export const timezonesQuery = () =>
  queryOptions({
    queryKey: ['timezones'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await request<TimezoneNames>('GET', '/timezones', { signal })).data,
  });

/** What a mapped value gives with example bundles; a text that cannot be read answers with `error`. */
export function evaluate(evaluation: EvaluationRequest, signal?: AbortSignal): Promise<Evaluated> {
  return request('POST', '/iml/evaluate', { body: { ...evaluation, lenient: true }, ...(signal && { signal }) });
}
