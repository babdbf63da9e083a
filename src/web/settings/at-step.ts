import type { Blueprint } from '../model/blueprint.ts';
import { pathOfId } from '../model/step-path.ts';
import type { StepPath } from '../model/step-path.ts';

/** An edit of the module with this id, wherever it stands by then; nothing when it is gone. */
export function atStep(
  id: number,
  edit: (blueprint: Blueprint, path: StepPath) => Blueprint,
): (blueprint: Blueprint) => Blueprint {
  return (blueprint) => {
    const path = pathOfId(blueprint, id);
    return path === undefined ? blueprint : edit(blueprint, path);
  };
}
