import { queryOptions } from '@tanstack/react-query';
import type { AppDetail, AppSummary, ModuleDetail, PageOf } from './contract.ts';
import { everyPage } from './every-page.ts';
import { request } from './request.ts';

/** Apps change only when the server starts anew. */
const LONG_MS = 5 * 60_000;

/** The installed apps. */
export const appsQuery = () =>
  queryOptions({
    queryKey: ['apps'],
    staleTime: LONG_MS,
    queryFn: ({ signal }) =>
      everyPage((cursor) => request<PageOf<AppSummary>>('GET', '/apps', { query: { limit: 250, cursor }, signal })),
  });

/** One app with its groups and modules. */
export const appQuery = (app: string) =>
  queryOptions({
    queryKey: ['app', app],
    staleTime: LONG_MS,
    queryFn: ({ signal }) => request<AppDetail>('GET', `/apps/${encodeURIComponent(app)}`, { signal }),
  });

/** One module with its fields. */
export const moduleQuery = (app: string, module: string) =>
  queryOptions({
    queryKey: ['module', app, module],
    staleTime: LONG_MS,
    queryFn: ({ signal }) =>
      request<ModuleDetail>('GET', `/apps/${encodeURIComponent(app)}/modules/${encodeURIComponent(module)}`, {
        signal,
      }),
  });
