import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { member, openSubscriber } from '../stage.ts';
import type { Subscriber } from '../stage.ts';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';

let stage: OutboundStage;
let subscriber: Subscriber;
beforeEach(async () => {
  stage = await openOutbound();
  subscriber = await openSubscriber();
});
afterEach(async () => {
  await stage.sandbox.close();
  await subscriber.close();
});

async function register(user: 'admin' | 'fiber' = 'admin'): Promise<number> {
  const answer = await stage.call('POST', '/webhooks', { name: 'Statuses', url: subscriber.url }, user);
  return Number(member(answer.body, 'id'));
}

async function send(): Promise<void> {
  await stage.call('POST', '/triggered_messages', { trigger: 'payment_failed', account_id: 2 });
  await stage.pass(60);
}

const told = () =>
  subscriber.received.map(({ body }) => [member(body, 'previous_status'), member(body, 'current', 'status')]);

test('every new status is told, with the text as it is then and a uuid of its own', async () => {
  await register();
  await send();
  expect(told()).toEqual([
    ['Pending', 'In Progress'],
    ['In Progress', 'Sent'],
    ['Sent', 'Delivered'],
  ]);
  expect(subscriber.received[2]?.body).toMatchObject({
    event: 'sms_status_changed',
    object_id: 1,
    instance: 'acme-internet',
    current: { id: 1, phone_number: '+15105550123', status: 'Delivered', reject_reason: null },
  });
  expect(new Set(subscriber.received.map(({ body }) => member(body, 'uuid'))).size).toBe(3);
});

test('a webhook hears of its own instance only, and of nothing once it is removed', async () => {
  await register('fiber');
  await send();
  expect(told()).toEqual([]);
  const id = await register();
  expect((await stage.call('DELETE', `/webhooks?id=${id}`)).status).toBe(200);
  expect((await stage.call('DELETE', `/webhooks?id=${id}`)).status).toBe(404);
  await send();
  expect(told()).toEqual([]);
});

test('a subscriber that fails is tried again, and deliveries are listed with the others', async () => {
  await subscriber.close();
  subscriber = await openSubscriber(500, 200);
  const id = await register();
  await stage.call('POST', '/triggered_messages', { trigger: 'payment_failed', account_id: 2 });
  await stage.pass(10);
  expect(told()).toEqual([
    ['Pending', 'In Progress'],
    ['Pending', 'In Progress'],
  ]);
  expect((await stage.control('GET', `/deliveries?event=sms_status_changed&webhook_id=${id}`)).body).toMatchObject({
    deliveries: [{ state: 'delivered', attempts: [{ status: 500 }, { status: 200 }] }],
  });
});

test('its id is that of no webhook of the other service', async () => {
  const [one, other] = [await stage.hook(subscriber.url, 'customer_created'), await register()];
  expect(other).not.toBe(one);
  await stage.api('DELETE', `/v1/webhooks/${other}`);
  expect((await stage.call('GET', '/webhooks')).body).toMatchObject([{ id: other }]);
});

test.each([
  [{ name: 'X', url: 'ftp://example.com' }, 'url: an http or https address'],
  [{ name: 'X', url: 'no address' }, 'url: an http or https address'],
  [{ url: 'http://127.0.0.1:9/' }, 'name'],
  [{ name: 'X', url: 'http://127.0.0.1:9/', event: 'customer_created' }, 'event'],
])('%j is refused', async (body, error) => {
  expect(await stage.call('POST', '/webhooks', body)).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining(error) },
  });
});
