import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { emptyBlueprint, type Blueprint, type Step } from '../../../src/web/model/blueprint.ts';
import type { Edit } from '../../../src/web/model/edit.ts';
import { allSteps, type StepPath } from '../../../src/web/model/step-path.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../../examples/scenarios');

/** Every example scenario by the name of its file. */
export const examples = readdirSync(EXAMPLES).map((name): [string, Blueprint] => [
  name,
  JSON.parse(readFileSync(resolve(EXAMPLES, name), 'utf8')) as Blueprint,
]);

/** Modules whose name begins with `watch` start a scenario. */
export const kinds = { isTrigger: (module: string): boolean => /:watch|BasicTrigger|CustomWebHook/.test(module) };

/** A scenario with this main flow. */
export function scenarioOf(...flow: readonly Step[]): Blueprint {
  return { ...emptyBlueprint('Test'), flow };
}

/** A module that sends a text made of `text`. */
export function send(id: number, text = 'Hi', more: Partial<Step> = {}): Step {
  return { id, module: 'sonar:sendMessage', version: 1, parameters: {}, mapper: { text }, ...more };
}

export const watch: Step = { id: 1, module: 'sonar:watchNewCustomer', version: 1, parameters: {}, mapper: {} };

/** A router with these routes. */
export function router(id: number, ...routes: readonly (readonly Step[])[]): Step {
  return { id, module: 'builtin:BasicRouter', version: 1, mapper: null, routes: routes.map((flow) => ({ flow })) };
}

/** What an edit made; fails the test when it was refused. */
export function made(edit: Edit): Blueprint {
  if (!edit.ok) throw new Error(`refused: ${edit.reason}`);
  return edit.blueprint;
}

/** Where the focus goes after an edit. */
export function focusOf(edit: Edit): StepPath {
  if (!edit.ok) throw new Error(`refused: ${edit.reason}`);
  return edit.path;
}

/** Why an edit was refused, or undefined. */
export function reasonOf(edit: Edit): string | undefined {
  return edit.ok ? undefined : edit.reason;
}

/** The shape of a scenario: numbers, those inside others in brackets. */
export function shapeOf(blueprint: Blueprint): string {
  return allSteps(blueprint)
    .map(({ number, depth, kind }) => `${'>'.repeat(depth)}${kind === 'onerror' ? '!' : ''}${number}`)
    .join(' ');
}
