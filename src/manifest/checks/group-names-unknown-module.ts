import { didYouMean } from '../../core/suggest.ts';
import { componentsOf, nameOf } from '../component.ts';
import { groupedModules } from '../grouped-modules.ts';
import type { Check } from './check.ts';

/** A group can only list modules that exist. */
export const groupNamesUnknownModule: Check = {
  code: 'UNKNOWN_MODULE',
  summary: 'A group lists modules that exist.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: {
      'manifest.json': { groups: [{ label: 'Things', modules: ['getThing'] }] },
      'modules/get-thing.json': { name: 'getThing' },
    },
    bad: {
      'manifest.json': { groups: [{ label: 'Things', modules: ['getThings'] }] },
      'modules/get-thing.json': { name: 'getThing' },
    },
  },
  check(source) {
    const { manifest } = source;
    if (manifest === undefined) return [];
    const known = componentsOf(source, 'module').map(nameOf);
    return groupedModules(source)
      .filter(({ value }) => !known.includes(value))
      .map(({ value, pointer }) => ({
        file: manifest,
        pointer,
        message: `There is no module "${value}".${didYouMean(value, known)}`,
        fix: 'Correct the name, or add the file of the module.',
      }));
  },
};
