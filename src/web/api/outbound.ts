import { queryOptions } from '@tanstack/react-query';
import { LIVE } from './sandbox-world.ts';
import { sandboxRequest } from './sandbox.ts';

/** An installation of the service for outbound texts; the first when left out. */
export type InstanceId = string | undefined;

/** Begin and end on the clock of the instance, as "21:00". */
export interface QuietHours {
  readonly start: string;
  readonly end: string;
}

/** An instance with the people who use it. */
export interface OutboundInstance {
  readonly id: string;
  readonly name: string;
  readonly api_base: string;
  readonly users: readonly {
    readonly name: string;
    readonly token: string;
    /** May do everything, whatever the permissions say. */
    readonly super_admin: boolean;
    readonly permissions: readonly string[];
  }[];
}

/** Quiet hours as everybody sees them. */
export interface QuietState {
  readonly quiet_hours: QuietHours | null;
  readonly timezone: string;
  readonly now_quiet: boolean;
  /** When triggered messages go out that wait; null when it is not quiet. */
  readonly ends_at: string | null;
  /** How many wait. */
  readonly held: number;
  readonly max_hours: number;
}

type Input = Readonly<Record<string, unknown>>;
type Query = Readonly<Record<string, string | number | undefined>>;

/** Reads something of an instance, again and again while it is shown. */
export function outboundQuery<Result>(instance: InstanceId, path: string, query: Query = {}) {
  return queryOptions({
    queryKey: ['sandbox', 'outbound', instance ?? '', path, query],
    ...LIVE,
    queryFn: ({ signal }) =>
      sandboxRequest<Result>('GET', `/__sandbox/outbound${path}`, { query: { ...query, instance }, signal }),
  });
}

/** Does something in an instance. @throws ApiError 400 with the fields that are wrong, 403, 404 or 409. */
export function outboundPost<Result>(instance: InstanceId, path: string, input: Input): Promise<Result> {
  return sandboxRequest('POST', `/__sandbox/outbound${path}`, { body: { ...input, instance } });
}

/** Removes something of an instance. @throws ApiError 409 while it is in use. */
export function outboundDelete(instance: InstanceId, path: string, id: number): Promise<unknown> {
  return sandboxRequest('DELETE', `/__sandbox/outbound${path}`, { body: { id, instance } });
}

/** The instances there are. */
export const instancesQuery = () => outboundQuery<readonly OutboundInstance[]>(undefined, '/instances');

/** Quiet hours, and how many messages wait for their end. */
export const quietHoursQuery = (instance: InstanceId) => outboundQuery<QuietState>(instance, '/quiet_hours');
