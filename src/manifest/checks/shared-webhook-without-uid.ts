import { ownValue } from '../../core/json.ts';
import { componentsOf, nameOf, textAt } from '../component.ts';
import type { Check } from './check.ts';

/** At an address that all accounts have in common a delivery has to say whose it is, or it reaches nobody. */
export const sharedWebhookWithoutUid: Check = {
  code: 'SHARED_WEBHOOK_WITHOUT_UID',
  summary: 'A shared webhook has a connection, and says by uid whose a delivery is.',
  severity: 'error',
  inMake: 'warning',
  examples: {
    good: {
      'connections/acme.json': { name: 'acme' },
      'webhooks/a.json': {
        name: 'a',
        webhookType: 'web-shared',
        connection: 'acme',
        communication: { uid: '{{body.account}}' },
      },
    },
    bad: { 'webhooks/a.json': { name: 'a', webhookType: 'web-shared' } },
  },
  check: (source) =>
    componentsOf(source, 'webhook')
      .filter((file) => textAt(file, 'webhookType') === 'web-shared')
      .filter(
        (file) =>
          textAt(file, 'connection') === undefined ||
          ownValue(ownValue(file.json, 'communication'), 'uid') === undefined,
      )
      .map((file) => ({
        file,
        pointer: '/webhookType',
        message: `Deliveries of the shared webhook "${nameOf(file)}" cannot be told apart by account.`,
        fix: 'Give it a "connection", and its "communication" a "uid" that equals the uid of that connection.',
      })),
};
