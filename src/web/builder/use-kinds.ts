import { useMemo } from 'react';
import type { ModuleKinds } from '../model/placement.ts';
import type { Catalogue, ModuleKind } from './catalogue.ts';

const TRIGGERS: ReadonlySet<ModuleKind | undefined> = new Set<ModuleKind>(['trigger', 'instant trigger']);

/** Which modules start a scenario. */
export function kindsOf(catalogue: Catalogue): ModuleKinds {
  return { isTrigger: (module) => TRIGGERS.has(catalogue.find(module)?.kind) };
}

/** Which modules start a scenario, for a component. */
export function useKinds(catalogue: Catalogue): ModuleKinds {
  return useMemo(() => kindsOf(catalogue), [catalogue]);
}
