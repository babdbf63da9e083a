import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Delivery,
  DeliveryDetail,
  Hook,
  HookCreate,
  HookRow,
  HookUpdate,
  PageOf,
  QueueState,
} from './contract.ts';
import { everyPage } from './every-page.ts';
import { request } from './request.ts';

/** All webhooks. */
export const hooksQuery = () =>
  queryOptions({
    queryKey: ['hooks'],
    queryFn: ({ signal }) =>
      everyPage((cursor) => request<PageOf<HookRow>>('GET', '/hooks', { query: { limit: 250, cursor }, signal })),
  });

/** One webhook with its queue. */
export const hookQuery = (id: string) =>
  queryOptions({
    queryKey: ['hooks', id],
    queryFn: ({ signal }) => request<Hook>('GET', `/hooks/${id}`, { signal }),
  });

/** Creates a webhook with an address of its own; it is registered while an active scenario uses it. */
export function createHook(hook: HookCreate): Promise<Hook> {
  return request('POST', '/hooks', { body: hook });
}

/** Deletes a webhook. @throws ApiError 409 while a scenario uses it. */
export function deleteHook(id: string): Promise<void> {
  return request('DELETE', `/hooks/${id}`);
}

/** Changes a webhook based on `version`. @throws ApiError 412 when somebody else was faster. */
export function updateHook(id: string, version: number, change: HookUpdate): Promise<Hook> {
  return request('PATCH', `/hooks/${id}`, { body: change, version });
}

/** Registers a webhook at the service anew, or removes it from there. */
export function switchHook(id: string, isAttached: boolean): Promise<Hook> {
  return request('POST', `/hooks/${id}/${isAttached ? 'attach' : 'detach'}`);
}

/** Which deliveries a list shows. */
export interface DeliveryFilter {
  /** Of one webhook; the dead letters of all of them when left out. */
  readonly hookId?: string;
  readonly states?: readonly QueueState[];
  /** Received at this time or later. */
  readonly from?: string;
  /** Received before this time. */
  readonly to?: string;
}

/** Rows a page of deliveries has. */
export const DELIVERIES_PAGE = 50;

/** Deliveries page after page, newest first. */
export const deliveriesQuery = ({ hookId, states, from, to }: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', hookId ?? 'dead', states?.join(',') ?? '', from ?? '', to ?? ''],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<Delivery>>('GET', hookId === undefined ? '/dead-letters' : `/hooks/${hookId}/deliveries`, {
        query: {
          limit: DELIVERIES_PAGE,
          cursor: pageParam,
          from,
          to,
          ...(hookId !== undefined && { states: states?.join(',') }),
        },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** One delivery, its raw body cut at 64 KiB. */
export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['delivery', id],
    queryFn: ({ signal }) => request<DeliveryDetail>('GET', `/deliveries/${id}`, { query: { cut: 65_536 }, signal }),
  });

/** Its raw body whole. */
export async function wholeBody(id: string): Promise<string> {
  const { content } = (await request<DeliveryDetail>('GET', `/deliveries/${id}`)).body;
  return typeof content === 'string' ? content : content.of;
}

/** What can be done with deliveries. */
export type DeliveryAction = 'replay' | 'discard';

/** Works deliveries off again, or gives them up; resolves with how many queue items changed. */
export async function actOnDeliveries(action: DeliveryAction, deliveryIds: readonly string[]): Promise<number> {
  const { count } = await request<{ count: number }>('POST', `/deliveries/${action}`, { body: { deliveryIds } });
  return count;
}

/** Hands a copy of a delivery to a scenario. */
export function copyDelivery(id: string, scenarioId: string): Promise<DeliveryDetail> {
  return request('POST', `/deliveries/${id}/copy`, { body: { scenarioId } });
}

/** What a comparison with the services found, or did. */
export interface Reconciliation {
  readonly dryRun: boolean;
  readonly actions: readonly { readonly hookId: string | null; readonly action: string; readonly detail: string }[];
  readonly unreachable: readonly { readonly app: string; readonly reason: string }[];
}

/** Compares the registrations with what the services have, and repairs them unless it is a dry run. */
export function reconcile(dryRun: boolean): Promise<Reconciliation> {
  return request('POST', '/hooks/reconcile', { body: { dryRun } });
}
