import type { Blueprint } from '../model/blueprint.ts';
import type { Catalogue } from './catalogue.ts';
import type { Edited } from './use-edits.ts';

/** The schedule that fits an edit: a scenario that gets an instant trigger starts immediately, one that loses it on demand. */
export function fittingSchedule(
  { blueprint: before, scheduling }: Edited,
  after: Blueprint,
  catalogue: Catalogue,
): Edited['scheduling'] {
  const [was, is] = [startsInstantly(before, catalogue), startsInstantly(after, catalogue)];
  if (was === is) return scheduling;
  if (is) return { type: 'immediately' };
  return scheduling.type === 'immediately' ? { type: 'on-demand' } : scheduling;
}

function startsInstantly({ flow }: Blueprint, catalogue: Catalogue): boolean {
  const [first] = flow;
  return first !== undefined && catalogue.find(first.module)?.kind === 'instant trigger';
}
