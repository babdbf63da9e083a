import { useQueries, useQuery } from '@tanstack/react-query';
import { moduleQuery } from '../api/apps.ts';
import { builtInsQuery } from '../api/built-ins.ts';
import { allSteps } from '../model/step-path.ts';
import { textOf } from '../model/text-of.ts';
import type { Values } from '../model/values.ts';
import { useEditor } from './editor.ts';

/** What the inputs of the modules of the scenario are called, as far as that is known. */
export function useFieldLabels(): (module: string, field: string) => string | undefined {
  const { blueprint, catalogue } = useEditor();
  const builtIns = useQuery(builtInsQuery()).data ?? [];
  const own = new Set(builtIns.map(({ name }) => name));
  const used = [...new Set(allSteps(blueprint).map(({ step }) => step.module))];
  const names = used.filter((name) => !own.has(name) && catalogue.find(name) !== undefined);
  const details = useQueries({
    queries: names.map((name) => {
      const [app = '', module = ''] = name.split(':');
      return moduleQuery(app, module);
    }),
  });
  const fields = new Map<string, readonly Values[]>([
    ...builtIns.map(({ name, parameters, mappable }) => [name, [...parameters, ...mappable]] as const),
    ...details.flatMap(({ data }, index) =>
      data === undefined ? [] : [[names[index] ?? '', [...data.parameters, ...data.mappable]] as const],
    ),
  ]);
  return (module, field) => {
    const label = textOf(fields.get(module)?.find(({ name }) => name === field)?.['label']);
    return label === '' ? undefined : label;
  };
}
