import { useQuery } from '@tanstack/react-query';
import { filterOperatorsQuery } from '../api/filters.ts';
import { useEditor } from '../builder/editor.ts';
import type { Step, StepFilter } from '../model/blueprint.ts';
import { filterText } from '../model/filter-text.ts';
import type { FilterText } from '../model/filter-text.ts';
import { bundleItem, labelOfPath } from '../model/items.ts';
import type { ItemField } from '../model/items.ts';
import { outputFieldsOf } from '../model/output-fields.ts';
import { readableText } from '../model/readable-text.ts';
import { modulesRead } from '../model/references.ts';
import { pathOfId, stepAt } from '../model/step-path.ts';
import { useModuleForms } from '../settings/module-forms.ts';

/** A filter in words: items by the labels their modules give them. Undefined when there is none. */
export function useFilterText(filter: StepFilter | null | undefined): FilterText | undefined {
  const { blueprint } = useEditor();
  const operators = useQuery(filterOperatorsQuery()).data ?? [];
  const steps = [...modulesRead(filter?.conditions)].flatMap((id) => {
    const path = pathOfId(blueprint, id);
    const step = path && stepAt(blueprint, path);
    return step === undefined ? [] : [[id, step] as const];
  });
  const forms = useModuleForms(steps.map(([, { module }]) => module));
  const bundles = new Map(steps.map(([id, step]) => [id, bundleOf(id, step, forms.get(step.module)?.form?.interface)]));
  return filterText(filter, {
    operator: (id) => operators.find((operator) => operator.id === id)?.label.toLowerCase() ?? id,
    value: (text) =>
      readableText(text, (module, path) => {
        const bundle = bundles.get(module);
        return bundle && labelOfPath(bundle, path);
      }),
  });
}

function bundleOf(module: number, step: Step, declared: unknown) {
  const own = outputFieldsOf(step);
  const fields = [...own, ...((declared ?? []) as readonly ItemField[])];
  return bundleItem({ module, label: step.module, fields });
}
