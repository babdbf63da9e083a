import { ConnectorError } from '../../core/errors.ts';
import { ownValue, type Collection } from '../../core/json.ts';
import { looseNumber, textOf } from '../../iml/coerce.ts';
import { giveReply } from '../flow/give-reply.ts';
import type { WebhookReply } from '../flow/webhook-reply.ts';
import { remembered, type BuiltIn } from './built-in.ts';
import { headerEntries } from './name-value.ts';

/** Modules that answer the caller of a webhook. */
export const WEBHOOK_MODULES: readonly BuiltIn[] = [
  {
    name: 'gateway:WebhookRespond',
    label: 'Webhook response',
    summary: 'Answers whoever called the webhook that started the run; the first answer counts.',
    group: 'webhooks',
    kind: 'action',
    mappable: [
      { name: 'status', type: 'uinteger', label: 'Status', default: 200, validate: { min: 200, max: 599 } },
      { name: 'body', type: 'text', label: 'Body', multiline: true },
      {
        name: 'headers',
        type: 'array',
        label: 'Custom headers',
        advanced: true,
        labels: { add: 'Add a header', item: 'Header' },
        spec: [
          { name: 'key', type: 'text', label: 'Key', required: true },
          { name: 'value', type: 'text', label: 'Value' },
        ],
      },
    ],
    role: () => ({
      ...remembered((input, { run }) => {
        giveReply(replyOf(input), run);
        return [{}];
      }),
      answers: true,
    }),
  },
];

function replyOf(input: Collection): WebhookReply {
  const status = looseNumber(ownValue(input, 'status')) ?? 200;
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new ConnectorError('BundleValidationError', `${status} is no HTTP status an answer can have.`);
  }
  return {
    status,
    headers: Object.fromEntries(headerEntries(ownValue(input, 'headers'))),
    body: textOf(ownValue(input, 'body')),
  };
}
