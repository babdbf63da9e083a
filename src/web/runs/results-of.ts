import type { OperationRecord } from '../api/contract.ts';
import type { LiveModule, LiveRun } from '../model/live-run.ts';
import { sumByModule } from '../model/run-summary.ts';
import type { FilterCount, ModuleSum } from '../model/run-summary.ts';
import type { ModuleResult, RunResults } from './run-results.ts';

/** The results for the canvas and for mapping: live counts while a run goes on, then its operations. */
export function resultsOf({
  run,
  operations,
  trigger,
  filters,
  pins,
  ...actions
}: {
  readonly run: LiveRun;
  readonly operations: readonly OperationRecord[];
  /** The module that waits for a delivery. */
  readonly trigger: number | undefined;
  readonly filters: ReadonlyMap<number, FilterCount>;
} & Pick<RunResults, 'pins' | 'pin' | 'changed' | 'inspect' | 'clear'>): RunResults {
  const byModule = groupByModule(operations);
  const sums = sumByModule(operations);
  return {
    executionId: run.executionId,
    status: run.status,
    of(moduleId) {
      if (run.status === 'waiting' && moduleId === trigger) return WAITING;
      const live = run.modules.get(moduleId);
      const sum = sums.get(moduleId);
      // Of a long run only some operations are read; the events counted all of them.
      if (live !== undefined && live.operations >= (sum?.operations ?? 0)) return liveResultOf(live);
      return sum === undefined ? undefined : resultOf(sum);
    },
    filterOf: (moduleId) => filters.get(moduleId),
    operationsOf: (moduleId) => byModule.get(moduleId) ?? [],
    bundlesOf: (moduleId) => pins.get(moduleId) ?? byModule.get(moduleId)?.flatMap(({ outputs }) => outputs) ?? [],
    pins,
    ...actions,
  };
}

const WAITING: ModuleResult = { state: 'waiting', operations: 0, bundles: 0, durationMs: 0 };

function resultOf({ status, ...counts }: ModuleSum): ModuleResult {
  return { state: status, ...counts };
}

function liveResultOf({ running, status, ...counts }: LiveModule): ModuleResult {
  return { state: running > 0 ? 'running' : status, ...counts };
}

function groupByModule(operations: readonly OperationRecord[]): ReadonlyMap<number, readonly OperationRecord[]> {
  const groups = new Map<number, OperationRecord[]>();
  for (const operation of operations) {
    const group = groups.get(operation.moduleId);
    if (group === undefined) groups.set(operation.moduleId, [operation]);
    else group.push(operation);
  }
  return groups;
}
