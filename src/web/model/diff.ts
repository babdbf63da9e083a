import { customNameOf, idOf, type Blueprint, type Step } from './blueprint.ts';
import { sameJson } from './draft.ts';
import { allSteps, listOf, numberOf, ownerOf, pointerOf, stepAt } from './step-path.ts';
import type { ListPath, PlacedStep } from './step-path.ts';
import { isValues, own, type Values } from './values.ts';

/** What modules and fields are called. */
export interface DiffNames {
  /** Label of a module by its name in the blueprint. */
  moduleLabel(module: string): string;
  /** Label of an input of a module; undefined when it is not known. */
  fieldLabel(module: string, field: string): string | undefined;
}

/**
 * What changed from one blueprint to another, as sentences: "2 Send a Message: Text changed", "3 Append Tag added".
 * Where modules stand on Make's canvas and what its editor remembers does not count.
 */
export function diffBlueprints(from: Blueprint, to: Blueprint, names: DiffNames): readonly string[] {
  const [before, after] = [stepsById(from), stepsById(to)];
  const removed = [...before].filter(([id]) => !after.has(id)).map(([, { step }]) => `${titleOf(step, names)} removed`);
  const [oldPlaces, places] = [placesOf(from, after), placesOf(to, before)];
  const changed = [...after].flatMap(([id, { step }]) => {
    const old = before.get(id);
    if (old === undefined) return [`${titleOf(step, names)} added`];
    const moved = oldPlaces.get(id) === places.get(id) ? [] : [`${titleOf(step, names)} moved`];
    return [...moved, ...diffSteps(old.step, step, names)];
  });
  return [...nameChange(from, to), ...removed, ...changed, ...settingChanges(from, to)];
}

/** Changes inside one module; the flows in it are modules of their own. */
function diffSteps(old: Step, step: Step, names: DiffNames): readonly string[] {
  const title = titleOf(step, names);
  if (old.module !== step.module) return [`${titleOf(old, names)} replaced by ${title}`];
  const changes = [
    ...(customNameOf(old) === customNameOf(step) ? [] : ['name changed']),
    ...fieldChanges(old.mapper, step.mapper, (field) => names.fieldLabel(step.module, field)),
    ...fieldChanges(old.parameters, step.parameters, (field) => parameterLabel(step.module, field, names)),
    ...fieldChanges(old.flags, step.flags, (field) => names.fieldLabel(step.module, field)),
    ...filterChange(old.filter, step.filter),
    ...routeChange(old, step),
    ...OTHER_KEYS.filter((key) => !sameJson(old[key], step[key])).map((key) => `${key} changed`),
  ];
  return changes.map((change) => `${title}: ${change}`);
}

/** Keys of modules that are no input and hold no flow. */
const OTHER_KEYS = ['version', 'disabled', 'filters', 'outputs'] as const;

const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['__IMTCONN__', 'Connection'],
  ['__IMTHOOK__', 'Webhook'],
  ['else', 'Fallback route'],
]);

function parameterLabel(module: string, field: string, names: DiffNames): string | undefined {
  return PARAMETERS.get(field) ?? names.fieldLabel(module, field);
}

function fieldChanges(old: unknown, value: unknown, labelOf: (field: string) => string | undefined): readonly string[] {
  const [before, after] = [valuesOf(old), valuesOf(value)];
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter((field) => !sameJson(own(before, field), own(after, field)))
    .map((field) => `${labelOf(field) ?? field} ${verb(own(before, field), own(after, field))}`);
}

function filterChange(old: unknown, filter: unknown): readonly string[] {
  return sameJson(old ?? null, filter ?? null) ? [] : [`filter ${verb(old ?? undefined, filter ?? undefined)}`];
}

/** Routes and branches themselves; what is in them is compared module by module. */
function routeChange(old: Step, step: Step): readonly string[] {
  return (['routes', 'branches'] as const)
    .filter((key) => !sameJson(shellsOf(old[key]), shellsOf(step[key])))
    .map((key) => `${key} changed`);
}

function shellsOf(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((entry: unknown) => (isValues(entry) ? { ...entry, flow: undefined } : entry));
}

function verb(old: unknown, value: unknown): string {
  if (old === undefined) return 'added';
  return value === undefined ? 'removed' : 'changed';
}

function nameChange({ name: old }: Blueprint, { name }: Blueprint): readonly string[] {
  return old === name ? [] : [`The scenario is called "${name ?? ''}", before "${old ?? ''}"`];
}

function settingChanges(from: Blueprint, to: Blueprint): readonly string[] {
  const settings = fieldChanges(own(from.metadata, 'scenario'), own(to.metadata, 'scenario'), () => undefined);
  const notes = sameJson(own(from.metadata, 'notes') ?? [], own(to.metadata, 'notes') ?? []) ? [] : ['Notes changed'];
  return [...settings.map((change) => `Scenario settings: ${change}`), ...notes];
}

/**
 * Where every module stands, by its id: the list, told by the module it belongs to, and the module before it there.
 * Only modules of both blueprints count, because others shift no one.
 */
function placesOf(blueprint: Blueprint, stayed: ReadonlyMap<number, unknown>): ReadonlyMap<number, string> {
  const lists = new Map<string, { readonly name: string; last: number | undefined }>();
  const places = new Map<number, string>();
  for (const { step, path } of allSteps(blueprint)) {
    const id = idOf(step);
    if (id === undefined || !stayed.has(id)) continue;
    const key = pointerOf(listOf(path));
    const list = lists.get(key) ?? { name: listName(blueprint, listOf(path)), last: undefined };
    places.set(id, `${list.name} ${list.last ?? ''}`);
    list.last = id;
    lists.set(key, list);
  }
  return places;
}

/** A list by the module it belongs to: the indexes in its path change when modules come and go. */
function listName(blueprint: Blueprint, list: ListPath): string {
  const owner = ownerOf(list);
  if (owner === undefined) return pointerOf(list);
  const step = stepAt(blueprint, owner);
  return `${step === undefined ? '?' : numberOf(step)} ${pointerOf(list.slice(owner.length))}`;
}

function stepsById(blueprint: Blueprint): ReadonlyMap<number, PlacedStep> {
  return new Map(
    allSteps(blueprint).flatMap((placed) => {
      const id = idOf(placed.step);
      return id === undefined ? [] : [[id, placed] as const];
    }),
  );
}

function titleOf(step: Step, names: DiffNames): string {
  return `${idOf(step) ?? '?'} ${customNameOf(step) ?? names.moduleLabel(step.module)}`;
}

function valuesOf(value: unknown): Values {
  return isValues(value) ? value : {};
}
