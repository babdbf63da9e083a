import { ownValue } from '../../core/json.ts';
import { componentsOf, nameOf } from '../component.ts';
import { groupedModules } from '../grouped-modules.ts';
import type { Check } from './check.ts';

/** A module in no group would not be shown to anyone. */
export const moduleWithoutGroup: Check = {
  code: 'MODULE_WITHOUT_GROUP',
  summary: 'Every module stands in a group of the manifest.',
  severity: 'error',
  inMake: 'skip',
  examples: {
    good: {
      'manifest.json': { groups: [{ label: 'Things', modules: ['getThing'] }] },
      'modules/get-thing.json': { name: 'getThing' },
    },
    bad: { 'manifest.json': { groups: [] }, 'modules/get-thing.json': { name: 'getThing' } },
  },
  check(source) {
    if (!Array.isArray(ownValue(source.manifest?.json, 'groups'))) return [];
    const grouped = new Set(groupedModules(source).map(({ value }) => value));
    return componentsOf(source, 'module')
      .filter((file) => !grouped.has(nameOf(file)))
      .map((file) => ({
        file,
        pointer: '/name',
        message: `The module "${nameOf(file)}" stands in no group.`,
        fix: 'Add its name to the "modules" of one group in manifest.json.',
      }));
  },
};
