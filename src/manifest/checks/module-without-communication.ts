import { ownValue } from '../../core/json.ts';
import { componentsOf, nameOf, textAt } from '../component.ts';
import type { Check } from './check.ts';

/** Only an instant trigger has something to put out without a call of its own. */
export const moduleWithoutCommunication: Check = {
  code: 'MODULE_WITHOUT_COMMUNICATION',
  summary: 'A module that is no instant trigger has a communication.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: {
      'modules/get-thing.json': { name: 'getThing', moduleType: 'action', communication: { url: '/things' } },
      'modules/watch.json': { name: 'watch', moduleType: 'instant_trigger' },
    },
    bad: { 'modules/get-thing.json': { name: 'getThing', moduleType: 'action' } },
  },
  check: (source) =>
    componentsOf(source, 'module')
      .filter((file) => textAt(file, 'moduleType') !== 'instant_trigger')
      .filter((file) => file.tree !== undefined && ownValue(file.json, 'communication') === undefined)
      .map((file) => ({
        file,
        pointer: '/moduleType',
        message: `The module "${nameOf(file)}" has no communication, so it could not do anything.`,
        fix: 'Add "communication" with the request it sends.',
      })),
};
