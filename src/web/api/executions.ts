import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Execution,
  ExecutionDetail,
  ExecutionRow,
  OperationRecord,
  PageOf,
  ReplayPlan,
  ReplayRequest,
} from './contract.ts';
import { request } from './request.ts';

/** Bytes of a text from which on only its beginning is sent. */
export const CUT_BYTES = 65_536;
/** Operations read at first, and each time more are asked for. */
const OPERATIONS_STEP = 100;

/** Which runs are listed; what is left out does not matter. */
export interface ExecutionFilter {
  readonly scenarioId?: string | undefined;
  readonly status?: Execution['status'] | undefined;
  readonly trigger?: Execution['trigger']['type'] | undefined;
  readonly deliveryId?: string | undefined;
  /** Started then or later, and before; RFC 3339. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A page of the runs, newest first. */
export function listExecutions(
  filter: ExecutionFilter,
  page: { readonly limit: number; readonly cursor?: string | undefined; readonly signal?: AbortSignal },
): Promise<PageOf<ExecutionRow>> {
  const { limit, cursor, signal } = page;
  return request('GET', '/executions', { query: { ...filter, limit, cursor }, ...(signal && { signal }) });
}

/** The runs of a filter, page after page. */
export const executionsQuery = (filter: ExecutionFilter) =>
  infiniteQueryOptions({
    queryKey: ['executions', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => listExecutions(filter, { limit: 50, cursor: pageParam, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** The newest run of a scenario, or null; read once, when the scenario is opened. */
export const lastExecutionQuery = (scenarioId: string) =>
  queryOptions({
    queryKey: ['last-execution', scenarioId],
    gcTime: 0,
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await listExecutions({ scenarioId }, { limit: 1, signal })).data[0] ?? null,
  });

/** One run with the runs it belongs to; its operations are read by themselves. */
export const executionQuery = (id: string) =>
  queryOptions({
    queryKey: ['executions', 'one', id],
    queryFn: ({ signal }) =>
      request<ExecutionDetail>('GET', `/executions/${id}`, { query: { cut: CUT_BYTES }, signal }),
  });

/** The operations of a run that is over, page after page; large values are cut. */
export const operationsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['operations', id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => listOperations(id, pageParam, signal),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** A page of the operations of a run, in the order they ended. */
export function listOperations(id: string, cursor?: string, signal?: AbortSignal): Promise<PageOf<OperationRecord>> {
  const query = { cut: CUT_BYTES, limit: OPERATIONS_STEP, cursor };
  return request('GET', `/executions/${id}/operations`, { query, ...(signal && { signal }) });
}

/** One value of an operation, whole; `pointer` as in `/outputs/0/body`. */
export async function readOperationValue(id: string, key: string, pointer: string): Promise<unknown> {
  const path = `/executions/${id}/operations/${encodeURIComponent(key)}`;
  const { value } = await request<{ readonly value: unknown }>('GET', path, { query: { pointer } });
  return value;
}

/** The bundles a delivery starts scenarios with, whole. */
export async function readDeliveryBundles(deliveryId: string): Promise<readonly unknown[]> {
  const { bundles } = await request<{ readonly bundles: readonly unknown[] }>(
    'GET',
    `/deliveries/${deliveryId}/sample`,
  );
  return bundles;
}

/** What a replay would repeat. */
export const replayPlanQuery = (id: string) =>
  queryOptions({
    queryKey: ['executions', 'plan', id],
    queryFn: ({ signal }) => request<ReplayPlan>('GET', `/executions/${id}/replay-plan`, { signal }),
  });

/** Runs an execution again; resolves as soon as the new one has started. */
export function replayExecution(id: string, how: ReplayRequest): Promise<{ readonly executionId: string }> {
  return request('POST', `/executions/${id}/replay`, { body: how });
}

/** Says what became of a write whose outcome is unknown. */
export function answerDoubt(id: string, key: string, answer: 'done' | 'repeat'): Promise<void> {
  return request('POST', `/executions/${id}/doubts`, { body: { key, answer } });
}

/** Stops a run. @throws ApiError 409 when it is over. */
export function stopExecution(id: string): Promise<void> {
  return request('POST', `/executions/${id}/stop`);
}
