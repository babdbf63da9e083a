import { bundlesBefore } from './bundles-before.ts';
import { IF_ELSE, MERGE, ROUTER, idOf, type Blueprint, type Step } from './blueprint.ts';
import { hasCut } from './json-tree.ts';
import { isShortened } from './shortened.ts';
import { allSteps, numberOf, pointerOf, type StepPath } from './step-path.ts';
import { upstreamOf } from './upstream.ts';

/** Pinned outputs by module id. */
export type Pins = ReadonlyMap<number, readonly unknown[]>;

/** What a module gave in one of its operations. */
export interface Given {
  readonly key: string;
  readonly moduleId: number;
  readonly outputs: readonly unknown[];
}

/** Modules that only steer bundles: they run again, and lead where they led before. */
const STEERING: ReadonlySet<string> = new Set([ROUTER, IF_ELSE, MERGE]);

/**
 * What the modules before one gave in a run, so that a new run begins at it: on the way of one bundle, the first that
 * got there. None for the first module. Modules of routes before it are not called again either.
 */
export function pinsBefore(
  blueprint: Blueprint,
  path: StepPath,
  operations: readonly Given[],
): { readonly pins: Pins } | { readonly refused: string } {
  if (path.includes('onerror')) return { refused: 'An error handler only runs when its module fails.' };
  const nearest = upstreamOf(blueprint, path).find(({ step }) => !STEERING.has(step.module));
  if (nearest === undefined) return { pins: new Map() };
  const lead = operations.find(({ moduleId, outputs }) => moduleId === nearest.id && outputs.length > 0);
  if (lead === undefined) {
    return {
      refused: `Module ${numberOf(nearest.step)} gave nothing in the run that is shown. Run the scenario once first.`,
    };
  }
  const pins = new Map(
    stepsBefore(blueprint, path).flatMap((step) => {
      const id = idOf(step);
      const outputs = outputsOnWay(
        operations.filter(({ moduleId }) => moduleId === id),
        lead,
      );
      return id === undefined || outputs === undefined ? [] : [[id, outputs] as const];
    }),
  );
  const isCut = [...pins.values()].flat().some((output) => isShortened(output) || hasCut(output));
  return isCut
    ? { refused: 'Not run: the history kept only the beginning of an output before this module.' }
    : { pins };
}

/** Modules that run before one and give bundles, in the order of the document. */
function stepsBefore(blueprint: Blueprint, path: StepPath): readonly Step[] {
  const steps = allSteps(blueprint);
  const at = steps.findIndex((placed) => pointerOf(placed.path) === pointerOf(path));
  return steps
    .slice(0, Math.max(at, 0))
    .filter((placed) => !placed.path.includes('onerror') && !STEERING.has(placed.step.module))
    .map(({ step }) => step);
}

/** Of a module on the way to an operation the one bundle that led there; else all bundles of its first operation. */
function outputsOnWay(operations: readonly Given[], lead: Given): readonly unknown[] | undefined {
  const way = bundlesBefore(lead.key);
  const onWay = operations.find(({ key }) => bundlesBefore(key).every((number, index) => way[index] === number));
  const { key, outputs } = onWay ?? operations[0] ?? {};
  if (key === undefined || outputs === undefined) return undefined;
  const number = onWay === undefined || key === lead.key ? undefined : way[bundlesBefore(key).length];
  return number === undefined ? outputs : outputs.slice(Number(number) - 1, Number(number));
}
