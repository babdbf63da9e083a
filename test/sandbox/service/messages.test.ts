import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isUnsubscribeKeyword } from '../../../src/sandbox/service/threads.ts';
import { member, openStage } from '../stage.ts';
import type { Answer, Stage } from '../stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => stage.sandbox.close());

const say = (text: string, to = '+13105551111'): Promise<Answer> => stage.api('POST', '/v1/messages', { to, text });

const messages = async (): Promise<unknown[]> => {
  const all = member((await stage.control('GET', '/state')).body, 'messages');
  return Array.isArray(all) ? (all as unknown[]) : [];
};

test('a message to an unknown number adds a subscribed customer', async () => {
  expect((await say('hi', '(310) 555-0177')).body).toEqual({ to: '(310) 555-0177', text: 'hi', status: 'queued' });
  expect((await stage.api('GET', '/v1/customers?phone_number=3105550177')).body).toMatchObject({
    subscribed: true,
    assigned_phone_number: '+17573780424',
  });
});

test('the same text to the same customer is prevented for seven seconds', async () => {
  await say('hello');
  await stage.clock.advance(6_999);
  const second = await say('hello');
  expect([second.status, second.body]).toEqual([403, { error: 'Forbidden' }]);
  await stage.clock.advance(1);
  expect((await say('hello')).status).toBe(202);
  expect(await messages()).toHaveLength(3);
});

test('another text, or another customer, is no duplicate', async () => {
  await say('hello');
  expect((await say('hello!')).status).toBe(202);
  expect((await say('hello', '+13105550142')).status).toBe(202);
});

test('the status of a duplicate can be chosen', async () => {
  await stage.control('POST', '/settings', { duplicateStatus: 409 });
  await say('hello');
  expect((await say('hello')).status).toBe(409);
});

test('nothing is stored for an unsubscribed customer or an unknown tag', async () => {
  const before = await messages();
  await say('hello', '+15105550123');
  await stage.api('POST', '/v1/messages', { to: '+13105550166', text: 'hi', tag_names: ['nope'] });
  expect(await messages()).toEqual(before);
  expect((await stage.api('GET', '/v1/customers?phone_number=%2B13105550166')).status).toBe(404);
});

test('tags of a message are kept once each', async () => {
  await stage.api('POST', '/v1/messages', { to: '+13105551111', text: 'hi', tag_names: ['vip', 'bug', 'vip'] });
  expect(member((await messages()).at(-1), 'tags')).toEqual(['vip', 'bug']);
});

test('variants of a campaign take turns and are filled in', async () => {
  const text = async (): Promise<unknown> => {
    const sending = { to: '+13105551111', campaign_id: 'test_campaign_CxkoWx' };
    return member((await stage.api('POST', '/v1/campaigns', sending)).body, 'text');
  };
  expect([await text(), await text(), await text()]).toEqual([
    'Hi One, Acme Pets has new toys in.',
    'One, your pet will love our new toys!',
    'Hi One, Acme Pets has new toys in.',
  ]);
});

test('a campaign with send_at goes out at its time, once', async () => {
  const before = (await messages()).length;
  const sending = { to: '+13105551111', campaign_id: 'test_d0Bu23', send_at: '2026-03-01T14:00:00+01:00' };
  expect((await stage.api('POST', '/v1/campaigns', sending)).status).toBe(202);
  await stage.control('POST', '/clock', { advanceMs: 3_599_999 });
  expect(await messages()).toHaveLength(before);
  await stage.control('POST', '/clock', { advanceMs: 1 });
  await stage.control('POST', '/clock', { advanceMs: 86_400_000 });
  expect((await messages()).slice(before)).toMatchObject([{ text: 'sent', created_at: '2026-03-01T13:00:00.000Z' }]);
});

test('a planned campaign spares who has unsubscribed meanwhile', async () => {
  const before = await messages();
  const sending = { to: '+13105551111', campaign_id: 'test_d0Bu23', send_at: '2026-03-01T12:01:00Z' };
  await stage.api('POST', '/v1/campaigns', sending);
  await stage.api('POST', '/v1/customers', { phone_number: '+13105551111', subscribed: false });
  await stage.control('POST', '/clock', { advanceMs: 60_000 });
  expect(await messages()).toEqual(before);
});

test('a campaign counts its recipients and the answers to it', async () => {
  await stage.api('POST', '/v1/campaigns', { to: '+13105551111', campaign_id: 'test_d0Bu23' });
  await stage.control('POST', '/messages/receive', { phone_number: '+13105551111', text: 'thanks' });
  await stage.control('POST', '/messages/receive', { phone_number: '+13105551111', text: 'again' });
  expect(member((await stage.control('GET', '/state')).body, 'campaigns', 0)).toMatchObject({
    recipients: 1,
    responses: 1,
  });
});

test.each(['stop', 'STOP', ' Stop! ', 'leave me alone!', 'wrong number', 'stopall', 'do not contact me!'])(
  'the inbound text %p unsubscribes',
  async (text) => {
    await stage.control('POST', '/messages/receive', { phone_number: '+13105551111', text });
    expect((await say('hello')).body).toMatchObject({ status: 'unsubscribed' });
  },
);

test.each(['please stop', 'stop!!', 'stop.', 'start', ''])('the text %p does not unsubscribe', (text) => {
  expect(isUnsubscribeKeyword(text)).toBe(false);
});
