import { isCollection, mergeDeep } from '../core/json.ts';

/**
 * The communication that lists what a polling trigger may start from: that of the module, with the epoch merged over its
 * last request. Undefined when there is no epoch, or nothing to merge it over.
 */
export function withEpoch(communication: unknown, epoch: unknown): unknown {
  if (!isCollection(epoch) || Object.keys(epoch).length === 0) return undefined;
  if (!Array.isArray(communication)) return isCollection(communication) ? mergeDeep(communication, epoch) : undefined;
  const requests: readonly unknown[] = communication;
  return requests.length === 0 ? undefined : [...requests.slice(0, -1), mergeDeep(requests.at(-1), epoch)];
}
