import { idOf, type Blueprint } from './blueprint.ts';
import { placeOfPointer, stepAt } from './step-path.ts';

/** Which part of the settings of a module a finding is about. */
export interface ProblemPlace {
  readonly id: number;
  readonly tab: 'settings' | 'filter' | 'error-handler';
  /** Name of the field, with `.` between names and indexes inside each other. */
  readonly field?: string;
}

const TABS: Readonly<Record<string, ProblemPlace['tab']>> = { filter: 'filter', onerror: 'error-handler' };

/** Where a finding (by its JSON pointer) can be corrected; undefined when it is about no single module. */
export function problemPlace(blueprint: Blueprint, pointer: string): ProblemPlace | undefined {
  const place = placeOfPointer(blueprint, pointer);
  const step = place && stepAt(blueprint, place.path);
  const id = step && idOf(step);
  if (place === undefined || id === undefined) return undefined;
  const [part = '', ...field] = place.rest;
  const tab = TABS[part] ?? 'settings';
  return { id, tab, ...(tab === 'settings' && field.length > 0 && { field: field.join('.') }) };
}
