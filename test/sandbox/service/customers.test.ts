import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { member, openStage } from '../stage.ts';
import type { Answer, Stage } from '../stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => stage.sandbox.close());

const upsert = (fields: object): Promise<Answer> =>
  stage.api('POST', '/v1/customers', { phone_number: '+13105551234', ...fields });

const get = async (phone = '%2B13105551234'): Promise<unknown> =>
  (await stage.api('GET', `/v1/customers?phone_number=${phone}`)).body;

test('an update changes only the fields that are sent', async () => {
  expect((await upsert({ first_name: 'Matthew', last_name: 'Berry', properties: { a: '1' } })).status).toBe(201);
  expect((await upsert({ first_name: 'Matt' })).status).toBe(200);
  expect(await get()).toMatchObject({ first_name: 'Matt', last_name: 'Berry', properties: { a: '1' } });
});

test('properties merge by name and keep their types', async () => {
  await upsert({ properties: { kept: 'yes', count: 1 } });
  await upsert({ properties: { count: 2.5, vip: true, none: null } });
  expect(member(await get(), 'properties')).toEqual({ kept: 'yes', count: 2.5, vip: true, none: null });
});

test('a property may be called __proto__ or constructor', async () => {
  const body = '{"phone_number":"+13105551234","properties":{"__proto__":"a","constructor":"b"}}';
  const headers = { 'X-Token': stage.sandbox.token, 'Content-Type': 'application/json' };
  await fetch(`${stage.sandbox.apiBase}/v1/customers`, { method: 'POST', headers, body });
  expect((await stage.api('GET', '/v1/customers?phone_number=%2B13105551234')).text).toContain(
    '"properties":{"__proto__":"a","constructor":"b"}',
  );
});

test('a blank or null value clears a field, an absent one does not', async () => {
  await upsert({ first_name: 'A', last_name: 'B', email: 'c@example.com' });
  await upsert({ first_name: '', last_name: null });
  expect(await get()).toMatchObject({ first_name: null, last_name: null, email: 'c@example.com' });
});

test.each(['(310) 555-1234', '310.555.1234', '3105551234', '13105551234', '+1 310 555 1234'])(
  '%s is the customer +13105551234',
  async (phone_number) => {
    await upsert({ first_name: 'Same' });
    const answer = await stage.api('POST', '/v1/customers', { phone_number });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ phone_number: '+13105551234', first_name: 'Same' });
  },
);

test.each([
  '',
  '+',
  '12345',
  '+1234',
  '0105551234',
  '1105551234',
  '+0123456789',
  'abc',
  '+1310555123456',
  '++13105551234',
])('%p is no phone number', async (phone_number) => {
  expect((await stage.api('POST', '/v1/customers', { phone_number })).status).toBe(400);
});

test('a number outside North America is taken with its country code', async () => {
  const answer = await stage.api('POST', '/v1/customers', { phone_number: '+44 20 7946 0000' });
  expect(answer.body).toMatchObject({ phone_number: '+442079460000' });
});

test.each([
  ['at the top', { user_email: 'Ada@acme-pets.example' }],
  ['in an object of the same name', { user_email: { user_email: 'ada@acme-pets.example' } }],
  ['among the properties', { properties: { user_email: 'ada@acme-pets.example' } }],
])('user_email %s assigns the customer and is not stored as a property', async (_where, fields) => {
  const answer = await upsert(fields);
  expect(answer.body).toMatchObject({
    assignee: { email: 'ada@acme-pets.example', first_name: 'Ada', last_name: 'Agent' },
    properties: {},
  });
});

test('unsubscribing is remembered with its time and undone by subscribing', async () => {
  await upsert({ subscribed: 'false' });
  expect(await get()).toMatchObject({ subscribed: false, unsubscribed_at: '2026-03-01T12:00:00.000Z' });
  await upsert({ subscribed: true });
  expect(await get()).toMatchObject({ subscribed: true, unsubscribed_at: null });
});

test('closing takes the customer from its user and closes the thread', async () => {
  await stage.api('POST', '/v1/customers/close', { phone_number: '+13105550142' });
  const conversation = await stage.api('GET', '/v1/conversations/0b6f1a52-3c1d-4e8a-9f27-5a6b7c8d9e02');
  expect(conversation.body).toMatchObject({ state: 'closed', assignee: null });
});

test('a conversation holds the customer and its messages', async () => {
  const conversation = await stage.api('GET', '/v1/conversations/0b6f1a52-3c1d-4e8a-9f27-5a6b7c8d9e02');
  expect(conversation.body).toMatchObject({
    customer: { phone_number: '+13105550142' },
    assignee: { email: 'ada@acme-pets.example' },
    messages: [{ external_id: 'X6D2Xp_g8gkZTfOaWrUXmQ==', direction: 'inbound' }],
  });
});
