import { queryOptions } from '@tanstack/react-query';
import type { BuiltInModule } from './contract.ts';
import { request } from './request.ts';

/** The modules that need no app. */
export const builtInsQuery = () =>
  queryOptions({
    queryKey: ['built-in-modules'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const list = await request<{ readonly data: readonly BuiltInModule[] }>('GET', '/built-in-modules', { signal });
      return list.data;
    },
  });
