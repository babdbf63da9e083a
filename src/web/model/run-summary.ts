import { counted } from './aria-names.ts';
import { isStep, ROUTER, type Blueprint, type Step } from './blueprint.ts';
import { own } from './values.ts';

/** What is looked at of an operation. */
export interface SummedOperation {
  /** Module id and the bundle numbers that led there, for example `3:1.2`. */
  readonly key: string;
  readonly moduleId: number;
  readonly status: 'success' | 'warning' | 'error' | 'skipped' | 'in-doubt';
  readonly outputs: readonly unknown[];
  readonly durationMs: number;
}

/** How all operations of a module together went. */
export interface ModuleSum {
  readonly status: SummedOperation['status'];
  readonly operations: number;
  readonly bundles: number;
  readonly durationMs: number;
}

/** How many bundles came to a filter and how many it let pass. */
export interface FilterCount {
  readonly came: number;
  readonly passed: number;
}

/** The worst of the operations of a module decides. */
const SEVERITY: readonly SummedOperation['status'][] = ['skipped', 'success', 'warning', 'in-doubt', 'error'];

/** The worse of two ends. */
export function worse(a: SummedOperation['status'], b: SummedOperation['status']): SummedOperation['status'] {
  return SEVERITY.indexOf(b) > SEVERITY.indexOf(a) ? b : a;
}

/** The operations of a run by module. */
export function sumByModule(operations: readonly SummedOperation[]): ReadonlyMap<number, ModuleSum> {
  const sums = new Map<number, ModuleSum>();
  for (const { moduleId, status, outputs, durationMs } of operations) {
    const sum = sums.get(moduleId) ?? { status: 'skipped', operations: 0, bundles: 0, durationMs: 0 };
    sums.set(moduleId, {
      status: worse(sum.status, status),
      operations: sum.operations + 1,
      bundles: sum.bundles + outputs.length,
      durationMs: sum.durationMs + durationMs,
    });
  }
  return sums;
}

/**
 * What the filters of a scenario did in a run that went through, by the module behind each filter. A filter itself is
 * no operation: a bundle that came out of the module before and led to no operation was stopped.
 */
export function filterCounts(
  blueprint: Blueprint,
  operations: readonly SummedOperation[],
): ReadonlyMap<number, FilterCount> {
  const counts = new Map<number, FilterCount>();
  const keys = new Set(operations.map(({ key }) => key));
  visit(blueprint.flow, undefined);
  return counts;

  /** `source` is the module whose bundles come to the first step of the list. */
  function visit(list: readonly Step[], source: number | undefined): void {
    let from = source;
    for (const step of list.filter(isStep)) {
      if (from !== undefined && hasFilter(step) && step.module !== ROUTER) counts.set(step.id, countOf(step.id, from));
      for (const { flow = [] } of step.routes ?? []) visit(flow, from);
      from = step.branches === undefined ? step.id : undefined;
    }
  }

  function countOf(behind: number, before: number): FilterCount {
    const paths = operations.filter(({ moduleId }) => moduleId === before).flatMap(pathsBehind);
    return { came: paths.length, passed: paths.filter((path) => keys.has(`${behind}:${path}`)).length };
  }
}

/** What a filter did: "2 of 5 passed". */
export function passedText({ came, passed }: FilterCount): string {
  return `${passed} of ${came} passed`;
}

/** How a run ended, in a sentence: "Run finished with a warning: 3 operations, 2 bundles filtered out." */
export function runSentence(status: string, operations: number, counts: ReadonlyMap<number, FilterCount>): string {
  const stopped = [...counts.values()].reduce((sum, { came, passed }) => sum + came - passed, 0);
  const filtered = stopped === 0 ? '' : `, ${counted(stopped, 'bundle')} filtered out`;
  return `${ENDINGS[status] ?? 'Run ended'}: ${counted(operations, 'operation')}${filtered}.`;
}

const ENDINGS: Readonly<Record<string, string>> = {
  success: 'Run finished',
  warning: 'Run finished with a warning',
  error: 'Run finished with an error',
  stopped: 'Run stopped',
  'in-doubt': 'Run ended in doubt',
};

/** The bundle numbers of what each bundle of an operation leads to. */
function pathsBehind({ key, outputs }: SummedOperation): readonly string[] {
  const path = key.includes(':') ? `${key.slice(key.indexOf(':') + 1)}.` : '';
  return outputs.map((_, index) => `${path}${index + 1}`);
}

function hasFilter(step: Step): boolean {
  const conditions = own(step.filter, 'conditions');
  return Array.isArray(conditions) && conditions.length > 0;
}
