import { ownValue } from '../../core/json.ts';
import { componentsOf, nameOf } from '../component.ts';
import { isBelow } from '../reads.ts';
import type { Check } from './check.ts';

/** What attach stored is read by either name. */
const HELD: ReadonlySet<string> = new Set(['webhook', 'data']);

/** A detach that does not say which hook could remove another one. */
export const detachIgnoresWebhook: Check = {
  code: 'DETACH_IGNORES_WEBHOOK',
  summary: 'A detach names the hook by a value of webhook.*.',
  severity: 'warning',
  examples: {
    good: { 'webhooks/a.json': { name: 'a', detach: { method: 'DELETE', url: '/hooks/{{webhook.externalId}}' } } },
    bad: { 'webhooks/a.json': { name: 'a', detach: { method: 'DELETE', url: '/hooks' } } },
  },
  check: (source) =>
    componentsOf(source, 'webhook')
      .filter((file) => ownValue(file.json, 'detach') !== undefined)
      .filter((file) => !source.readsOf(file).some((read) => HELD.has(read.path[0] ?? '') && isBelow(read, '/detach')))
      .map((file) => ({
        file,
        pointer: '/detach',
        key: true,
        message: `The detach of "${nameOf(file)}" uses no value of the hook it is to remove.`,
        fix: 'Use what attach stored with "response.data", for example {{webhook.externalId}}, or {{webhook.url}}.',
      })),
};
