import { queryOptions } from '@tanstack/react-query';
import type { AppDetail, AppReport, AppSummary, InstalledApp, ModuleDetail, PageOf } from './contract.ts';
import type { GivenApp } from '../model/app-files.ts';
import { everyPage } from './every-page.ts';
import { request } from './request.ts';

/** Apps change seldom, and events tell when. */
const LONG_MS = 5 * 60_000;

/** The installed apps: the one of the server first, then by what they are called. */
export const appsQuery = () =>
  queryOptions({
    queryKey: ['apps'],
    staleTime: LONG_MS,
    queryFn: async ({ signal }) => {
      const apps = await everyPage((cursor) =>
        request<PageOf<AppSummary>>('GET', '/apps', { query: { limit: 250, cursor }, signal }),
      );
      return apps.toSorted((a, b) => Number(b.builtIn) - Number(a.builtIn) || a.label.localeCompare(b.label));
    },
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

/** What the check of an app finds, and how far its directives are carried out. */
export const appReportQuery = (app: string) =>
  queryOptions({
    queryKey: ['app-report', app],
    queryFn: ({ signal }) => request<AppReport>('GET', `/apps/${encodeURIComponent(app)}/report`, { signal }),
  });

/** Installs an app from its files or an archive. @throws ApiError with the findings when it has errors; 409 when its name is taken. */
export function installApp(app: GivenApp, replace: boolean): Promise<InstalledApp> {
  return request('POST', '/apps', { body: { ...app, replace } });
}

/** Removes an imported app. @throws ApiError 409 with everything that uses it. */
export function removeApp(app: string): Promise<void> {
  return request('DELETE', `/apps/${encodeURIComponent(app)}`);
}
