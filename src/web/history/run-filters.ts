import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { Execution } from '../api/contract.ts';
import type { ExecutionFilter } from '../api/executions.ts';

/** Time ranges people choose from. */
export const RANGES = [
  { value: 'hour', label: 'Last hour', hours: 1 },
  { value: 'day', label: 'Last 24 hours', hours: 24 },
  { value: 'week', label: 'Last 7 days', hours: 7 * 24 },
] as const;

export const STATUSES: readonly { readonly value: Execution['status']; readonly label: string }[] = [
  { value: 'success', label: 'Success' },
  { value: 'warning', label: 'Warning' },
  { value: 'error', label: 'Error' },
  { value: 'in-doubt', label: 'In doubt' },
  { value: 'stopped', label: 'Stopped' },
  { value: 'running', label: 'Running' },
];

export const TRIGGERS: readonly { readonly value: Execution['trigger']['type']; readonly label: string }[] = [
  { value: 'delivery', label: 'Delivery' },
  { value: 'manual', label: 'By hand' },
  { value: 'schedule', label: 'Schedule' },
  { value: 'replay', label: 'Replay' },
  { value: 'resume', label: 'Retry' },
];

/** What is filtered by, as it stands in the address. */
export interface RunFilters {
  readonly status: Execution['status'] | null;
  readonly trigger: Execution['trigger']['type'] | null;
  readonly range: (typeof RANGES)[number]['value'] | null;
  readonly scenario: string | null;
}

/** The filters of the history, kept in the address, so that a list can be shared and the way back leads to it. */
export function useRunFilters(): readonly [filters: RunFilters, set: (change: Partial<RunFilters>) => void] {
  const [params, setParams] = useSearchParams();
  const filters: RunFilters = {
    status: valueIn(STATUSES, params.get('status')),
    trigger: valueIn(TRIGGERS, params.get('trigger')),
    range: valueIn(RANGES, params.get('range')),
    scenario: params.get('scenario'),
  };
  const set = (change: Partial<RunFilters>): void =>
    setParams(
      (old) => {
        for (const [name, value] of Object.entries(change)) {
          if (value === null) old.delete(name);
          else old.set(name, value);
        }
        return old;
      },
      { replace: true },
    );
  return [filters, set];
}

/** The filters as the API takes them. A range begins at a full minute, so that the question stays the same for a while. */
export function useExecutionFilter(filters: RunFilters, scenarioId: string | undefined): ExecutionFilter {
  const { status, trigger, range, scenario } = filters;
  return useMemo(
    () => ({
      scenarioId: scenarioId ?? scenario ?? undefined,
      status: status ?? undefined,
      trigger: trigger ?? undefined,
      from: beginOf(range),
    }),
    [status, trigger, range, scenario, scenarioId],
  );
}

function beginOf(range: RunFilters['range']): string | undefined {
  const hours = RANGES.find(({ value }) => value === range)?.hours;
  if (hours === undefined) return undefined;
  const begin = Date.now() - hours * 3_600_000;
  return new Date(begin - (begin % 60_000)).toISOString();
}

function valueIn<Value extends string>(
  choices: readonly { readonly value: Value }[],
  text: string | null,
): Value | null {
  return choices.find(({ value }) => value === text)?.value ?? null;
}
