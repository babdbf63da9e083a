import { brokenReferences } from '../reference.ts';
import type { Check } from './check.ts';

/** An instant trigger can only listen to a webhook of its own app. */
export const unknownWebhook: Check = {
  code: 'UNKNOWN_WEBHOOK',
  summary: 'The webhook a module names exists.',
  severity: 'error',
  examples: {
    good: {
      'webhooks/new-thing.json': { name: 'newThing' },
      'modules/watch.json': { name: 'watch', webhook: 'newThing' },
    },
    bad: {
      'webhooks/new-thing.json': { name: 'newThing' },
      'modules/watch.json': { name: 'watch', webhook: 'newThings' },
    },
  },
  check: (source) => brokenReferences(source, 'webhook'),
};
