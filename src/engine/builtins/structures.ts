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
    group: 'flow-control',
    kind: 'router',
    parameters: [
      {
        name: 'else',
        type: 'uinteger',
        label: 'Fallback route',
        semantic: 'route',
        help: 'The route for bundles no other route takes, counted from 0.',
      },
    ],
    role: () => ({ type: 'router', routes: [] }),
  },
  {
    name: 'builtin:BasicIfElse',
    label: 'If-else',
    summary: 'Hands each bundle to the first branch whose condition holds.',
    group: 'flow-control',
    kind: 'branching',
    role: () => ({ type: 'choice', branches: [] }),
  },
  {
    name: 'builtin:BasicMerge',
    label: 'Merge',
    summary: 'Joins the branches of an if-else and maps their results to common outputs.',
    group: 'flow-control',
    kind: 'merge',
    mappable: [
      {
        name: 'outputs',
        type: 'array',
        in: 'module',
        label: 'Outputs',
        help: 'Without outputs the bundle of the branch goes on.',
        labels: { add: 'Add an output', item: 'Output' },
        spec: [
          { name: 'name', type: 'text', label: 'Name', required: true },
          {
            name: 'mappings',
            type: 'array',
            label: 'Values',
            help: 'One for each branch, in the order of the branches.',
            spec: { type: 'any' },
          },
        ],
      },
      {
        name: 'filters',
        type: 'array',
        in: 'module',
        label: 'Filters',
        advanced: true,
        help: 'One for each branch, or null: bundles of the branch that do not pass end here.',
        spec: { type: 'filter' },
      },
    ],
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
