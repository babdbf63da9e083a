import type { Access } from './auth.ts';
import { listCampaigns, sendCampaign } from '../service/campaigns.ts';
import { getConversation } from '../service/conversations.ts';
import { closeCustomer, getCustomer, unassignCustomer, upsertCustomer } from '../service/customers.ts';
import { sendMessage } from '../service/messages.ts';
import { availableNumber } from '../service/phone-numbers.ts';
import { listDefinitions } from '../properties/definitions.ts';
import { deleteProperty } from '../service/properties.ts';
import type { Handler } from '../service/sonar.ts';
import { appendTag, listTags } from '../service/tags.ts';
import { createWebhook, deleteWebhook, getWebhook, listWebhooks, updateWebhook } from '../webhooks/webhooks.ts';

/** One endpoint of the API, below /api/v1. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly access: Access;
  readonly handler: Handler;
}

/** Every endpoint. */
export const ROUTES: readonly Route[] = [
  { method: 'post', path: '/customers', access: 'private', handler: upsertCustomer },
  { method: 'get', path: '/customers', access: 'private', handler: getCustomer },
  { method: 'post', path: '/customers/close', access: 'private', handler: closeCustomer },
  { method: 'post', path: '/customers/unassign', access: 'private', handler: unassignCustomer },
  { method: 'delete', path: '/customers/properties', access: 'private', handler: deleteProperty },
  { method: 'get', path: '/property_definitions', access: 'private', handler: listDefinitions },
  { method: 'post', path: '/messages', access: 'private', handler: sendMessage },
  { method: 'post', path: '/messages/tags', access: 'private', handler: appendTag },
  { method: 'get', path: '/tags', access: 'private', handler: listTags },
  { method: 'get', path: '/campaigns', access: 'private', handler: listCampaigns },
  { method: 'post', path: '/campaigns', access: 'private', handler: sendCampaign },
  { method: 'get', path: '/phone_numbers/available', access: 'publishable', handler: availableNumber },
  { method: 'get', path: '/webhooks', access: 'private', handler: listWebhooks },
  { method: 'post', path: '/webhooks', access: 'private', handler: createWebhook },
  { method: 'get', path: '/webhooks/:id', access: 'private', handler: getWebhook },
  { method: 'put', path: '/webhooks/:id', access: 'private', handler: updateWebhook },
  { method: 'patch', path: '/webhooks/:id', access: 'private', handler: updateWebhook },
  { method: 'delete', path: '/webhooks/:id', access: 'private', handler: deleteWebhook },
  { method: 'get', path: '/conversations/:conversation_id', access: 'private', handler: getConversation },
];
