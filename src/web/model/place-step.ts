import { IF_ELSE, ROUTER, type Blueprint, type Route, type Step } from './blueprint.ts';
import { done, refused, type Edit } from './edit.ts';
import { whyNot, type ModuleKinds, type Place } from './placement.ts';
import { withoutPosition } from './positions.ts';
import { eachStep, freshIds, renumberSteps } from './references.ts';
import { indexOf, kindOfList, listOf, nextId, ownerOf, stepAt, stepsAt, withSteps } from './step-path.ts';
import type { ListPath, StepPath } from './step-path.ts';
import { changeAt, isValues, own, withKey, type Values } from './values.ts';

/** A module to add, as the list of modules offers it. */
export interface NewModule {
  readonly module: string;
  /** Major version of its app. @default 1 */
  readonly version?: number;
  readonly parameters?: Values;
  readonly mapper?: Values;
}

/** A new module with an id of its own; a router comes with two routes. */
export function newStep(blueprint: Blueprint, { module, version = 1, parameters = {}, mapper = {} }: NewModule): Step {
  const step: Step = { id: nextId(blueprint), module, version, parameters, mapper };
  if (module === ROUTER) return { ...step, mapper: null, routes: [{ flow: [] }, { flow: [] }] };
  if (module !== IF_ELSE) return step;
  const branch = { merge: true, disabled: false, flow: [] };
  return {
    ...step,
    mapper: null,
    branches: [
      { type: 'condition', label: 'Branch 1', conditions: [], ...branch },
      { type: 'else', label: 'Else', ...branch },
    ],
  };
}

/** Puts modules, as they are, at a place. What would stand behind a router moves into its first route. */
export function insertSteps(blueprint: Blueprint, place: Place, steps: readonly Step[], kinds: ModuleKinds): Edit {
  const reason = whyNot(blueprint, place, steps, kinds);
  if (reason !== undefined) return refused(reason);
  const list = stepsAt(blueprint, place.list);
  const tail = list.slice(place.index);
  const placed = withTail(steps.map(withoutPosition), tail);
  if (placed === undefined) return refused('Nothing runs behind a router. Put it at the end.');
  const changed = putList(blueprint, place.list, [...list.slice(0, place.index), ...placed]);
  return done(changed, [...place.list, place.index]);
}

/** Puts a new module behind another one. */
export function insertAfter(blueprint: Blueprint, path: StepPath, module: NewModule, kinds: ModuleKinds): Edit {
  const place = { list: listOf(path), index: indexOf(path) + 1 };
  return insertSteps(blueprint, place, [newStep(blueprint, module)], kinds);
}

/** Puts a new module at the start of a list: of the scenario, of a route or of an error handler. */
export function insertFirst(blueprint: Blueprint, list: ListPath, module: NewModule, kinds: ModuleKinds): Edit {
  return insertSteps(blueprint, { list, index: 0 }, [newStep(blueprint, module)], kinds);
}

/** Puts another module in the place of one: number, name, filter and error handler stay, inputs start anew. */
export function replaceStep(blueprint: Blueprint, path: StepPath, module: NewModule, kinds: ModuleKinds): Edit {
  const old = stepAt(blueprint, path);
  if (old === undefined) return refused('The module is not there any more.');
  const { list, index } = { list: listOf(path), index: indexOf(path) };
  const without = withSteps(blueprint, list, stepsAt(blueprint, list).toSpliced(index, 1));
  const { metadata, filter, onerror } = old;
  const designer = own(metadata, 'designer');
  const kept = {
    ...(filter && { filter }),
    ...(onerror && { onerror }),
    ...(isValues(designer) && { metadata: { designer } }),
  };
  const step = { ...newStep(blueprint, module), ...kept, id: old.id };
  const reason = whyNot(without, { list, index }, [step], kinds);
  if (reason !== undefined) return refused(reason);
  const placed = withTail([step], stepsAt(without, list).slice(index));
  if (placed === undefined) return refused('Nothing runs behind a router. Put it at the end.');
  return done(withSteps(blueprint, list, [...stepsAt(without, list).slice(0, index), ...placed]), path);
}

/** Takes a module out, with all flows inside it. The focus goes to the module before it, else to the one around it. */
export function removeStep(blueprint: Blueprint, path: StepPath): Edit {
  if (stepAt(blueprint, path) === undefined) return refused('The module is not there any more.');
  const list = listOf(path);
  const left = stepsAt(blueprint, list).toSpliced(indexOf(path), 1);
  const focus = left.length === 0 ? (ownerOf(list) ?? list) : [...list, Math.max(0, indexOf(path) - 1)];
  return done(putList(blueprint, list, left), focus);
}

/** How many modules leave with a module, itself included. */
export function sizeOf(step: Step): number {
  return eachStep([step]).length;
}

/** Puts a copy with new numbers behind a module; what the copy reads of itself follows. */
export function duplicateStep(blueprint: Blueprint, path: StepPath, kinds: ModuleKinds): Edit {
  const step = stepAt(blueprint, path);
  if (step === undefined) return refused('The module is not there any more.');
  const copy = renumberSteps([step], freshIds([step], nextId(blueprint)));
  return insertSteps(blueprint, { list: listOf(path), index: indexOf(path) + 1 }, copy, kinds);
}

/**
 * The blueprint with a list replaced. The filter at the start of a route guards the whole route, so it stays at the
 * start; an error handler that has become empty is gone.
 */
export function putList(blueprint: Blueprint, list: ListPath, steps: readonly Step[]): Blueprint {
  const kind = kindOfList(list);
  if (kind === 'onerror' && steps.length === 0) {
    return changeAt(blueprint, list.slice(0, -1), (owner) =>
      isValues(owner) ? withKey(owner, 'onerror', undefined) : owner,
    );
  }
  return withSteps(blueprint, list, kind === 'route' ? keepGuard(stepsAt(blueprint, list), steps) : steps);
}

function keepGuard([old]: readonly Step[], steps: readonly Step[]): readonly Step[] {
  const [first, ...rest] = steps;
  if (first === undefined || !old?.filter || first.id === old.id || first.filter) return steps;
  const { filter } = old;
  return [
    { ...first, filter },
    ...rest.map((step) => (step.id === old.id ? withKey(step, 'filter', undefined) : step)),
  ];
}

/** Modules followed by the rest of a list; undefined when a router would have to stand before it. */
function withTail(steps: readonly Step[], tail: readonly Step[]): readonly Step[] | undefined {
  const last = steps.at(-1);
  const endsHere = steps.slice(0, -1).every(({ module }) => module !== ROUTER);
  if (!endsHere) return undefined;
  if (last?.module !== ROUTER || tail.length === 0) return [...steps, ...tail];
  const routes: readonly Route[] = Array.isArray(last.routes) ? last.routes : [];
  const [first, ...others] = routes;
  if (first?.flow !== undefined && first.flow.length > 0) return undefined;
  return [...steps.slice(0, -1), { ...last, routes: [{ ...first, flow: tail }, ...others] }];
}
