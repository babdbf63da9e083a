import { collectionOf, isCollection, ownValue, setOwn } from '../core/json.ts';
import type { Round } from './round.ts';

/** Adds what a `temp` directive made to the values other directives read as `temp.x`. */
export function mergeTemp(round: Round, made: unknown): void {
  const { variables } = round.call;
  if (isCollection(made)) variables['temp'] = mergeByIndex(variables['temp'], made);
}

/** `over` merged into `base`, into new values: collections by key, arrays by index, undefined leaves what is there. */
export function mergeByIndex(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (Array.isArray(base) && Array.isArray(over)) {
    return Array.from({ length: Math.max(base.length, over.length) }, (_, index) =>
      mergeByIndex(base[index], over[index]),
    );
  }
  if (!isCollection(base) || !isCollection(over)) return over;
  const merged = collectionOf(Object.entries(base));
  for (const [key, value] of Object.entries(over)) setOwn(merged, key, mergeByIndex(ownValue(base, key), value));
  return merged;
}
