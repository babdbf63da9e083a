import { isCollection } from '../../core/json.ts';
import { compileFilter, type Filter } from '../filter/filter.ts';
import { compileMapped } from '../blueprint/findings.ts';
import type { MergeRole } from '../blueprint/step.ts';
import type { BuiltIn, BuiltInSource } from './built-in.ts';

/** Modules that split and join the flow. The first two are compiled together with the flows inside them. */
export const STRUCTURES: readonly BuiltIn[] = [
  {
    name: 'builtin:BasicRouter',
    label: 'Router',
    summary: 'Hands each bundle to every route whose filter lets it pass, in order.',
    role: () => ({ type: 'router', routes: [] }),
  },
  {
    name: 'builtin:BasicIfElse',
    label: 'If-else',
    summary: 'Hands each bundle to the first branch whose condition holds.',
    role: () => ({ type: 'choice', branches: [] }),
  },
  {
    name: 'builtin:BasicMerge',
    label: 'Merge',
    summary: 'Joins the branches of an if-else and maps their results to common outputs.',
    role: mergeRole,
  },
];

function mergeRole({ raw, pointer, findings }: BuiltInSource): MergeRole {
  const filters: readonly unknown[] = Array.isArray(raw['filters']) ? raw['filters'] : [];
  const outputs: readonly unknown[] = Array.isArray(raw['outputs']) ? raw['outputs'] : [];
  return {
    type: 'merge',
    filters: filters.map((filter, index): Filter | undefined =>
      compileFilter(filter, `${pointer}/filters/${index}`, findings),
    ),
    outputs: outputs.filter(isCollection).map((output, index) => {
      const mappings: readonly unknown[] = Array.isArray(output['mappings']) ? output['mappings'] : [];
      const at = `${pointer}/outputs/${index}/mappings`;
      return {
        name: String(output['name']),
        mappings: mappings.map((mapping, branch) => compileMapped(mapping, `${at}/${branch}`, findings)),
      };
    }),
  };
}
