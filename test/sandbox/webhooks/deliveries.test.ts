import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { member, openStage, openSubscriber, START } from '../stage.ts';
import type { Stage, Subscriber } from '../stage.ts';

let stage: Stage;
let subscriber: Subscriber | undefined;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(async () => {
  await stage.sandbox.close();
  await subscriber?.close();
});

async function happen(url: string): Promise<number> {
  const id = await stage.hook(url, 'customer_created');
  await stage.api('POST', '/v1/customers', { phone_number: '+13105551234' });
  await stage.settle();
  return id;
}

const only = async (): Promise<unknown> => member((await stage.control('GET', '/deliveries')).body, 'deliveries', 0);

const advance = (advanceMs: number): Promise<unknown> => stage.control('POST', '/clock', { advanceMs });

/** Seconds after the start of each attempt. */
async function attemptTimes(): Promise<number[]> {
  const attempts = member(await only(), 'attempts') as { at: string }[];
  return attempts.map(({ at }) => (Date.parse(at) - START) / 1000);
}

test.each([200, 201, 204, 299])('status %i ends the attempts', async (status) => {
  subscriber = await openSubscriber(status);
  await happen(subscriber.url);
  await advance(3_600_000);
  expect(await only()).toMatchObject({ state: 'delivered', attempts: [{ status, error: null }] });
  expect(subscriber.received).toHaveLength(1);
});

test.each([301, 404, 410, 500])('status %i is tried again', async (status) => {
  subscriber = await openSubscriber(status, 200);
  await happen(subscriber.url);
  expect(await only()).toMatchObject({ state: 'pending', attempts: [{ status, error: `answered ${status}` }] });
  await advance(10_000);
  expect(await only()).toMatchObject({ state: 'delivered', reason: null });
});

test('after four retries a delivery is given up and stays visible', async () => {
  subscriber = await openSubscriber(500);
  await happen(subscriber.url);
  await advance(86_400_000);
  expect(await attemptTimes()).toEqual([0, 10, 40, 220, 2020]);
  expect(await only()).toMatchObject({ state: 'given_up', reason: '5 attempts failed', next_attempt_at: null });
});

test('retries keep the uuid and the body', async () => {
  subscriber = await openSubscriber(500, 503, 200);
  await happen(subscriber.url);
  await advance(40_000);
  const [first, ...others] = subscriber.received.map(({ body }) => body);
  expect(others).toEqual([first, first]);
});

test('nothing is tried before its time', async () => {
  subscriber = await openSubscriber(500);
  await happen(subscriber.url);
  await advance(9_999);
  expect(subscriber.received).toHaveLength(1);
  await advance(1);
  expect(subscriber.received).toHaveLength(2);
  await advance(29_999);
  expect(subscriber.received).toHaveLength(2);
});

test('the injected clock wakes a retry as well', async () => {
  subscriber = await openSubscriber(500, 200);
  await happen(subscriber.url);
  await stage.clock.advance(10_000);
  await stage.settle();
  expect(await only()).toMatchObject({ state: 'delivered' });
});

test('delays can be counted from the first attempt', async () => {
  await stage.control('POST', '/settings', { retryFrom: 'first' });
  subscriber = await openSubscriber(500);
  await happen(subscriber.url);
  await advance(86_400_000);
  expect(await attemptTimes()).toEqual([0, 10, 30, 180, 1800]);
});

test('a subscriber that does not answer in time is tried again', async () => {
  await stage.control('POST', '/settings', { deliveryTimeoutMs: 50 });
  subscriber = await openSubscriber(0, 200);
  await happen(subscriber.url);
  expect(await only()).toMatchObject({ attempts: [{ status: null, error: 'no answer within 50 ms' }] });
  await advance(10_000);
  expect(await only()).toMatchObject({ state: 'delivered' });
});

test('a subscriber nobody listens at is tried again', async () => {
  subscriber = await openSubscriber(200);
  await subscriber.close();
  await happen(subscriber.url);
  expect(await only()).toMatchObject({ state: 'pending', attempts: [{ status: null }] });
  expect(String(member(await only(), 'attempts', 0, 'error'))).toContain('ECONNREFUSED');
});

test.each([
  ['deleted', 'DELETE', undefined, 'the webhook was deleted'],
  ['switched off', 'PUT', { webhook: { active: 'false' } }, 'the webhook was switched off'],
])('a webhook that was %s meanwhile gets nothing more', async (_what, method, body, reason) => {
  subscriber = await openSubscriber(500);
  const id = await happen(subscriber.url);
  await stage.api(method, `/v1/webhooks/${id}`, body);
  await advance(10_000);
  expect(subscriber.received).toHaveLength(1);
  expect(await only()).toMatchObject({ state: 'given_up', reason });
});

test('a duplicated delivery has the same uuid', async () => {
  await stage.control('POST', '/faults', { duplicateDelivery: true, times: 1 });
  subscriber = await openSubscriber(200);
  await happen(subscriber.url);
  expect(subscriber.received).toHaveLength(2);
  expect(subscriber.received[0]?.body).toEqual(subscriber.received[1]?.body);
  await stage.api('POST', '/v1/customers', { phone_number: '+13105550111' });
  await stage.settle();
  expect(subscriber.received).toHaveLength(3);
});

test('deliveries can be filtered', async () => {
  subscriber = await openSubscriber(200);
  await happen(subscriber.url);
  const total = async (query: string): Promise<unknown> =>
    member((await stage.control('GET', `/deliveries?${query}`)).body, 'total');
  expect([await total('state=delivered'), await total('state=pending')]).toEqual([1, 0]);
  expect([await total('event=customer_created&webhook_id=1'), await total('webhook_id=2')]).toEqual([1, 0]);
  expect((await stage.control('GET', '/deliveries?state=lost')).status).toBe(400);
});
