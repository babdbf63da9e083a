import { customNameOf, idOf, type Blueprint, type Step } from './blueprint.ts';
import { sameJson } from './draft.ts';
import { allSteps, listOf, pointerOf, type PlacedStep } from './step-path.ts';
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
  const stayed = new Set([...after.keys()].filter((id) => before.has(id)));
  const changed = [...after].flatMap(([id, placed]) => {
    const old = before.get(id);
    if (old === undefined) return [`${titleOf(placed.step, names)} added`];
    const moved =
      placeOf(from, old, stayed) === placeOf(to, placed, stayed) ? [] : [`${titleOf(placed.step, names)} moved`];
    return [...moved, ...diffSteps(old.step, placed.step, names)];
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

/** Where a module stands: its list, and which of the modules that are in both come before it there. */
function placeOf(blueprint: Blueprint, { path }: PlacedStep, stayed: ReadonlySet<number>): string {
  const list = pointerOf(listOf(path));
  const siblings = allSteps(blueprint).filter((other) => pointerOf(listOf(other.path)) === list);
  const before = siblings.filter((other) => Number(other.path.at(-1)) < Number(path.at(-1)));
  const ids = before.map(({ step }) => idOf(step)).filter((id) => id !== undefined && stayed.has(id));
  return `${ownerNumber(blueprint, path)} ${ids.at(-1) ?? ''}`;
}

/** The list by the module it belongs to, because indexes change when modules come and go. */
function ownerNumber(blueprint: Blueprint, path: PlacedStep['path']): string {
  const owner = allSteps(blueprint).findLast(
    (other) => other.path.length < path.length && other.path.every((key, index) => path[index] === key),
  );
  return owner === undefined ? String(path[0]) : `${owner.number} ${pointerOf(path.slice(owner.path.length, -1))}`;
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
