import type { Blueprint } from '../model/blueprint.ts';
import type { Catalogue } from './catalogue.ts';
import type { Edited } from './use-edits.ts';

/** How a scenario starts: by a delivery, by looking for what is new, or otherwise. */
type Start = 'instant' | 'polling' | 'other';

/** Seconds between two looks of a trigger, unless people say otherwise. */
const POLLING_INTERVAL = 900;

/**
 * The schedule that fits an edit: a scenario that gets an instant trigger starts immediately, one that gets a trigger that
 * looks for what is new at intervals, and one that loses an instant trigger on demand.
 */
export function fittingSchedule(
  { blueprint: before, scheduling }: Pick<Edited, 'blueprint' | 'scheduling'>,
  after: Blueprint,
  catalogue: Pick<Catalogue, 'find'>,
): Edited['scheduling'] {
  const [was, is] = [startOf(before, catalogue), startOf(after, catalogue)];
  if (was === is) return scheduling;
  if (is === 'instant') return { type: 'immediately' };
  const isTimed = scheduling.type !== 'immediately' && scheduling.type !== 'on-demand';
  if (isTimed) return scheduling;
  return is === 'polling' ? { type: 'indefinitely', interval: POLLING_INTERVAL } : { type: 'on-demand' };
}

function startOf({ flow }: Blueprint, catalogue: Pick<Catalogue, 'find'>): Start {
  const [first] = flow;
  const kind = first === undefined ? undefined : catalogue.find(first.module)?.kind;
  if (kind === 'instant trigger') return 'instant';
  return kind === 'trigger' && first?.module.startsWith('util:') === false ? 'polling' : 'other';
}
