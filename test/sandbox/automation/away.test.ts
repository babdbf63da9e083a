import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member, openStage, openSubscriber } from '../stage.ts';
import type { Answer, Stage } from '../stage.ts';

// The sandbox starts on Sunday 1 March 2026, 12:00 UTC.
let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.sandbox.close());

const ONE = '+13105551111';
const DANA = '+13105550142';
const HOUR = 3_600_000;

const set = (body: object): Promise<Answer> => stage.control('POST', '/automation', body);
const hear = (phone_number: string, text = 'Hello'): Promise<Answer> =>
  stage.control('POST', '/messages/receive', { phone_number, text });
const wait = (advanceMs: number): Promise<Answer> => stage.control('POST', '/clock', { advanceMs });
async function answers(): Promise<unknown[]> {
  const { body } = await stage.control('GET', '/messages?direction=outbound');
  return (member(body, 'messages') as unknown[]).map((each) => member(each, 'text')).toReversed();
}

describe('an away message', () => {
  test('goes to whoever writes outside business hours, and leaves the thread unreplied', async () => {
    await set({ timezone: 'UTC', away: { enabled: true, text: 'Closed until Monday' } });
    const { body } = await hear(ONE);
    expect(member(body, 'customer', 'state')).toBe('unreplied');
    expect(await answers()).toEqual(['Closed until Monday']);
  });

  test('goes at most once per hour to one customer, and to each by themselves', async () => {
    await set({ timezone: 'UTC', away: { enabled: true, text: 'Away' } });
    await hear(ONE);
    await wait(HOUR - 1);
    await hear(ONE);
    expect(await answers()).toHaveLength(1);
    await hear(DANA);
    expect(await answers()).toHaveLength(2);
    await wait(1);
    await hear(ONE);
    expect(await answers()).toHaveLength(3);
  });

  test.each([
    ['UTC', 12, 20, false],
    ['UTC', 13, 20, true],
    ['UTC', 11, 12, true],
    ['America/Los_Angeles', 4, 5, false],
    ['America/Los_Angeles', 12, 20, true],
    ['Etc/GMT+12', 0, 1, false],
  ])('in %s, open on Sunday from %i to %i, is sent at 12:00 UTC: %s', async (timezone, from, to, isSent) => {
    const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
    await set({ timezone, away: { enabled: true, hours: [{ day: 7, from: clock(from), to: clock(to) }] } });
    await hear(ONE);
    expect(await answers()).toHaveLength(isSent ? 1 : 0);
  });

  test('is not sent unless it is switched on, to the unsubscribed, or in answer to a word that unsubscribes', async () => {
    await hear(ONE);
    await set({ away: { enabled: true } });
    await hear('+15105550123');
    await hear(DANA, 'STOP');
    expect(await answers()).toEqual([]);
  });

  test.each([
    { timezone: 'Mars/Base' },
    { away: { hours: [{ day: 0, from: '09:00', to: '10:00' }] } },
    { away: { hours: [{ day: 1, from: '10:00', to: '10:00' }] } },
    { away: { hours: [{ day: 1, from: '9', to: '10:00' }] } },
    { away: { text: ' ' } },
  ])('is not set to %j', async (body) => {
    const before = (await stage.control('GET', '/automation')).text;
    expect((await set(body)).status).toBe(400);
    expect((await stage.control('GET', '/automation')).text).toBe(before);
  });
});

test('a new company has the clock of the International Date Line West', async () => {
  expect((await stage.control('GET', '/automation')).body).toMatchObject({ timezone: 'Etc/GMT+12' });
});

describe('with double opt-in', () => {
  const NEW = '+13105550301';
  const add = (more: object = {}) => stage.api('POST', '/v1/customers', { phone_number: NEW, ...more });

  test('a new customer is asked, and subscribed once they answer YES', async () => {
    const subscriber = await openSubscriber(200);
    await stage.hook(subscriber.url, 'double_opt_in', 'customer_subscribed');
    await set({ double_opt_in: { enabled: true, text: 'Reply YES' } });
    expect((await add()).body).toMatchObject({ subscribed: false });
    expect(await answers()).toEqual(['Reply YES']);
    const send = () => stage.api('POST', '/v1/messages', { to: NEW, text: 'News' });
    expect((await send()).body).toMatchObject({ status: 'unsubscribed' });
    await hear(NEW, 'maybe');
    expect((await send()).status).toBe(200);
    await hear(NEW, ' Yes ');
    expect((await send()).status).toBe(202);
    await stage.settle();
    expect(new Set(subscriber.actions())).toEqual(new Set(['customer_subscribed', 'double_opt_in']));
    expect(subscriber.actions()).toHaveLength(2);
    const event = subscriber.received.find(({ body }) => member(body, 'action') === 'double_opt_in');
    expect(event?.body).toMatchObject({ customer: { phone_number: NEW, subscribed: true } });
    await subscriber.close();
  });

  test('whoever writes first or is known already is not asked, nor who is added as unsubscribed', async () => {
    await set({ double_opt_in: { enabled: true } });
    await hear('+13105550302');
    await hear(ONE, 'yes');
    await add({ subscribed: false });
    expect(await answers()).toEqual([]);
  });

  test('a message to a new number asks instead of sending', async () => {
    await set({ double_opt_in: { enabled: true, text: 'Reply YES' } });
    const { status, body } = await stage.api('POST', '/v1/messages', { to: NEW, text: 'News' });
    expect([status, member(body, 'status')]).toEqual([200, 'unsubscribed']);
    expect(await answers()).toEqual(['Reply YES']);
  });
});

describe('a person who replies', () => {
  const reply = (to: string, user_email: string) =>
    stage.control('POST', '/messages/send', { to, text: 'Hi, Ada here', user_email });

  test('gets a customer of nobody, and the next message is that of an assigned one', async () => {
    const subscriber = await openSubscriber(200);
    await stage.hook(subscriber.url, 'new_unassigned_message', 'new_assigned_message', 'user_assignment');
    await hear(ONE);
    expect((await reply(ONE, 'ada@acme-pets.example')).status).toBe(202);
    await hear(ONE);
    await stage.settle();
    expect(new Set(subscriber.actions())).toEqual(
      new Set(['new_unassigned_message', 'user_assignment', 'new_assigned_message']),
    );
    await subscriber.close();
  });

  test('does not take a customer from somebody else', async () => {
    await reply(DANA, 'ben@acme-pets.example');
    const { body } = await stage.control('GET', `/customer?phone_number=${encodeURIComponent(DANA)}`);
    expect(body).toMatchObject({ assignee: { email: 'ada@acme-pets.example' }, state: 'replied' });
  });

  test('reaches the unsubscribed too', async () => {
    expect((await reply('+15105550123', 'ada@acme-pets.example')).body).toMatchObject({ status: 'queued' });
    expect((await reply(ONE, 'nobody@example.com')).status).toBe(404);
  });
});
