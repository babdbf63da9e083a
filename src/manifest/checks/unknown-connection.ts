import { brokenReferences } from '../reference.ts';
import type { Check } from './check.ts';

/** A component can only use a connection of its own app. */
export const unknownConnection: Check = {
  code: 'UNKNOWN_CONNECTION',
  summary: 'The connection a component names exists.',
  severity: 'error',
  examples: {
    good: {
      'connections/acme.json': { name: 'acme' },
      'modules/get-thing.json': { name: 'getThing', connection: 'acme' },
    },
    bad: {
      'connections/acme.json': { name: 'acme' },
      'modules/get-thing.json': { name: 'getThing', connection: 'acne' },
    },
  },
  check: (source) => brokenReferences(source, 'connection'),
};
