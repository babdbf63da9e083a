import { isStep, type Blueprint } from './blueprint.ts';
import { besides, indexOf, innerLists, listOf, ownerOf, pointerOf, stepAt, stepsAt } from './step-path.ts';
import type { InnerList, StepPath } from './step-path.ts';

/** Where to go from a module: along its list, or between the lists beside each other. */
export type Direction = 'next' | 'previous' | 'lane-after' | 'lane-before';

/** The module in a direction; undefined at an edge. */
export function neighbourOf(blueprint: Blueprint, path: StepPath, direction: Direction): StepPath | undefined {
  return WAYS[direction](blueprint, path);
}

const WAYS: Readonly<Record<Direction, (blueprint: Blueprint, path: StepPath) => StepPath | undefined>> = {
  next: (blueprint, path) => existing(blueprint, besides(path, 1)) ?? firstInside(blueprint, path),
  previous: (blueprint, path) => existing(blueprint, besides(path, -1)) ?? ownerOf(listOf(path)),
  'lane-after': (blueprint, path) => handlerOf(blueprint, path) ?? laneBeside(blueprint, path, 1),
  'lane-before': (blueprint, path) => laneBeside(blueprint, path, -1) ?? ownerOf(listOf(path)),
};

function existing(blueprint: Blueprint, path: StepPath): StepPath | undefined {
  return indexOf(path) >= 0 && stepAt(blueprint, path) !== undefined ? path : undefined;
}

/** The first module of the first route or branch that has one. */
function firstInside(blueprint: Blueprint, path: StepPath): StepPath | undefined {
  const lane = lanesOf(blueprint, path).find(({ path: list }) => isStep(stepsAt(blueprint, list)[0]));
  return lane && [...lane.path, 0];
}

function handlerOf(blueprint: Blueprint, path: StepPath): StepPath | undefined {
  return existing(blueprint, [...path, 'onerror', 0]);
}

function lanesOf(blueprint: Blueprint, path: StepPath): readonly InnerList[] {
  const step = stepAt(blueprint, path);
  return step === undefined ? [] : innerLists(step, path).filter(({ kind }) => kind !== 'onerror');
}

/** The module at the same or the last place of the next route or branch that has any. */
function laneBeside(blueprint: Blueprint, path: StepPath, distance: 1 | -1): StepPath | undefined {
  const list = listOf(path);
  const owner = ownerOf(list);
  if (owner === undefined) return undefined;
  const lanes = lanesOf(blueprint, owner);
  const own = lanes.findIndex((lane) => pointerOf(lane.path) === pointerOf(list));
  const ahead = own === -1 ? [] : distance === 1 ? lanes.slice(own + 1) : lanes.slice(0, own).toReversed();
  const filled = ahead.find(({ path: lane }) => stepsAt(blueprint, lane).length > 0)?.path;
  if (filled === undefined) return laneBeside(blueprint, owner, distance);
  return [...filled, Math.min(indexOf(path), stepsAt(blueprint, filled).length - 1)];
}
