import { textOf } from '../model/text-of.ts';
import type { Values } from '../model/values.ts';

/** The label of the name of a webhook. A field of an app that is called so takes that name and is not asked for twice. */
export const WEBHOOK_NAME = 'Webhook Name';

function isName(field: Values): boolean {
  return textOf(field['label']) === WEBHOOK_NAME;
}

/** What a person fills in besides the name. */
export function fieldsBesidesName(fields: readonly Values[]): readonly Values[] {
  return fields.filter((field) => !isName(field));
}

/** Values with the name in the field of the app that takes it. */
export function withWebhookName(fields: readonly Values[], values: Values, name: string): Values {
  const named = fields.filter(isName).map((field) => [textOf(field['name']), name]);
  return { ...values, ...Object.fromEntries(named) };
}
