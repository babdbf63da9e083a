import { queryOptions } from '@tanstack/react-query';
import type { Delivery, PageOf } from './contract.ts';
import { request } from './request.ts';

/** Bytes of a value in a sample; longer ones are cut. */
const MOST_BYTES = 65_536;

/** The bundles of the newest delivery of a webhook; null when it has none. */
export const latestSampleQuery = (hookId: string | undefined) =>
  queryOptions({
    queryKey: ['deliveries', hookId ?? '', 'sample'],
    enabled: hookId !== undefined,
    retry: false,
    queryFn: async ({ signal }): Promise<readonly unknown[] | null> => {
      const list = `/hooks/${encodeURIComponent(hookId ?? '')}/deliveries`;
      const { data } = await request<PageOf<Delivery>>('GET', list, { query: { limit: 1 }, signal });
      const [newest] = data;
      if (newest === undefined) return null;
      const sample = await request<{ readonly bundles: readonly unknown[] }>('GET', `/deliveries/${newest.id}/sample`, {
        query: { cut: MOST_BYTES },
        signal,
      });
      return sample.bundles;
    },
  });
