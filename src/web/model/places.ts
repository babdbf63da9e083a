import { isStep, type Blueprint, type Step } from './blueprint.ts';
import { moveTo } from './move-step.ts';
import type { ModuleKinds, Place } from './placement.ts';
import { indexOf, innerLists, isWithin, MAIN_FLOW, stepsAt } from './step-path.ts';
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
  const within = (list: ListPath, name: string): readonly Destination[] => [
    { place: { list, index: 0 }, text: `Start of ${name}` },
    ...stepsAt(blueprint, list).flatMap((step, index): readonly Destination[] => {
      if (!isStep(step)) return [];
      const inner = innerLists(step, [...list, index]);
      return [
        { place: { list, index: index + 1 }, text: `After ${nameOf(step)}` },
        ...inner.flatMap((lane) => within(lane.path, listName(lane, nameOf(step)))),
      ];
    }),
  ];
  return within(MAIN_FLOW, 'the scenario').filter(
    ({ place }) => !isHere(place, from) && moveTo(blueprint, from, place, kinds).ok,
  );
}

function listName({ kind, index }: InnerList, owner: string): string {
  return kind === 'onerror' ? `${LIST_WORDS[kind]} of ${owner}` : `${LIST_WORDS[kind]} ${index + 1} of ${owner}`;
}

function isHere({ list, index }: Place, from: StepPath): boolean {
  const isSame = list.length === from.length - 1 && isWithin(from, list);
  return isSame && (index === indexOf(from) || index === indexOf(from) + 1);
}
