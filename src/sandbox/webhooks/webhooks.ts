import { ownValue } from '../../core/json.ts';
import type { Collection } from '../../core/json.ts';
import { given } from '../http/given.ts';
import { refusal, reply, success } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { timestamp } from '../service/sonar.ts';
import type { ApiCall } from '../service/sonar.ts';
import { flag, object, oneOf, optional, readParameters, required, text, webAddress } from '../http/validate.ts';
import type { Declaration, Outcome, Values } from '../http/validate.ts';
import { EVENTS } from '../world/world-schema.ts';
import type { Webhook } from '../world/world-schema.ts';

const METHODS = ['POST', 'PUT', 'PATCH'] as const;

const NEW_WEBHOOK = {
  name: required(text),
  active: required(flag),
  settings: required(eventFlags),
  url: required(webAddress),
  http_method: required(oneOf(METHODS)),
};

const CHANGED_WEBHOOK = {
  name: optional(text, 'is empty'),
  active: optional(flag, 'is empty'),
  settings: optional(eventFlags, 'is empty'),
  url: optional(webAddress, 'is empty'),
  http_method: optional(oneOf(METHODS), 'is empty'),
};

/** GET /webhooks: all of them, as a bare array. */
export function listWebhooks({ sonar }: ApiCall): Reply {
  return reply(200, [...sonar.world.webhooks.values()]);
}

/** GET /webhooks/:id. */
export function getWebhook(call: ApiCall): Reply {
  const webhook = find(call);
  return webhook === undefined ? unknownWebhook() : reply(200, webhook);
}

/** POST /webhooks: registers one; events left out of its settings are off. */
export function createWebhook({ sonar, params }: ApiCall): Reply {
  const read = readWebhook(params, NEW_WEBHOOK);
  if (!read.ok) return read.reply;
  const now = timestamp(sonar);
  const { name, url, http_method, active, settings } = read.values;
  const id = sonar.world.newWebhookId();
  const webhook: Webhook = { id, name, url, http_method, active, settings, created_at: now, updated_at: now };
  sonar.world.webhooks.set(id, webhook);
  return reply(201, webhook);
}

/** PUT and PATCH /webhooks/:id: changes what is sent; settings are replaced as a whole. */
export function updateWebhook(call: ApiCall): Reply {
  const webhook = find(call);
  if (webhook === undefined) return unknownWebhook();
  const read = readWebhook(call.params, CHANGED_WEBHOOK);
  if (!read.ok) return read.reply;
  Object.assign(webhook, given(read.values), { updated_at: timestamp(call.sonar) });
  return reply(200, webhook);
}

/** DELETE /webhooks/:id: nothing is delivered to it any more. */
export function deleteWebhook(call: ApiCall): Reply {
  const webhook = find(call);
  if (webhook === undefined) return unknownWebhook();
  call.sonar.world.webhooks.delete(webhook.id);
  return success(200);
}

function find({ sonar, path }: ApiCall): Webhook | undefined {
  const id = path['id'] ?? '';
  return /^\d{1,15}$/.test(id) ? sonar.world.webhooks.get(Number(id)) : undefined;
}

function unknownWebhook(): Reply {
  return refusal(404, 'Webhook not found');
}

/** Everything stands below `webhook`; without it, that is said first and then everything required in it. */
function readWebhook<D extends Declaration>(
  params: Collection,
  declared: D,
): { readonly ok: true; readonly values: Values<D> } | { readonly ok: false; readonly reply: Reply } {
  const outer = object(ownValue(params, 'webhook'));
  const present = ownValue(params, 'webhook') !== undefined;
  if (!outer.ok && present) return { ok: false, reply: refusal(400, 'webhook is invalid') };
  const inner = readParameters(outer.ok ? outer.value : {}, declared, { nameOf: (name) => `webhook[${name}]` });
  if (outer.ok) return inner;
  const also = inner.ok ? '' : `, ${String(ownValue(inner.reply.body, 'error'))}`;
  return { ok: false, reply: refusal(400, `webhook is missing${also}`) };
}

/** All eleven flags as booleans; names that are no events are ignored. */
function eventFlags(value: unknown): Outcome<Webhook['settings']> {
  const outer = object(value);
  if (!outer.ok) return outer;
  const settings = {} as Webhook['settings'];
  for (const event of EVENTS) {
    const sent = flag(ownValue(outer.value, event) ?? false);
    if (!sent.ok) return { ok: false, complaint: 'is invalid' };
    settings[event] = sent.value;
  }
  return { ok: true, value: settings };
}
