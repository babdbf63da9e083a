import { isStep, type Blueprint } from './blueprint.ts';
import { directiveOf } from './directives.ts';
import { branches, endsItsList, type ModuleKinds, type Place } from './placement.ts';
import { indexOf, innerLists, listOf, MAIN_FLOW, stepAt, stepsAt } from './step-path.ts';
import type { ListPath, StepPath } from './step-path.ts';

/**
 * Where a module goes that is added without a place: a trigger to the start; everything else behind the module people
 * work on, or to the end of the scenario.
 */
export function landingOf(
  blueprint: Blueprint,
  focus: StepPath | undefined,
  module: string,
  kinds: ModuleKinds,
): Place {
  if (kinds.isTrigger(module)) return { list: MAIN_FLOW, index: 0 };
  if (focus !== undefined && stepAt(blueprint, focus) !== undefined) return behind(blueprint, focus);
  return endOf(blueprint, MAIN_FLOW);
}

/** The place behind a module; behind a router, that is in its first empty route, else at the end of its last one. */
export function behind(blueprint: Blueprint, path: StepPath): Place {
  const step = stepAt(blueprint, path);
  const after = { list: listOf(path), index: indexOf(path) + 1 };
  if (step === undefined || !endsItsList(step)) return after;
  if (directiveOf(step.module) !== undefined) return { list: listOf(path), index: indexOf(path) };
  const routes = innerLists(step, path).filter(({ kind }) => kind === 'route');
  const empty = routes.find(({ path: list }) => stepsAt(blueprint, list).length === 0);
  const last = routes.at(-1);
  if (empty !== undefined) return { list: empty.path, index: 0 };
  return last === undefined ? after : endOf(blueprint, last.path);
}

function endOf(blueprint: Blueprint, list: ListPath): Place {
  const steps = stepsAt(blueprint, list);
  const last = steps.at(-1);
  if (!isStep(last) || !branches(last)) return { list, index: steps.length };
  return behind(blueprint, [...list, steps.length - 1]);
}
