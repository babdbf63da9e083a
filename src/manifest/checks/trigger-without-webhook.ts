import { componentsOf, nameOf, textAt } from '../component.ts';
import type { Check } from './check.ts';

/** An instant trigger is started by deliveries, so something must take them in. */
export const triggerWithoutWebhook: Check = {
  code: 'TRIGGER_WITHOUT_WEBHOOK',
  summary: 'An instant trigger names its webhook.',
  severity: 'error',
  examples: {
    good: { 'modules/watch.json': { name: 'watch', moduleType: 'instant_trigger', webhook: 'newThing' } },
    bad: { 'modules/watch.json': { name: 'watch', moduleType: 'instant_trigger' } },
  },
  check: (source) =>
    componentsOf(source, 'module')
      .filter((file) => textAt(file, 'moduleType') === 'instant_trigger' && textAt(file, 'webhook') === undefined)
      .map((file) => ({
        file,
        pointer: '/moduleType',
        message: `The instant trigger "${nameOf(file)}" has no webhook.`,
        fix: 'Add "webhook" with the name of a file in webhooks/.',
      })),
};
