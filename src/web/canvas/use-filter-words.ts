import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { filterOperatorsQuery } from '../api/filters.ts';
import { useEditor } from '../builder/editor.ts';
import type { Blueprint, StepFilter } from '../model/blueprint.ts';
import type { ConditionWords } from '../model/filter-text.ts';
import { bundleItem, labelOfPath } from '../model/items.ts';
import { useOutputs } from '../mapping/use-outputs.ts';
import { outputFieldsOf } from '../model/output-fields.ts';
import { readableText } from '../model/readable-text.ts';
import { eachStep, modulesRead } from '../model/references.ts';
import { useStable } from '../ui/use-stable.ts';

/** The words for conditions: operators by their labels, items by those their modules give them. They change rarely. */
export function useFilterWords(): ConditionWords {
  const { blueprint } = useEditor();
  const operators = useQuery(filterOperatorsQuery()).data;
  const steps = useMemo(() => stepsRead(blueprint), [blueprint]);
  const outputs = useOutputs(steps);
  const sources = useStable(
    steps.map((step) => ({
      module: step.id,
      label: step.module,
      fields: [...outputFieldsOf(step), ...(outputs.get(step.id)?.fields ?? [])],
    })),
  );
  return useMemo(() => {
    const labels = new Map(operators?.map(({ id, label }) => [id, label.toLowerCase()]));
    const bundles = new Map(sources.map((source) => [source.module, bundleItem(source)]));
    return {
      operator: (id) => labels.get(id) ?? id,
      value: (text) =>
        readableText(text, (module, path) => {
          const bundle = bundles.get(module);
          return bundle && labelOfPath(bundle, path);
        }),
    };
  }, [operators, sources]);
}

/** The modules that conditions without a label read. */
function stepsRead({ flow }: Blueprint) {
  const steps = eachStep(flow);
  const read = new Set(steps.flatMap(({ filter }) => (filter && !filter.name ? [...modulesOf(filter)] : [])));
  return read.size === 0 ? [] : steps.filter(({ id }) => read.has(id));
}

/** Filters stay the same objects while other modules are edited. */
const known = new WeakMap<StepFilter, ReadonlySet<number>>();

function modulesOf(filter: StepFilter): ReadonlySet<number> {
  const modules = known.get(filter) ?? modulesRead(filter.conditions);
  known.set(filter, modules);
  return modules;
}
