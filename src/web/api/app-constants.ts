import { queryOptions } from '@tanstack/react-query';
import type { AppConstants } from './contract.ts';
import { request } from './request.ts';

const pathOf = (app: string): string => `/apps/${encodeURIComponent(app)}/constants`;

/** The names of the constants that were given for an app here, and the forms for them; never their values. */
export const appConstantsQuery = (app: string) =>
  queryOptions({
    queryKey: ['app-constants', app],
    queryFn: ({ signal }) => request<AppConstants>('GET', pathOf(app), { signal }),
  });

/** What an administrator gives. */
export interface GivenConstants {
  /** The values are those of the form of this connection; without it they are constants by name. */
  readonly connection?: string;
  /** Null takes a constant away. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Gives constants of an app. @throws ApiError 422 with every field that cannot be used. */
export function giveConstants(app: string, given: GivenConstants): Promise<AppConstants> {
  return request('PATCH', pathOf(app), { body: given });
}
