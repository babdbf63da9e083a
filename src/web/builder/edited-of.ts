import type { ScenarioDetail } from '../api/contract.ts';
import { emptyBlueprint, readBlueprint } from '../model/blueprint.ts';
import type { Edited } from './use-edits.ts';

/** The part of a stored scenario that is edited here. */
export function editedOf({ blueprint, name, scheduling }: ScenarioDetail): Edited {
  return { blueprint: readBlueprint(blueprint) ?? emptyBlueprint(name), name, scheduling };
}
