import { idOf, isStep, type Blueprint, type Step } from './blueprint.ts';
import { changeAt, own, valueAt } from './values.ts';

/** The way to a list of modules in a blueprint, for example `['flow', 1, 'routes', 0, 'flow']`. */
export type ListPath = readonly (string | number)[];

/** The way to a module: its list, then its index. */
export type StepPath = readonly (string | number)[];

/** Which list a module stands in. `orphans` are modules that are joined to nothing and never run. */
export type ListKind = 'flow' | 'route' | 'branch' | 'onerror' | 'orphans';

/** The main flow. */
export const MAIN_FLOW: ListPath = ['flow'];

const ORPHANS: ListPath = ['metadata', 'designer', 'orphans'];

/** A list inside a module. */
export interface InnerList {
  readonly kind: ListKind;
  readonly path: ListPath;
  /** Index of the route or branch; 0 for an error handler. */
  readonly index: number;
}

/** A module and where it stands. */
export interface PlacedStep {
  readonly step: Step;
  readonly path: StepPath;
  readonly kind: ListKind;
  /** How many modules it stands inside. */
  readonly depth: number;
  /** What the module is called by in mappings and on the page: its id, or `?` when it has none. */
  readonly number: string;
}

/** The list a module stands in. */
export function listOf(path: StepPath): ListPath {
  return path.slice(0, -1);
}

/** Where in its list a module stands, from 0. */
export function indexOf(path: StepPath): number {
  return Number(path.at(-1));
}

/** The module in the same list `distance` places further; it may not exist. */
export function besides(path: StepPath, distance: number): StepPath {
  return [...listOf(path), indexOf(path) + distance];
}

/** The module at a path, or undefined. */
export function stepAt(blueprint: Blueprint, path: StepPath): Step | undefined {
  const found = valueAt(blueprint, path);
  return isStep(found) ? found : undefined;
}

/** The modules of a list; none when it does not exist. */
export function stepsAt(blueprint: Blueprint, list: ListPath): readonly Step[] {
  const found = valueAt(blueprint, list);
  return Array.isArray(found) ? (found as readonly Step[]) : [];
}

/** The blueprint with a list replaced. */
export function withSteps(blueprint: Blueprint, list: ListPath, steps: readonly Step[]): Blueprint {
  return changeAt(blueprint, list, () => steps);
}

/** Which kind of list a path leads to. */
export function kindOfList(list: ListPath): ListKind {
  if (list[0] === 'metadata') return 'orphans';
  if (list.at(-1) === 'onerror') return 'onerror';
  const holder = list.at(-3);
  if (holder === 'routes') return 'route';
  return holder === 'branches' ? 'branch' : 'flow';
}

/** The module a list belongs to; undefined for the main flow and orphans. */
export function ownerOf(list: ListPath): StepPath | undefined {
  const kind = kindOfList(list);
  if (kind === 'onerror') return list.slice(0, -1);
  return kind === 'route' || kind === 'branch' ? list.slice(0, -3) : undefined;
}

/** The lists inside a module, in the order of the document: error handler, routes, branches. */
export function innerLists(step: Step, path: StepPath): readonly InnerList[] {
  const entries = (key: 'routes' | 'branches', kind: ListKind): readonly InnerList[] => {
    const list: unknown = step[key];
    if (!Array.isArray(list)) return [];
    return list.map((_, index) => ({ kind, index, path: [...path, key, index, 'flow'] }));
  };
  const handler: readonly InnerList[] = Array.isArray(step.onerror)
    ? [{ kind: 'onerror', index: 0, path: [...path, 'onerror'] }]
    : [];
  return [...handler, ...entries('routes', 'route'), ...entries('branches', 'branch')];
}

/** Every list of modules that are joined to nothing. */
export function orphanLists(blueprint: Blueprint): readonly ListPath[] {
  const lists = valueAt(blueprint, ORPHANS);
  if (!Array.isArray(lists)) return [];
  return lists.flatMap((list, index) => (Array.isArray(list) ? [[...ORPHANS, index]] : []));
}

/** Every module in the order of the document; orphans last. */
export function allSteps(blueprint: Blueprint): readonly PlacedStep[] {
  return [MAIN_FLOW, ...orphanLists(blueprint)].flatMap((list) => stepsWithin(blueprint, list, 0));
}

/** Every module of a list and of the lists inside it. */
export function stepsWithin(blueprint: Blueprint, list: ListPath, depth = 0): readonly PlacedStep[] {
  const kind = kindOfList(list);
  return stepsAt(blueprint, list).flatMap((step, index): readonly PlacedStep[] => {
    if (!isStep(step)) return [];
    const path = [...list, index];
    return [
      { step, path, kind, depth, number: numberOf(step) },
      ...innerLists(step, path).flatMap((inner) => stepsWithin(blueprint, inner.path, depth + 1)),
    ];
  });
}

/** What a module is called by: its id, or `?` when it has none. */
export function numberOf(step: Step): string {
  return String(idOf(step) ?? '?');
}

/** The path of the module with this id; the first one when the id is taken twice. */
export function pathOfId(blueprint: Blueprint, id: number): StepPath | undefined {
  return allSteps(blueprint).find(({ step }) => idOf(step) === id)?.path;
}

/** An id no module has. */
export function nextId(blueprint: Blueprint): number {
  return allSteps(blueprint).reduce((most, { step }) => Math.max(most, idOf(step) ?? 0), 0) + 1;
}

/** Whether `path` leads to `outer` or to something inside it. */
export function isWithin(path: StepPath | ListPath, outer: StepPath): boolean {
  return outer.every((key, index) => path[index] === key);
}

/** A path as the JSON pointer that findings of the server use. */
export function pointerOf(path: StepPath): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The innermost module a JSON pointer leads into, and the rest of the way: `/flow/1/mapper/text` -> `mapper`, `text`. */
export function placeOfPointer(
  blueprint: Blueprint,
  pointer: string,
): { readonly path: StepPath; readonly rest: readonly string[] } | undefined {
  const keys = keysOf(pointer);
  let found: { readonly path: StepPath; readonly rest: readonly string[] } | undefined;
  let holder: unknown = blueprint;
  const path: (string | number)[] = [];
  for (const [index, key] of keys.entries()) {
    const isElement = Array.isArray(holder);
    const list = path.at(-1);
    holder = own(holder, key);
    path.push(isElement ? Number(key) : key);
    const isModule = isElement && (list === 'flow' || list === 'onerror' || path.at(-3) === 'orphans');
    if (isModule && isStep(holder)) found = { path: [...path], rest: keys.slice(index + 1) };
  }
  return found;
}

/** The keys of a JSON pointer, without the wrappers a file may have around the blueprint. */
function keysOf(pointer: string): readonly string[] {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const flow = keys[0] === 'response' ? 2 : keys[0] === 'blueprint' ? 1 : 0;
  return keys.slice(flow);
}
