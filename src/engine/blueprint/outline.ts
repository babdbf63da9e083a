import { isCollection } from '../../core/json.ts';
import type { App } from '../../manifest/app.ts';
import { kindOf, unwrap } from './blueprint.ts';
import { labelOf } from './compile-step.ts';
import type { Trigger } from './compiled-scenario.ts';
import { findModule } from './find-module.ts';
import { scanModules } from './scan-modules.ts';

/** What an overview shows of a blueprint. */
export interface Outline {
  /** Modules in document order. */
  readonly modules: readonly OutlinedModule[];
  readonly trigger: Trigger['kind'];
}

/** A module as people know it. */
export interface OutlinedModule {
  readonly id: number;
  /** As written in the blueprint, for example `sonar:sendMessage`. */
  readonly module: string;
  readonly label: string;
}

/** The outline of a blueprint without compiling it; empty for what is no blueprint. */
export function outlineOf(blueprint: unknown, apps: ReadonlyMap<string, App>): Outline {
  const flow = flowOf(blueprint);
  const modules = scanModules(flow, '').flatMap(({ id, raw }) => {
    const module = typeof raw['module'] === 'string' ? raw['module'] : '';
    return Number.isNaN(id) ? [] : [{ id, module, label: labelOf(raw, findModule(module, apps), module) }];
  });
  const first = flow.find(isCollection)?.['module'];
  return { modules, trigger: typeof first === 'string' ? kindOf(findModule(first, apps)) : 'none' };
}

function flowOf(blueprint: unknown): readonly unknown[] {
  try {
    return unwrap(blueprint).raw['flow'] as readonly unknown[];
  } catch {
    return [];
  }
}
