import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member, openStage, openSubscriber } from '../stage.ts';
import type { Answer, Stage, Subscriber } from '../stage.ts';

const WORDS = [
  'stop',
  'unsubscribe',
  'end',
  'cancel',
  'quit',
  'stopall',
  'stop messaging',
  'stop texting',
  'stop texting me',
  'stop messaging me',
  'leave me alone',
  'wrong number',
  'do not contact me',
];
const KEYWORDS = [...WORDS, ...WORDS.map((word) => `${word}!`)];
const ONE = '+13105551111';

let stage: Stage;
let subscriber: Subscriber;

beforeEach(async () => {
  stage = await openStage();
  subscriber = await openSubscriber(200);
  await stage.hook(subscriber.url, 'customer_subscribed', 'customer_unsubscribed');
});
afterEach(async () => {
  await stage.sandbox.close();
  await subscriber.close();
});

const write = (text: string): Promise<Answer> =>
  stage.control('POST', '/messages/receive', { phone_number: ONE, text });
async function isSubscribed(): Promise<unknown> {
  const { body } = await stage.api('GET', `/v1/customers?phone_number=${encodeURIComponent(ONE)}`);
  return member(body, 'subscribed');
}

test('there are 26 keywords', () => {
  expect(new Set(KEYWORDS).size).toBe(26);
});

test.each(KEYWORDS)('a customer unsubscribes by writing %s alone, in any case', async (keyword) => {
  await write(`please ${keyword}`);
  expect(await isSubscribed()).toBe(true);
  await write(` ${keyword.toUpperCase()} `);
  expect(await isSubscribed()).toBe(false);
  await stage.settle();
  expect(subscriber.actions()).toEqual(['customer_unsubscribed']);
});

describe('the company changes a subscription', () => {
  test.each([
    ['the API', (subscribed: boolean) => stage.api('POST', '/v1/customers', { phone_number: ONE, subscribed })],
    [
      'the toggle of the page',
      (subscribed: boolean) => stage.control('POST', '/customers/change', { phone_number: ONE, subscribed }),
    ],
  ])('by %s; webhooks hear of each change once', async (_way, set) => {
    await set(false);
    await set(false);
    expect(await isSubscribed()).toBe(false);
    await stage.settle();
    await set(true);
    expect(await isSubscribed()).toBe(true);
    await stage.settle();
    expect(subscriber.actions()).toEqual(['customer_unsubscribed', 'customer_subscribed']);
    expect(subscriber.received.map(({ body }) => member(body, 'customer', 'unsubscribed_at'))).toEqual([
      '2026-03-01T12:00:00.000Z',
      null,
    ]);
  });
});

test('the unsubscribed get no messages and no campaigns from calls', async () => {
  await write('stop');
  const message = await stage.api('POST', '/v1/messages', { to: ONE, text: 'Hi' });
  const campaign = await stage.api('POST', '/v1/campaigns', { to: ONE, campaign_id: '1' });
  for (const { status, body } of [message, campaign]) {
    expect([status, member(body, 'status')]).toEqual([200, 'unsubscribed']);
  }
  expect(member((await stage.control('GET', '/messages?direction=outbound')).body, 'total')).toBe(0);
});
