import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OperationRecord } from '../api/contract.ts';
import { operationsQuery } from '../api/executions.ts';
import type { Blueprint } from '../model/blueprint.ts';
import type { LiveRun } from '../model/live-run.ts';
import { filterCounts } from '../model/run-summary.ts';
import type { FilterCount } from '../model/run-summary.ts';

const NONE: readonly OperationRecord[] = [];
const NO_COUNTS: ReadonlyMap<number, FilterCount> = new Map();

/** The operations of a run, as far as they are read: there are none before it is over. */
export interface Operations {
  readonly operations: readonly OperationRecord[];
  /** How many there are, also of those that are not read. */
  readonly count: number;
  readonly isRead: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  /** What the filters did, once all operations are read. */
  readonly filters: ReadonlyMap<number, FilterCount>;
  readonly error: unknown;
}

/** Reads the operations of a run when it is over. */
export function useOperations(
  { executionId, status, operations: told }: LiveRun,
  blueprint: Blueprint | undefined,
): Operations {
  const isOver = executionId !== undefined && status !== 'running' && status !== 'waiting';
  const query = { ...operationsQuery(executionId ?? ''), enabled: isOver, staleTime: Infinity };
  const { data, hasNextPage, fetchNextPage, error } = useInfiniteQuery(query);
  const operations = useMemo(
    () => (isOver ? (data?.pages.flatMap((page) => page.data) ?? NONE) : NONE),
    [isOver, data],
  );
  const isRead = isOver && data !== undefined;
  const isWhole = isRead && !hasNextPage;
  const filters = useMemo(
    () => (blueprint === undefined || !isWhole ? NO_COUNTS : filterCounts(blueprint, operations)),
    [blueprint, operations, isWhole],
  );
  const count = Math.max(told, operations.length);
  return { operations, count, isRead, hasMore: hasNextPage, loadMore: () => void fetchNextPage(), filters, error };
}
