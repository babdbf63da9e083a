import type { Blueprint } from './blueprint.ts';
import { refused, type Edit } from './edit.ts';
import { insertSteps, putList } from './place-step.ts';
import type { ModuleKinds, Place } from './placement.ts';
import { indexOf, isWithin, listOf, pointerOf, stepAt, stepsAt, type StepPath } from './step-path.ts';
import { withKey } from './values.ts';

/** Moves a module one place towards the start of its list. */
export function moveEarlier(blueprint: Blueprint, path: StepPath, kinds: ModuleKinds): Edit {
  const index = indexOf(path);
  if (index === 0) return refused('It is the first module of its list already.');
  return moveTo(blueprint, path, { list: listOf(path), index: index - 1 }, kinds);
}

/** Moves a module one place towards the end of its list. */
export function moveLater(blueprint: Blueprint, path: StepPath, kinds: ModuleKinds): Edit {
  const list = listOf(path);
  const index = indexOf(path);
  if (index >= stepsAt(blueprint, list).length - 1) return refused('It is the last module of its list already.');
  return moveTo(blueprint, path, { list, index: index + 2 }, kinds);
}

/** Moves a module with all flows inside it to another place; `to` counts as the lists are before the move. */
export function moveTo(blueprint: Blueprint, from: StepPath, to: Place, kinds: ModuleKinds): Edit {
  const step = stepAt(blueprint, from);
  if (step === undefined) return refused('The module is not there any more.');
  if (isWithin(to.list, from)) return refused('A module cannot be moved into itself.');
  const list = listOf(from);
  const left = stepsAt(blueprint, list).toSpliced(indexOf(from), 1);
  if (left.length === 0 && pointerOf(to.list) === pointerOf(list)) return refused('It is the only module of its list.');
  const without = putList(blueprint, list, left);
  // The filter at the start of a route stays there, so it does not travel along as well.
  const handedOn = step.filter && stepsAt(without, list)[0]?.filter === step.filter;
  const moved = handedOn ? withKey(step, 'filter', undefined) : step;
  return insertSteps(without, withoutMoved(to, from), [moved], kinds);
}

/** The place as it is counted once the module has left its list. */
function withoutMoved({ list, index }: Place, from: StepPath): Place {
  const depth = from.length - 1;
  if (!isWithin(list, listOf(from))) return { list, index };
  if (list.length === depth) return { list, index: index > indexOf(from) ? index - 1 : index };
  const passed = Number(list[depth]);
  return passed > indexOf(from) ? { list: list.with(depth, passed - 1), index } : { list, index };
}
