import { idOf, type Blueprint, type Step } from './blueprint.ts';
import { sameJson } from './draft.ts';
import { allSteps } from './step-path.ts';

/** What of a module decides how it runs; the flows in it are modules of their own, and names change nothing. */
const PARTS = [
  'module',
  'version',
  'parameters',
  'mapper',
  'filter',
  'flags',
  'disabled',
  'filters',
  'outputs',
] as const;

/** Ids of the modules that were edited since a run, so that what they gave then may not be what they give now. */
export function changedSince(ran: Blueprint, now: Blueprint): ReadonlySet<number> {
  const before = new Map(allSteps(ran).map(({ step }) => [idOf(step), step]));
  const changed = allSteps(now).flatMap(({ step }) => {
    const id = idOf(step);
    const old = before.get(id);
    return id === undefined || old === undefined || isSame(old, step) ? [] : [id];
  });
  return new Set(changed);
}

function isSame(old: Step, step: Step): boolean {
  return old === step || PARTS.every((part) => sameJson(old[part] ?? null, step[part] ?? null));
}
