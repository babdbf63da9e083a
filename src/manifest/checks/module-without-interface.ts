import { ownValue } from '../../core/json.ts';
import { componentsOf, nameOf, textAt } from '../component.ts';
import type { Check } from './check.ts';

const WITH_OUTPUT = new Set(['action', 'search', 'trigger', 'instant_trigger', 'universal']);

/** Without an interface people cannot see what they may map from a module before it has run. */
export const moduleWithoutInterface: Check = {
  code: 'MODULE_WITHOUT_INTERFACE',
  summary: 'A module that puts out bundles describes them in its interface.',
  severity: 'warning',
  inMake: 'skip',
  examples: {
    good: { 'modules/a.json': { name: 'a', moduleType: 'action', interface: [{ name: 'id', type: 'text' }] } },
    bad: { 'modules/a.json': { name: 'a', moduleType: 'action', interface: [] } },
  },
  check: (source) =>
    componentsOf(source, 'module')
      .filter((file) => WITH_OUTPUT.has(textAt(file, 'moduleType') ?? ''))
      .filter((file) => {
        const described = ownValue(file.json, 'interface');
        return described === undefined || (Array.isArray(described) && described.length === 0);
      })
      .map((file) => ({
        file,
        pointer: '/interface',
        message: `The module "${nameOf(file)}" does not say what its bundles hold.`,
        fix: 'Add "interface" with the fields of the answer.',
      })),
};
