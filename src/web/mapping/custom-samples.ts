import { useCallback, useSyncExternalStore } from 'react';

/** Bundles people wrote themselves to preview with, by module id. */
export type CustomSamples = ReadonlyMap<number, unknown>;

const NONE: CustomSamples = new Map();
/** By scenario, as long as the page is open. */
const kept = new Map<string, CustomSamples>();
const listeners = new Set<() => void>();

/** The bundles people wrote for a scenario, and the way to write one. */
export function useCustomSamples(
  scenarioId: string,
): readonly [samples: CustomSamples, write: (moduleId: number, bundle: unknown) => void] {
  const samples = useSyncExternalStore(subscribe, () => kept.get(scenarioId) ?? NONE);
  const write = useCallback(
    (moduleId: number, bundle: unknown) => {
      kept.set(scenarioId, new Map([...(kept.get(scenarioId) ?? NONE), [moduleId, bundle]]));
      for (const listener of listeners) listener();
    },
    [scenarioId],
  );
  return [samples, write];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
