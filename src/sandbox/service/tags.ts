import { refusal, reply, success } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { ApiCall, Sonar } from './sonar.ts';
import { readParameters, required, text } from '../http/validate.ts';
import type { Customer, Message } from '../world/world-schema.ts';

const TAGGING = { external_id: required(text), tag_name: required(text) };

/** GET /tags: the tags that exist. */
export function listTags({ sonar }: ApiCall): Reply {
  return reply(
    200,
    [...sonar.world.tags].map((name) => ({ name })),
  );
}

/** POST /messages/tags: puts a tag on the message with an external id. */
export function appendTag({ sonar, params }: ApiCall): Reply {
  const read = readParameters(params, TAGGING);
  return read.ok ? tagMessage(sonar, read.values.external_id, read.values.tag_name) : read.reply;
}

/** Puts a tag on a message; webhooks hear of it unless the message has it already. */
export function tagMessage(sonar: Sonar, externalId: string, tag: string): Reply {
  const found = find(sonar, externalId, tag);
  if (!found.ok) return found.reply;
  const { message, customer } = found;
  if (message.tags.includes(tag)) return success(201);
  message.tags.push(tag);
  sonar.publish('tag_added_to_message', { customer, message, also: { tag: { name: tag } } });
  return success(201);
}

/** Takes a tag off a message; webhooks hear of it when the message had it. */
export function untagMessage(sonar: Sonar, externalId: string, tag: string): Reply {
  const found = find(sonar, externalId, tag);
  if (!found.ok) return found.reply;
  const { message, customer } = found;
  if (!message.tags.includes(tag)) return success(200);
  message.tags = message.tags.filter((name) => name !== tag);
  sonar.publish('tag_removed_from_message', { customer, message, also: { tag: { name: tag } } });
  return success(200);
}

/** The refusal of a tag that does not exist. */
export function unknownTag(name: string): Reply {
  return refusal(400, `Tag not found: ${name}`);
}

function find(
  sonar: Sonar,
  externalId: string,
  tag: string,
):
  | { readonly ok: true; readonly message: Message; readonly customer: Customer }
  | { readonly ok: false; readonly reply: Reply } {
  if (!sonar.world.tags.has(tag)) return { ok: false, reply: unknownTag(tag) };
  const message = sonar.world.message(externalId);
  const customer = message === undefined ? undefined : sonar.world.conversations.get(message.conversation_id);
  if (message === undefined || customer === undefined) return { ok: false, reply: refusal(404, 'Message not found') };
  return { ok: true, message, customer };
}
