import type { Blueprint } from './blueprint.ts';
import { eachStep } from './references.ts';
import { own } from './values.ts';

/** A data store a blueprint speaks of, by the id it had where it was exported. */
export interface NeededDataStore {
  readonly id: string;
  /** What it was called there, or its id. */
  readonly label: string;
}

/** Every data store the modules of a blueprint speak of, each once, in the order of the flow. */
export function dataStoresNeeded(blueprint: Blueprint): readonly NeededDataStore[] {
  const found = new Map<string, NeededDataStore>();
  for (const step of eachStep(blueprint.flow)) {
    const given = own(step.parameters, 'datastore');
    const isText = typeof given === 'string' && given !== '';
    if (!String(own(step, 'module')).startsWith('datastore:') || !(isText || typeof given === 'number')) continue;
    const id = String(given);
    const label = own(own(own(own(step.metadata, 'restore'), 'parameters'), 'datastore'), 'label');
    if (!found.has(id)) found.set(id, { id, label: typeof label === 'string' && label !== '' ? label : id });
  }
  return [...found.values()];
}
