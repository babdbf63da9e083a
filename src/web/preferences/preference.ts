import { useCallback, useSyncExternalStore } from 'react';
import { keep, recall } from '../ui/browser-storage.ts';

/** What people may set for this browser, with what holds until they do. */
export const PREFERENCES = {
  narrowRail: false,
  railDirection: 'horizontal' as 'horizontal' | 'vertical',
  singleKeys: true,
  technicalNames: false,
  mappingsAsText: false,
  density: 'comfortable' as 'comfortable' | 'compact',
  bundleView: 'tree' as 'tree' | 'table' | 'json',
  /** E-mail address of the user whose part is played in the sandbox; empty for nobody. */
  sandboxUser: '',
};

export type Preferences = typeof PREFERENCES;

const PREFIX = 'sonar-connect:preference:';
const listeners = new Set<() => void>();
const cache = new Map<string, { readonly text: string | null; readonly value: unknown }>();

/** A preference and the way to set it; every place that uses it follows. */
export function usePreference<Name extends keyof Preferences>(
  name: Name,
): readonly [Preferences[Name], (value: Preferences[Name]) => void] {
  const value = useSyncExternalStore(subscribe, () => read(name));
  const set = useCallback(
    (next: Preferences[Name]) => {
      keep(PREFIX + name, JSON.stringify(next));
      for (const listener of listeners) listener();
    },
    [name],
  );
  return [value, set];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

function read<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  const text = recall(PREFIX + name);
  const kept = cache.get(name);
  if (kept?.text === text) return kept.value as Preferences[Name];
  const value = text === null ? PREFERENCES[name] : parsed(text, PREFERENCES[name]);
  cache.set(name, { text, value });
  return value;
}

/** What was kept by another version may be of another type: then the default holds. */
function parsed<Value>(text: string, fallback: Value): Value {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === typeof fallback ? (value as Value) : fallback;
  } catch {
    return fallback;
  }
}
