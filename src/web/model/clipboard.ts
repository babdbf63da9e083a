import { idOf, isStep, readBlueprint, type Blueprint, type Step } from './blueprint.ts';
import { jsonErrorAt, placeOf } from './json-error.ts';
import { withoutPosition, withPositions } from './positions.ts';
import { eachStep, freshIds, renumberSteps, withOwnIds } from './references.ts';
import { allSteps, nextId } from './step-path.ts';
import { isValues, own } from './values.ts';

/** What was found on the clipboard. */
export type Pasted =
  /** A whole scenario; `steps` is its flow. */
  | { readonly ok: true; readonly kind: 'scenario'; readonly blueprint: Blueprint; readonly steps: readonly Step[] }
  | { readonly ok: true; readonly kind: 'modules'; readonly steps: readonly Step[] }
  | { readonly ok: false; readonly reason: string };

/** Modules as text for the clipboard, in the form Make's own editor copies. */
export function copyText(steps: readonly Step[]): string {
  const { flow } = withPositions({ flow: steps.map(withoutPosition) });
  return JSON.stringify({ subflows: [{ flow }], metadata: { version: 1 } }, undefined, 2);
}

/** A scenario as the text of a blueprint file. */
export function blueprintText(blueprint: Blueprint): string {
  return `${JSON.stringify(withPositions(blueprint), undefined, 2)}\n`;
}

/**
 * Reads what was pasted: a blueprint (also in the answer of an API), what Make copies, a list of modules, or one
 * module. `reason` says why it is none of these.
 */
export function readPasted(text: string): Pasted {
  if (text.trim() === '') return refusal('There is nothing to paste. Copy a module or a blueprint first.');
  const parsed = parse(text);
  if ('reason' in parsed) return refusal(parsed.reason);
  const { value } = parsed;
  const blueprint = readBlueprint(value);
  if (blueprint !== undefined && !isFragment(blueprint)) return scenario(blueprint);
  const steps = listsIn(value);
  if (steps === undefined) {
    return refusal('This JSON holds no modules. Copy a module, or a blueprint with a list "flow", and paste again.');
  }
  return checked(steps);
}

/** Modules with numbers that are free in a scenario; where all are free already, they stay. */
export function fitted(blueprint: Blueprint, steps: readonly Step[]): readonly Step[] {
  const taken = new Set(allSteps(blueprint).map(({ step }) => idOf(step)));
  const ids = eachStep(steps).map(idOf);
  const isFree = ids.every((id) => id !== undefined && !taken.has(id)) && new Set(ids).size === ids.length;
  if (isFree) return steps;
  const fresh = freshIds(steps, nextId(blueprint));
  return withOwnIds(renumberSteps(steps, fresh), nextId(blueprint) + fresh.size);
}

/** A flow without anything that makes it a scenario is a part of one. */
function isFragment(blueprint: Blueprint): boolean {
  return blueprint.name === undefined && own(blueprint.metadata, 'scenario') === undefined;
}

function scenario(blueprint: Blueprint): Pasted {
  const found = checked(blueprint.flow, { mayBeEmpty: true });
  return found.ok ? { ok: true, kind: 'scenario', blueprint, steps: blueprint.flow } : found;
}

/** The modules in whatever was pasted; undefined when it holds none. */
function listsIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  const subflows = own(value, 'subflows');
  if (Array.isArray(subflows)) return subflows.flatMap((entry: unknown) => listsIn(entry) ?? []);
  const flow = own(value, 'flow') ?? own(readBlueprint(value), 'flow');
  if (Array.isArray(flow)) return flow;
  return typeof own(value, 'module') === 'string' ? [value] : undefined;
}

function checked(entries: readonly unknown[], { mayBeEmpty = false } = {}): Pasted {
  const steps = entries.filter(isStep);
  const wrong = entries.findIndex((entry) => !isValues(entry) || typeof entry['module'] !== 'string');
  if (wrong !== -1) return refusal(`Entry ${wrong + 1} of the list is no module: it has no text "module".`);
  if (steps.length === 0 && !mayBeEmpty) return refusal('The list holds no modules.');
  return { ok: true, kind: 'modules', steps };
}

function refusal(reason: string): Pasted {
  return { ok: false, reason };
}

function parse(text: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const { line, column } = placeOf(text, jsonErrorAt(text) ?? text.length);
    const where = `from line ${line}, column ${column} on`;
    return { reason: `This is no JSON: it cannot be read ${where}. Copy a module or a blueprint, and paste again.` };
  }
}
