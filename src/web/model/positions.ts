import { isStep, type Blueprint, type Step } from './blueprint.ts';
import { allSteps, innerLists, MAIN_FLOW, stepsAt, type ListPath, type StepPath } from './step-path.ts';
import { changeAt, isValues, own, withKey } from './values.ts';

/** Where Make draws a module, in pixels. */
interface Position {
  readonly x: number;
  readonly y: number;
}

/** Distance between two modules, and between a flow and one inside it. */
const STEP = 300;
const LANE = 150;

/**
 * The blueprint as it leaves the page: when a module has no place on Make's canvas, all are placed anew from left to
 * right; else nothing changes.
 */
export function withPositions(blueprint: Blueprint): Blueprint {
  const isPlaced = allSteps(blueprint).every(({ step, kind }) => kind === 'orphans' || hasPosition(step));
  return isPlaced ? blueprint : placeList(blueprint, MAIN_FLOW, { x: 0, y: 0 }).blueprint;
}

/** A module without its place, because it is about to stand elsewhere. */
export function withoutPosition(step: Step): Step {
  const designer = own(step.metadata, 'designer');
  if (!isValues(designer)) return step;
  const bare = withKey(withKey(designer, 'x', undefined), 'y', undefined);
  return { ...step, metadata: withKey(step.metadata ?? {}, 'designer', bare) };
}

function hasPosition(step: Step): boolean {
  const designer = own(step.metadata, 'designer');
  return typeof own(designer, 'x') === 'number' && typeof own(designer, 'y') === 'number';
}

/** A blueprint in the making; `right` and `low` are the outermost places taken by the list. */
interface Placed {
  readonly blueprint: Blueprint;
  readonly right: number;
  readonly low: number;
}

function placeList(blueprint: Blueprint, list: ListPath, start: Position): Placed {
  let placed: Placed = { blueprint, right: start.x, low: start.y };
  let { x } = start;
  for (const [index, step] of stepsAt(blueprint, list).entries()) {
    if (!isStep(step)) continue;
    placed = placeStep(placed, { step, path: [...list, index], at: { x, y: start.y } });
    // What follows branches stands behind the longest of them.
    x = (step.branches === undefined ? x : placed.right) + STEP;
  }
  return placed;
}

interface StepToPlace {
  readonly step: Step;
  readonly path: StepPath;
  readonly at: Position;
}

function placeStep(before: Placed, { step, path, at }: StepToPlace): Placed {
  const changed = changeAt(before.blueprint, [...path, 'metadata', 'designer'], (old) => withPlace(old, at));
  let placed: Placed = { blueprint: changed, right: Math.max(before.right, at.x), low: before.low };
  let isFree = before.low === at.y;
  for (const inner of innerLists(step, path)) {
    const inLine = isFree && inner.kind !== 'onerror';
    const y = inLine ? at.y : placed.low + LANE;
    const next = placeList(placed.blueprint, inner.path, { x: at.x + STEP, y });
    placed = { ...next, right: Math.max(placed.right, next.right), low: Math.max(placed.low, next.low) };
    isFree &&= !inLine;
  }
  return placed;
}

function withPlace(designer: unknown, { x, y }: Position): unknown {
  return withKey(withKey(isValues(designer) ? designer : {}, 'x', x), 'y', y);
}
