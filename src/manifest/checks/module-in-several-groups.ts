import { groupedModules } from '../grouped-modules.ts';
import type { Check } from './check.ts';

/** Two places in one list would make people wonder which is the right one. */
export const moduleInSeveralGroups: Check = {
  code: 'MODULE_IN_SEVERAL_GROUPS',
  summary: 'A module stands in the groups of the manifest only once.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: { 'manifest.json': { groups: [{ label: 'Things', modules: ['getThing', 'findThing'] }] } },
    bad: {
      'manifest.json': {
        groups: [
          { label: 'Things', modules: ['getThing'] },
          { label: 'Other', modules: ['getThing'] },
        ],
      },
    },
  },
  check(source) {
    const { manifest } = source;
    if (manifest === undefined) return [];
    const seen = new Set<string>();
    return groupedModules(source).flatMap(({ value, pointer }) => {
      if (!seen.has(value)) {
        seen.add(value);
        return [];
      }
      return [
        {
          file: manifest,
          pointer,
          message: `The module "${value}" is grouped a second time.`,
          fix: 'Keep it in one group.',
        },
      ];
    });
  },
};
