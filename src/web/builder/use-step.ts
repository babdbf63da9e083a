import type { NamedStep } from '../model/aria-names.ts';
import type { Step } from '../model/blueprint.ts';
import { pathOfId, stepAt, type StepPath } from '../model/step-path.ts';
import { useEditor } from './editor.ts';
import { namedStep } from './module-names.ts';

/** A module by its id, as it is now; undefined when it is gone. */
export function useStep(
  id: number,
): { readonly step: Step; readonly path: StepPath; readonly named: NamedStep } | undefined {
  const { blueprint, catalogue } = useEditor();
  const path = pathOfId(blueprint, id);
  const step = path && stepAt(blueprint, path);
  return path === undefined || step === undefined ? undefined : { step, path, named: namedStep(step, catalogue) };
}
