import { ownValue } from '../../core/json.ts';
import { componentsOf, nameOf } from '../component.ts';
import type { Check } from './check.ts';

/** What is registered at the service must be removable, or hooks stay behind for ever. */
export const attachWithoutDetach: Check = {
  code: 'ATTACH_WITHOUT_DETACH',
  summary: 'A webhook with an attach has a detach.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: { 'webhooks/a.json': { name: 'a', attach: { url: '/hooks' }, detach: { url: '/hooks/{{webhook.id}}' } } },
    bad: { 'webhooks/a.json': { name: 'a', attach: { url: '/hooks' } } },
  },
  check: (source) =>
    componentsOf(source, 'webhook')
      .filter((file) => ownValue(file.json, 'attach') !== undefined && ownValue(file.json, 'detach') === undefined)
      .map((file) => ({
        file,
        pointer: '/attach',
        key: true,
        message: `The webhook "${nameOf(file)}" is registered at the service, but never removed.`,
        fix: 'Add "detach": the request that removes what "attach" has registered.',
      })),
};
