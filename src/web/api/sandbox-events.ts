import { sandboxRequest } from './sandbox.ts';

/** The event of the sandbox that each webhook of the Sonar app listens to. */
const EVENT_OF: Readonly<Record<string, string>> = {
  newCustomer: 'customer_created',
  customerStateChanged: 'customer_state_changed',
  newAssignedMessage: 'new_assigned_message',
  newUnassignedMessage: 'new_unassigned_message',
  newOutboundMessage: 'outbound_message',
  tagAdded: 'tag_added_to_message',
  tagsRemoved: 'tag_removed_from_message',
};

/** The event a webhook listens to, by the name of its component; undefined when the sandbox cannot make it happen. */
export function sandboxEventOf(webhook: string): string | undefined {
  return Object.hasOwn(EVENT_OF, webhook) ? EVENT_OF[webhook] : undefined;
}

/** What is to happen in the sandbox. */
export interface SandboxEvent {
  readonly event: string;
  /** Of whom; a new customer by default. */
  readonly phone_number?: string;
  readonly text?: string;
}

/** Makes an event happen; resolves with how many webhooks hear of it and whom it happened to. */
export function makeHappen(
  event: SandboxEvent,
): Promise<{ readonly webhooks: number; readonly customer: { readonly phone_number: string } }> {
  return sandboxRequest('POST', '/__sandbox/events', { body: event });
}
