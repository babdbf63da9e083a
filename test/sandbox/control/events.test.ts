import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { EVENTS } from '../../../src/sandbox/world/world-schema.ts';
import { member, openStage, openSubscriber } from '../stage.ts';
import type { Answer, Stage, Subscriber } from '../stage.ts';

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

const happen = (body: object): Promise<Answer> => stage.control('POST', '/events', body);
const SUBSCRIBED = '+13105551111';
const UNSUBSCRIBED = '+15105550123';
const ASSIGNED = '+13105550142';

test.each(EVENTS)('%s happens once to a new customer, in one call', async (event) => {
  await stage.hook(subscriber.url, event);
  const { status, body } = await happen({ event });
  expect(status).toBe(201);
  expect(body).toMatchObject({ event, webhooks: 1, customer: { first_name: 'Robin', last_name: 'Example' } });
  await stage.settle();
  expect(subscriber.actions()).toEqual([event]);
  const [delivery] = subscriber.received;
  expect(member(delivery!.body, 'customer', 'phone_number')).toBe(member(body, 'customer', 'phone_number'));
});

test.each(
  EVENTS.filter((event) => event !== 'customer_created').flatMap((event) =>
    [SUBSCRIBED, UNSUBSCRIBED, ASSIGNED].map((phone) => [event, phone] as const),
  ),
)('%s happens to %s again and again', async (event, phone_number) => {
  await stage.hook(subscriber.url, event);
  for (const round of [1, 2, 3]) {
    expect((await happen({ event, phone_number, text: `round ${round}` })).status).toBe(201);
  }
  await stage.settle();
  expect(subscriber.actions()).toEqual([event, event, event]);
  expect(subscriber.received.map(({ body }) => member(body, 'customer', 'phone_number'))).toEqual(
    Array(3).fill(phone_number),
  );
});

test('what goes before an event happens too', async () => {
  await stage.hook(subscriber.url, ...EVENTS);
  await happen({ event: 'new_assigned_message', text: 'Hello' });
  await stage.settle();
  expect(new Set(subscriber.actions())).toEqual(
    new Set(['customer_created', 'customer_state_changed', 'new_assigned_message', 'user_assignment']),
  );
  expect(subscriber.actions()).toHaveLength(4);
  const message = subscriber.received.find(({ body }) => member(body, 'action') === 'new_assigned_message');
  expect(message!.body).toMatchObject({ text: 'Hello', user: { email: 'ada@acme-pets.example' } });
});

test('every new customer has a number of its own, and a given number may be new', async () => {
  const numbers = [];
  for (const _ of [1, 2, 3])
    numbers.push(member((await happen({ event: 'customer_created' })).body, 'customer', 'phone_number'));
  expect(numbers).toEqual(['+13105550200', '+13105550201', '+13105550202']);
  const { body } = await happen({ event: 'new_unassigned_message', phone_number: '(310) 555-0201' });
  expect(body).toMatchObject({ customer: { phone_number: '+13105550201', state: 'unreplied' } });
  expect((await happen({ event: 'customer_created', phone_number: '+442071838750' })).status).toBe(201);
});

test('says that no webhook hears of it', async () => {
  expect((await happen({ event: 'customer_created' })).body).toMatchObject({ webhooks: 0 });
});

test.each([
  [{}, 400],
  [{ event: 'customer_deleted' }, 400],
  [{ event: 'customer_created', phone_number: SUBSCRIBED }, 400],
  [{ event: 'customer_created', phone_number: '12' }, 400],
  [{ event: 'outbound_message', text: '  ' }, 400],
  [{ event: 'outbound_message', customer: SUBSCRIBED }, 400],
])('refuses %j and changes nothing', async (body, status) => {
  const before = (await stage.control('GET', '/state')).text;
  expect((await happen(body)).status).toBe(status);
  expect((await stage.control('GET', '/state')).text).toBe(before);
});
