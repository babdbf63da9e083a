import type { Blueprint, Step } from './blueprint.ts';
import { moveTo } from './move-step.ts';
import type { ModuleKinds, Place } from './placement.ts';
import { allSteps, indexOf, innerLists, isWithin, listOf, MAIN_FLOW } from './step-path.ts';
import type { InnerList, ListPath, StepPath } from './step-path.ts';

/** Somewhere a module can be moved to. */
export interface Destination {
  readonly place: Place;
  /** "After 2 Send a Message", "Start of Route 1 of 3 Router" */
  readonly text: string;
}

const LIST_WORDS: Readonly<Record<InnerList['kind'], string>> = {
  route: 'route',
  branch: 'branch',
  onerror: 'the error handler',
  flow: 'the scenario',
  orphans: 'the modules that are not joined',
};

/** Every place a module can be moved to, in the order of the scenario, without the one where it is. */
export function destinationsOf(
  blueprint: Blueprint,
  from: StepPath,
  kinds: ModuleKinds,
  nameOf: (step: Step) => string,
): readonly Destination[] {
  const start = startOf(MAIN_FLOW, 'the scenario');
  const inside = allSteps(blueprint).flatMap(({ step, path }): readonly Destination[] => [
    { place: { list: listOf(path), index: indexOf(path) + 1 }, text: `After ${nameOf(step)}` },
    ...innerLists(step, path).map((inner) => startOf(inner.path, listName(inner, nameOf(step)))),
  ]);
  return [start, ...inside].filter(
    ({ place }) => !isHere(place, from) && !isWithin(place.list, from) && moveTo(blueprint, from, place, kinds).ok,
  );
}

function startOf(list: ListPath, name: string): Destination {
  return { place: { list, index: 0 }, text: `Start of ${name}` };
}

function listName({ kind, index }: InnerList, owner: string): string {
  return kind === 'onerror' ? `${LIST_WORDS[kind]} of ${owner}` : `${LIST_WORDS[kind]} ${index + 1} of ${owner}`;
}

function isHere({ list, index }: Place, from: StepPath): boolean {
  const isSame = list.length === from.length - 1 && isWithin(from, list);
  return isSame && (index === indexOf(from) || index === indexOf(from) + 1);
}
