import type { CatalogueModule, ModuleKind } from '../builder/catalogue.ts';
import type { SettingsTab } from '../builder/editor.ts';
import type { Blueprint, Step } from '../model/blueprint.ts';
import { indexOf, kindOfList, listOf, pathOfId } from '../model/step-path.ts';

/** A tab of the settings. */
export interface SettingsTabEntry {
  readonly value: SettingsTab;
  readonly label: string;
}

/** Modules that send something, or could be run by themselves. */
const RUNNABLE: ReadonlySet<ModuleKind> = new Set(['action', 'search', 'universal']);
/** Modules that cannot fail, or end an error handler. */
const UNHANDLED: ReadonlySet<ModuleKind> = new Set(['instant trigger', 'router', 'branching', 'merge', 'directive']);

/** The tabs that make sense for a module where it stands. */
export function tabsOf(
  blueprint: Blueprint,
  step: Step,
  module: CatalogueModule | undefined,
): readonly SettingsTabEntry[] {
  const path = pathOfId(blueprint, step.id);
  const isFirst = path !== undefined && kindOfList(listOf(path)) === 'flow' && indexOf(path) === 0;
  const kind = module?.kind;
  const tabs: readonly (SettingsTabEntry & { readonly isShown: boolean })[] = [
    { value: 'settings', label: 'Settings', isShown: true },
    { value: 'filter', label: 'Filter', isShown: !isFirst },
    { value: 'error-handler', label: 'Error handler', isShown: kind !== undefined && !UNHANDLED.has(kind) },
    { value: 'request', label: 'Request preview', isShown: kind !== undefined && RUNNABLE.has(kind) },
    { value: 'raw', label: 'Raw', isShown: true },
  ];
  return tabs.filter(({ isShown }) => isShown).map(({ value, label }) => ({ value, label }));
}
