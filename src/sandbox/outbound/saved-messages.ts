import type { Instance } from './outbound-world.ts';
import { fillVariables } from './signatures.ts';

/** What a saved message is for, and what choosing it asks for. */
export interface SavedMessage {
  readonly name: string;
  readonly kind: 'mass' | 'triggered';
  readonly body: string;
  /** Times of the outage that must be given; others may not. */
  readonly fields: readonly OutageField[];
  /** What the accounts may be narrowed by. */
  readonly filters: readonly AccountFilter[];
  /** Names that may stand in its text, as `|NAME|`. */
  readonly variables: readonly string[];
}

export type OutageField = 'outage_start' | 'outage_end';
export type AccountFilter = 'status' | 'network_site' | 'account_ids';

const WHO = ['ACCOUNT_NAME', 'CONTACT_NAME'] as const;
const VARIABLES = { outage_start: 'OUTAGE_START', outage_end: 'OUTAGE_END' } as const;

/** The only three a mass message can be made of. */
const MASS: readonly SavedMessage[] = [
  mass({
    name: 'Planned Outage',
    body: 'Maintenance is planned from |OUTAGE_START| to |OUTAGE_END|. Your service may be interrupted.',
    fields: ['outage_start', 'outage_end'],
    filters: ['status', 'network_site', 'account_ids'],
  }),
  mass({
    name: 'Unplanned Outage',
    body: 'We have an outage since |OUTAGE_START| and expect service to be back by |OUTAGE_END|.',
    fields: ['outage_start', 'outage_end'],
    filters: ['network_site', 'account_ids'],
  }),
  mass({
    name: 'Unplanned Outage (no restoration ETA)',
    body: 'We have an outage since |OUTAGE_START| and are working on it.',
    fields: ['outage_start'],
    filters: ['network_site', 'account_ids'],
  }),
];

/** One for each occasion that sends a text by itself. */
const TRIGGERED: readonly SavedMessage[] = [
  triggered('Invoice Created', 'A new invoice for |ACCOUNT_NAME| is ready.'),
  triggered('Payment Failed', 'A payment for |ACCOUNT_NAME| did not go through. Please check it.'),
  triggered('Appointment Scheduled', 'Hello |CONTACT_NAME|, your appointment is scheduled.'),
  triggered('Site Maintenance', 'Maintenance at |ACCOUNT_NAME| is about to begin.'),
];

/** An occasion and what it sends; the occasion fixes the saved message. */
export const TRIGGERS = {
  invoice_created: { savedMessage: 'Invoice Created', entity: 'account' },
  payment_failed: { savedMessage: 'Payment Failed', entity: 'account' },
  appointment_scheduled: { savedMessage: 'Appointment Scheduled', entity: 'account' },
  site_maintenance: { savedMessage: 'Site Maintenance', entity: 'network_site' },
} as const;

export type TriggerName = keyof typeof TRIGGERS;

/** The names of the occasions. */
export const TRIGGER_NAMES = Object.keys(TRIGGERS) as [TriggerName, ...TriggerName[]];

/** All saved messages, with the texts people gave them. */
export function savedMessages({ saved_messages }: Instance): readonly SavedMessage[] {
  const changed = new Map(saved_messages.map(({ name, body }) => [name, body]));
  return [...MASS, ...TRIGGERED].map((each) => ({ ...each, body: changed.get(each.name) ?? each.body }));
}

/** The saved message of a name, if there is one. */
export function savedMessage(instance: Instance, name: string): SavedMessage | undefined {
  return savedMessages(instance).find((each) => each.name === name);
}

/** The first `|NAME|` of a text that a saved message has no value for. */
export function unknownVariable({ variables }: SavedMessage, body: string): string | undefined {
  return [...body.matchAll(/\|([A-Z_]+)\|/g)].map(([, name = '']) => name).find((name) => !variables.includes(name));
}

/** The text of a saved message for one contact. */
export function renderSaved(
  saved: SavedMessage,
  who: { readonly account: string; readonly contact: string },
  outage: Readonly<Partial<Record<OutageField, string>>> = {},
): string {
  return fillVariables(saved.body, {
    ACCOUNT_NAME: who.account,
    CONTACT_NAME: who.contact,
    OUTAGE_START: outage.outage_start ?? '',
    OUTAGE_END: outage.outage_end ?? '',
  });
}

function mass(saved: Pick<SavedMessage, 'name' | 'body' | 'fields' | 'filters'>): SavedMessage {
  return { ...saved, kind: 'mass', variables: [...WHO, ...saved.fields.map((field) => VARIABLES[field])] };
}

function triggered(name: string, body: string): SavedMessage {
  return { name, kind: 'triggered', body, fields: [], filters: [], variables: WHO };
}
