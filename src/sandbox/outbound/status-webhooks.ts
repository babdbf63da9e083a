import type { Collection } from '../../core/json.ts';
import { newUuid } from '../service/identifiers.ts';
import type { Sonar } from '../service/sonar.ts';
import { STATUS_CHANGED } from './outbound-schema.ts';
import type { OutboundMessage, Status } from './outbound-schema.ts';
import type { Instance } from './outbound-world.ts';

/** Tells every active webhook of the instance that a text has another status. */
export function publishStatus(sonar: Sonar, instance: Instance, message: OutboundMessage, previous: Status): void {
  for (const webhook of instance.webhooks) {
    if (!webhook.active) continue;
    sonar.deliver({ ...webhook, http_method: 'POST' }, STATUS_CHANGED, {
      uuid: newUuid(),
      event: STATUS_CHANGED,
      object_id: message.id,
      instance: instance.id,
      previous_status: previous,
      current: messageView(message),
    });
  }
}

/** A text as the service shows it: what it goes on with is its own business. */
export function messageView({ next_at: _next, account_id: _account, ...message }: OutboundMessage): Collection {
  return { ...message };
}
