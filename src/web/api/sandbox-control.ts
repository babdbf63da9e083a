import { queryOptions } from '@tanstack/react-query';
import { reconcile } from './hooks.ts';
import { sandboxRequest } from './sandbox.ts';
import { LIVE } from './sandbox-world.ts';
import type { SandboxUser } from './sandbox-world.ts';

/** What the sandbox assumes where Sonar says nothing. */
export interface SandboxAssumptions {
  readonly invalidPhoneStatus: 400 | 403;
  readonly duplicateStatus: number;
  readonly retryFrom: 'previous' | 'first';
  readonly deliveryTimeoutMs: number;
  readonly server: '2017' | '2014';
}

/** The account of the sandbox, and its time. */
export interface SandboxCompany {
  readonly name: string;
  readonly state: string;
  readonly phone_number: string;
  readonly users: readonly SandboxUser[];
  readonly tags: readonly string[];
  readonly settings: SandboxAssumptions;
  readonly now: string;
  /** Milliseconds its time runs ahead of the computer's. */
  readonly ahead_ms: number;
}

/** A webhook somebody registered. */
export interface SandboxWebhook {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly http_method: string;
  readonly active: boolean;
  readonly settings: Readonly<Record<string, boolean>>;
  readonly created_at: string;
}

/** An event on its way to a webhook. */
export interface SandboxDelivery {
  readonly id: number;
  readonly uuid: string;
  readonly webhook_id: number;
  readonly event: string;
  readonly method: string;
  readonly url: string;
  readonly state: 'pending' | 'delivered' | 'given_up';
  readonly reason: string | null;
  readonly created_at: string;
  readonly next_attempt_at: string | null;
  readonly attempts: readonly {
    readonly at: string;
    readonly status: number | null;
    readonly error: string | null;
    readonly ms: number;
  }[];
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A call of the API as the sandbox received it; tokens are replaced. */
export interface SandboxCall {
  readonly request_id: string;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** Null when the connection was cut instead. */
  readonly status: number | null;
  readonly response: string;
  readonly ms: number;
  readonly fault: boolean;
}

/** How calls are made to fail. */
export interface SandboxFault {
  readonly match?: { readonly method?: string; readonly path?: string };
  readonly latencyMs?: number;
  readonly status?: number;
  readonly retryAfter?: number;
  readonly malformedJson?: boolean;
  readonly truncate?: boolean;
  readonly cutConnection?: boolean;
  readonly duplicateDelivery?: boolean;
  /** How often it still applies; until it is removed when left out. */
  readonly times?: number;
}

/** The account, its people and its time; fails with 404 when no sandbox runs beside the server. */
export const sandboxCompanyQuery = () =>
  queryOptions({
    queryKey: ['sandbox', 'company'],
    ...LIVE,
    queryFn: ({ signal }) => sandboxRequest<SandboxCompany>('GET', '/__sandbox/company', { signal }),
  });

/** The webhooks that are registered. */
export const sandboxWebhooksQuery = () =>
  queryOptions({
    queryKey: ['sandbox', 'webhooks'],
    ...LIVE,
    queryFn: ({ signal }) => sandboxRequest<readonly SandboxWebhook[]>('GET', '/__sandbox/webhooks', { signal }),
  });

/** Deliveries to webhooks, newest first. */
export const sandboxDeliveriesQuery = (limit: number) =>
  queryOptions({
    queryKey: ['sandbox', 'deliveries', limit],
    ...LIVE,
    queryFn: ({ signal }) =>
      sandboxRequest<{ readonly total: number; readonly deliveries: readonly SandboxDelivery[] }>(
        'GET',
        '/__sandbox/deliveries',
        { query: { limit }, signal },
      ),
  });

/** Calls of the API, newest first. */
export const sandboxCallsQuery = (limit: number) =>
  queryOptions({
    queryKey: ['sandbox', 'requests', limit],
    ...LIVE,
    queryFn: ({ signal }) =>
      sandboxRequest<{ readonly total: number; readonly requests: readonly SandboxCall[] }>(
        'GET',
        '/__sandbox/requests',
        { query: { limit }, signal },
      ),
  });

/** The faults that are set. */
export const sandboxFaultsQuery = () =>
  queryOptions({
    queryKey: ['sandbox', 'faults'],
    ...LIVE,
    queryFn: ({ signal }) =>
      sandboxRequest<readonly (SandboxFault & { readonly id: number })[]>('GET', '/__sandbox/faults', { signal }),
  });

/** Makes calls fail. */
export function setFault(fault: SandboxFault): Promise<unknown> {
  return sandboxRequest('POST', '/__sandbox/faults', { body: fault });
}

/** Removes one fault, or all of them. */
export function removeFault(id?: number): Promise<unknown> {
  return sandboxRequest('DELETE', '/__sandbox/faults', { body: { id } });
}

/** Puts the account into a state. */
export function setCompanyState(state: string): Promise<unknown> {
  return sandboxRequest('POST', '/__sandbox/company', { body: { state } });
}

/** Gives the account a new private token; the old one is refused from then on. */
export function regenerateToken(): Promise<unknown> {
  return sandboxRequest('POST', '/__sandbox/company/token', { body: {} });
}

/** Changes what is assumed. */
export function changeAssumptions(change: Partial<SandboxAssumptions>): Promise<unknown> {
  return sandboxRequest('POST', '/__sandbox/settings', { body: change });
}

/** Moves the time of the sandbox on; resolves when everything that came due was tried. */
export function advanceTime(milliseconds: number): Promise<unknown> {
  return sandboxRequest('POST', '/__sandbox/clock', { body: { advanceMs: milliseconds } });
}

/** Begins again from the seed, and has the webhooks of the active scenarios registered again. */
export async function resetSandbox(): Promise<void> {
  await sandboxRequest('POST', '/__sandbox/reset');
  await reconcile(false);
}
