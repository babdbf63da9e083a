import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { EventName } from '../../../src/sandbox/world/world-schema.ts';
import { member, openStage, openSubscriber } from '../stage.ts';
import type { Stage, Subscriber } from '../stage.ts';

const ALWAYS = ['action', 'company_publishable_key', 'uuid'];
const MESSAGE = [
  'conversation_id',
  'created_at',
  'external_id',
  'from_name',
  'link',
  'media_url',
  'message_id',
  'tags',
  'text',
  'to_name',
];
const CONTACT = ['email', 'first_name', 'last_name', 'phone_number'];
const PROFILE = [...CONTACT, 'external_id', 'properties', 'subscribed', 'unsubscribed_at'];

/** Members of each payload besides those of all, and members of its customer. */
const PAYLOADS: Readonly<Record<EventName, { readonly has: readonly string[]; readonly customer: readonly string[] }>> =
  {
    new_unassigned_message: { has: MESSAGE, customer: CONTACT },
    new_assigned_message: { has: [...MESSAGE, 'user'], customer: CONTACT },
    outbound_message: { has: [...MESSAGE, 'user'], customer: CONTACT },
    user_assignment: { has: ['conversation_id', 'user'], customer: PROFILE },
    customer_created: { has: [], customer: PROFILE },
    customer_subscribed: { has: [], customer: PROFILE },
    customer_unsubscribed: { has: [], customer: PROFILE },
    tag_added_to_message: { has: [...MESSAGE, 'tag'], customer: CONTACT },
    tag_removed_from_message: { has: [...MESSAGE, 'tag'], customer: CONTACT },
    double_opt_in: { has: [], customer: PROFILE },
    customer_state_changed: { has: ['conversation_id', 'state', 'previous_state'], customer: PROFILE },
  };

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

const keysOf = (value: unknown): Set<string> => new Set(Object.keys(value as object));

test.each(Object.entries(PAYLOADS))('%s carries its whole payload', async (event, { has, customer }) => {
  await stage.hook(subscriber.url, event);
  await stage.control('POST', '/events', { event });
  await stage.settle();
  const body = subscriber.received[0]?.body;
  expect(keysOf(body)).toEqual(new Set([...ALWAYS, 'customer', ...has]));
  expect(keysOf(member(body, 'customer'))).toEqual(new Set(customer));
  expect(body).toMatchObject({
    action: event,
    company_publishable_key: stage.sandbox.publishableKey,
    uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    customer: { first_name: 'Robin', last_name: 'Example' },
  });
});
