import { afterEach, beforeEach, expect, test } from '@jest/globals';
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

const ONE = '+13105551111';
const NEW = { phone_number: '(310) 555-0177', first_name: 'Nora', properties: { pet: 'Cat' } };

test('people add a customer, and the webhooks hear of it', async () => {
  await stage.hook(subscriber.url, 'customer_created');
  expect((await stage.control('POST', '/customers/create', NEW)).status).toBe(201);
  await stage.settle();
  expect(subscriber.actions()).toEqual(['customer_created']);
  const found = await stage.control('GET', '/customer?phone_number=3105550177');
  expect(found.body).toMatchObject({ first_name: 'Nora', properties: { pet: 'Cat' } });
});

test('a number is added only once, and only a known customer is changed', async () => {
  expect((await stage.control('POST', '/customers/create', { phone_number: ONE })).body).toEqual({
    error: 'The customer exists already',
  });
  expect((await stage.control('POST', '/customers/change', NEW)).status).toBe(404);
  const changed = await stage.control('POST', '/customers/change', {
    phone_number: ONE,
    last_name: '',
    email: 'o@x.io',
  });
  expect([changed.status, changed.body]).toEqual([200, expect.objectContaining({ last_name: null, email: 'o@x.io' })]);
  expect((await stage.control('POST', '/customers/create', { phone_number: '12' })).status).toBe(400);
  expect((await stage.control('POST', '/customers/create', {})).status).toBe(400);
});

test('a property is removed from a customer', async () => {
  const answer = await stage.control('DELETE', '/customers/properties', {
    phone_number: ONE,
    property_name: 'great_customer',
  });
  expect(answer.body).toMatchObject({ deleted: true, property_value: 'true' });
  expect(member((await stage.control('GET', '/customer?phone_number=3105551111')).body, 'properties')).toEqual({
    first_customer: 'true',
  });
});

test('people send messages and campaigns under the rules of the API', async () => {
  await stage.hook(subscriber.url, 'outbound_message');
  const send = (to: string): Promise<{ status: number }> => stage.control('POST', '/messages/send', { to, text: 'Hi' });
  expect([(await send(ONE)).status, (await send(ONE)).status, (await send('+15105550123')).status]).toEqual([
    202, 403, 200,
  ]);
  const campaign = await stage.control('POST', '/campaigns/send', { to: ONE, campaign_id: 'winter_sale_Qm7Ra2' });
  expect([campaign.status, campaign.body]).toEqual([403, { error: 'Forbidden' }]);
  await stage.settle();
  expect(subscriber.actions()).toEqual(['outbound_message']);
});

test('neither faults nor the state of the account are in the way of people, and their calls are not logged', async () => {
  await stage.control('POST', '/faults', { status: 503, times: 1 });
  await stage.control('POST', '/company', { state: 'inactive' });
  expect((await stage.control('POST', '/customers/create', NEW)).status).toBe(201);
  expect((await stage.control('GET', '/faults')).body).toMatchObject([{ status: 503, times: 1 }]);
  expect(member((await stage.control('GET', '/requests')).body, 'total')).toBe(0);
});

test('one fault of several is removed by its id, and only once', async () => {
  await stage.control('POST', '/faults', { status: 500 });
  await stage.control('POST', '/faults', { status: 503, times: 2 });
  const { body } = await stage.control('GET', '/faults');
  expect(body).toEqual([
    { id: 1, status: 500 },
    { id: 2, status: 503, times: 2 },
  ]);
  expect((await stage.control('DELETE', '/faults', { id: 1 })).status).toBe(200);
  expect((await stage.control('DELETE', '/faults', { id: 1 })).status).toBe(404);
  expect((await stage.control('GET', '/faults')).body).toEqual([{ id: 2, status: 503, times: 2 }]);
});
