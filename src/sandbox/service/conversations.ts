import type { Collection } from '../../core/json.ts';
import { assigneeOf, customerView } from './customers.ts';
import { refusal, reply } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { ApiCall } from './sonar.ts';
import type { Message } from '../world/world-schema.ts';

/** GET /conversations/:conversation_id: the customer and the messages exchanged, oldest first. */
export function getConversation({ sonar, path }: ApiCall): Reply {
  const customer = sonar.world.conversations.get(path['conversation_id'] ?? '');
  if (customer === undefined) return refusal(404, 'Conversation not found');
  return reply(200, {
    conversation_id: customer.conversation_id,
    state: customer.state,
    assignee: assigneeOf(sonar.world, customer),
    customer: customerView(customer),
    messages: sonar.world.thread(customer.conversation_id).map(messageView),
  });
}

function messageView(message: Message): Collection {
  const { conversation_id: _conversation, campaign_id: _campaign, failure_code: _failure, ...shown } = message;
  return shown;
}
