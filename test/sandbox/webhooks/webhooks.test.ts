import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { EVENTS } from '../../../src/sandbox/world/world-schema.ts';
import { member, openStage, openSubscriber } from '../stage.ts';
import type { Stage, Subscriber } from '../stage.ts';

let stage: Stage;
let subscriber: Subscriber;

beforeEach(async () => {
  stage = await openStage();
  subscriber = await openSubscriber(200);
});

afterEach(async () => {
  await stage.sandbox.close();
  await subscriber.close();
});

const receive = (phone_number: string, text: string): Promise<unknown> =>
  stage.control('POST', '/messages/receive', { phone_number, text });

test('a webhook is created with string booleans and shows all eleven flags', async () => {
  const webhook = {
    name: 'Cat',
    active: 'true',
    settings: { customer_state_changed: 'true', customer_created: 'false', unheard_of: 'true' },
    url: 'https://example.com/catch-a-hook',
    http_method: 'post',
  };
  const created = await stage.api('POST', '/v1/webhooks', { webhook });
  expect(created.status).toBe(201);
  expect(created.body).toEqual({
    id: 1,
    name: 'Cat',
    url: 'https://example.com/catch-a-hook',
    http_method: 'POST',
    active: true,
    settings: Object.fromEntries(EVENTS.map((event) => [event, event === 'customer_state_changed'])),
    created_at: '2026-03-01T12:00:00.000Z',
    updated_at: '2026-03-01T12:00:00.000Z',
  });
  expect((await stage.api('GET', '/v1/webhooks')).body).toEqual([created.body]);
  expect((await stage.api('GET', '/v1/webhooks/1')).body).toEqual(created.body);
});

test('an update changes what is sent and replaces the settings', async () => {
  const id = await stage.hook(subscriber.url, 'customer_created');
  const path = `/v1/webhooks/${id}`;
  const settings = { outbound_message: 'true' };
  const updated = await stage.api('PUT', path, { webhook: { active: 'false', settings } });
  expect(updated.status).toBe(200);
  expect(updated.body).toMatchObject({ id, name: 'test', active: false, url: subscriber.url });
  expect(updated.body).toMatchObject({ settings: { outbound_message: true, customer_created: false } });
  expect((await stage.api('PUT', path, { webhook: { name: '' } })).body).toEqual({ error: 'webhook[name] is empty' });
});

test('a deleted webhook is gone and its id is not given again', async () => {
  const id = await stage.hook(subscriber.url, 'customer_created');
  expect((await stage.api('DELETE', `/v1/webhooks/${id}`)).body).toEqual({ success: true });
  expect((await stage.api('DELETE', `/v1/webhooks/${id}`)).status).toBe(404);
  expect(await stage.hook(subscriber.url, 'customer_created')).toBe(id + 1);
});

test('only the listed events are delivered, and only to active webhooks', async () => {
  await stage.hook(subscriber.url, 'customer_created');
  const silent = await stage.hook(subscriber.url, 'customer_created');
  await stage.api('PUT', `/v1/webhooks/${silent}`, { webhook: { active: 'false' } });
  await stage.api('POST', '/v1/messages', { to: '+13105550155', text: 'hi' });
  await stage.settle();
  expect(subscriber.actions()).toEqual(['customer_created']);
});

test('a new customer is told as JSON with all its fields', async () => {
  await stage.hook(subscriber.url, 'customer_created');
  await stage.api('POST', '/v1/customers', {
    phone_number: '+13105551234',
    first_name: 'Matthew',
    properties: { a: '1' },
  });
  await stage.settle();
  expect(subscriber.received).toMatchObject([{ headers: { 'content-type': 'application/json' } }]);
  expect(subscriber.received[0]?.body).toEqual({
    uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    action: 'customer_created',
    company_publishable_key: stage.sandbox.publishableKey,
    customer: {
      phone_number: '+13105551234',
      first_name: 'Matthew',
      last_name: null,
      email: null,
      subscribed: true,
      unsubscribed_at: null,
      external_id: null,
      properties: { a: '1' },
    },
  });
});

test('a message from an assigned customer names its user, one from an unassigned does not', async () => {
  await stage.hook(subscriber.url, 'new_assigned_message', 'new_unassigned_message');
  await receive('+13105550142', 'Where is my order?');
  await receive('+13105551111', 'Hello?');
  await stage.settle();
  const byAction = Object.fromEntries(subscriber.received.map(({ body }) => [String(member(body, 'action')), body]));
  expect(byAction['new_assigned_message']).toMatchObject({
    text: 'Where is my order?',
    from_name: 'Dana Whitfield',
    to_name: 'Ada Agent',
    conversation_id: '0b6f1a52-3c1d-4e8a-9f27-5a6b7c8d9e02',
    external_id: expect.stringMatching(/^[A-Za-z0-9_-]{22}==$/),
    customer: { first_name: 'Dana', last_name: 'Whitfield', phone_number: '+13105550142', email: 'dana@example.com' },
    user: { first_name: 'Ada', last_name: 'Agent', email: 'ada@acme-pets.example' },
    media_url: null,
    tags: [],
  });
  expect(byAction['new_unassigned_message']).toMatchObject({ from_name: 'One Example', to_name: 'Acme Pets' });
  expect(byAction['new_unassigned_message']).not.toHaveProperty('user');
});

test('a message from a closed thread opens it again', async () => {
  await stage.api('POST', '/v1/customers/close', { phone_number: '+13105551111' });
  await stage.hook(subscriber.url, 'customer_state_changed');
  await receive('+13105551111', 'One more thing');
  await stage.settle();
  expect(subscriber.received).toMatchObject([{ body: { state: 'unreplied', previous_state: 'closed' } }]);
});

test('every event there is a cause for is sent for its cause', async () => {
  await stage.hook(subscriber.url, ...EVENTS);
  const phone_number = '+13105550188';
  await receive(phone_number, 'hi');
  await stage.control('POST', '/customers/assign', { phone_number, user_email: 'ben@acme-pets.example' });
  await receive(phone_number, 'stop');
  await stage.api('POST', '/v1/customers', { phone_number, subscribed: true });
  await stage.api('POST', '/v1/messages', { to: phone_number, text: 'welcome back' });
  const tagging = { external_id: 'X6D2Xp_g8gkZTfOaWrUXmQ==', tag_name: 'bug' };
  await stage.api('POST', '/v1/messages/tags', tagging);
  await stage.control('POST', '/messages/tag', tagging);
  await stage.control('POST', '/messages/untag', tagging);
  await stage.settle();
  expect(subscriber.actions().map(String).toSorted()).toEqual([
    'customer_created',
    'customer_state_changed',
    'customer_state_changed',
    'customer_subscribed',
    'customer_unsubscribed',
    'new_assigned_message',
    'new_unassigned_message',
    'outbound_message',
    'tag_added_to_message',
    'tag_removed_from_message',
    'user_assignment',
  ]);
  const added = subscriber.received.find(({ body }) => member(body, 'action') === 'tag_added_to_message');
  expect(added?.body).toMatchObject({ tag: { name: 'bug' }, tags: ['bug'], external_id: tagging.external_id });
});

test('a burst reaches the subscriber completely', async () => {
  await stage.hook(subscriber.url, 'outbound_message');
  const texts = Array.from({ length: 500 }, (_, index) => `message ${index}`);
  await Promise.all(texts.map((text) => stage.api('POST', '/v1/messages', { to: '+13105551111', text })));
  await stage.settle();
  expect(new Set(subscriber.received.map(({ body }) => member(body, 'text')))).toEqual(new Set(texts));
});
