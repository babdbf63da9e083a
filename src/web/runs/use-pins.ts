import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Pins } from '../model/pins-before.ts';
import { isValues } from '../model/values.ts';
import { forget, keep, recall } from '../ui/browser-storage.ts';

/** What the server takes in one run. */
const MOST_MODULES = 20;
const MOST_BYTES = 1024 * 1024;

const NO_PINS = '{}';
const listeners = new Set<() => void>();

/** The pins of a scenario, kept in this browser. `pin` says why it could not, or nothing. */
export function usePins(
  scenarioId: string,
): readonly [pins: Pins, pin: (moduleId: number, bundles: readonly unknown[] | undefined) => string | undefined] {
  const place = `sonar-connect:pins:${scenarioId}`;
  const text = useSyncExternalStore(subscribe, () => recall(place) ?? NO_PINS);
  const pins = useMemo(() => readPins(text), [text]);
  const pin = useCallback(
    (moduleId: number, bundles: readonly unknown[] | undefined) => {
      const next = new Map(readPins(recall(place) ?? NO_PINS));
      if (bundles === undefined) next.delete(moduleId);
      else next.set(moduleId, bundles);
      const refusal = bundles === undefined ? undefined : refusalOf(next);
      if (refusal === undefined) store(place, next);
      return refusal;
    },
    [place],
  );
  return [pins, pin];
}

/** Pins as a request carries them, without modules the scenario does not have. */
export function pinsFor(
  pins: Pins,
  modules: ReadonlySet<number>,
): Record<string, Record<string, unknown>[]> | undefined {
  const kept = [...pins].filter(([id]) => modules.has(id));
  if (kept.length === 0) return undefined;
  return Object.fromEntries(kept.map(([id, bundles]) => [String(id), bundles.filter(isValues)]));
}

function refusalOf(pins: Pins): string | undefined {
  if (pins.size > MOST_MODULES) return `Not pinned: at most ${MOST_MODULES} modules can be. Unpin one of them first.`;
  const { length } = new TextEncoder().encode(JSON.stringify(Object.fromEntries(pins)));
  return length > MOST_BYTES ? 'Not pinned: all pinned outputs together may have 1 MB. Unpin others first.' : undefined;
}

function store(place: string, pins: Pins): void {
  if (pins.size === 0) forget(place);
  else keep(place, JSON.stringify(Object.fromEntries(pins)));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

/** What cannot be read counts as no pins. */
function readPins(text: string): Pins {
  try {
    const kept: unknown = JSON.parse(text);
    const entries = isValues(kept) ? Object.entries(kept) : [];
    return new Map(
      entries.flatMap(([id, bundles]) =>
        Array.isArray(bundles) ? [[Number(id), bundles as readonly unknown[]] as const] : [],
      ),
    );
  } catch {
    return new Map();
  }
}
