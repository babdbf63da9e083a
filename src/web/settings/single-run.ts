import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import type { PreviewRequest, SingleRunResult } from '../api/contract.ts';
import { runModule } from '../api/modules.ts';
import { useMapping } from '../mapping/mapping-context.ts';
import { sampleBundles } from '../mapping/use-evaluation.ts';
import type { Step } from '../model/blueprint.ts';
import { connectionOf } from '../model/step-settings.ts';
import { isValues } from '../model/values.ts';
import { partsOfName } from './module-forms.ts';

/** A module as it would run with the sample bundles, and a text that changes with anything in it. */
export function useMappedModule(step: Step): { readonly mapping: PreviewRequest; readonly key: readonly unknown[] } {
  const { sources, timezone } = useMapping();
  const { app, module } = partsOfName(step.module);
  const connectionId = connectionOf(step);
  const mapper = isValues(step.mapper) ? step.mapper : {};
  const parameters = Object.fromEntries(
    Object.entries(step.parameters ?? {}).filter(([name]) => !name.startsWith('__IMT')),
  );
  const { bundles, key } = sampleBundles(mapper, sources);
  const mapping = {
    app,
    module,
    parameters,
    mapper,
    bundles,
    ...(connectionId?.startsWith('con_') === true && { connectionId: connectionId as `con_${string}` }),
    ...(timezone !== undefined && { timezone }),
  } as PreviewRequest;
  return { mapping, key: [app, module, connectionId, parameters, mapper, timezone, key] };
}

/** Runs this module alone, for real. */
export type SingleRun = UseMutationResult<SingleRunResult, Error, void>;

/** Runs this module alone with the sample bundles. */
export function useSingleRun(step: Step, isBuiltIn: boolean): SingleRun {
  const { mapping } = useMappedModule(step);
  return useMutation({
    mutationFn: () => runModule(isBuiltIn ? { ...mapping, app: '', module: step.module } : mapping),
  });
}
