import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { member } from '../stage.ts';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';

let stage: OutboundStage;

/** Six texts: three of a mass message that arrive, then, ten minutes later, three triggered ones. */
beforeAll(async () => {
  stage = await openOutbound();
  await stage.call('POST', '/mass_messages', {
    saved_message: 'Unplanned Outage (no restoration ETA)',
    outage_start: '2026-03-01T11:00:00Z',
    confirm: true,
  });
  await stage.pass(600);
  await stage.page('POST', '/contacts/carrier', { id: 4, code: '4482' });
  await stage.call('POST', '/triggered_messages', { trigger: 'invoice_created', account_id: 1 });
  await stage.call('POST', '/triggered_messages', { trigger: 'payment_failed', account_id: 2 });
  await stage.pass(60);
});
afterAll(() => stage.sandbox.close());

const list = async (query: string) => (await stage.call('GET', `/messages?${query}`)).body;
const ids = async (query: string) => (member(await list(query), 'messages') as { id: number }[]).map(({ id }) => id);

test('a row has recipient and contact type, entity, number, body, status, reject reason and time', async () => {
  expect(member(await list('status=Failed'), 'messages')).toMatchObject([
    {
      recipient: { name: 'Matt Example', contact_type: 'Primary' },
      related_entity: { kind: 'account', name: 'Example Bakery' },
      phone_number: '+15105550123',
      body: 'A payment for Example Bakery did not go through. Please check it. Reply STOP to unsubscribe.',
      status: 'Failed',
      reject_reason: '4482: the receiving number is on the black list',
      created_at: '2026-03-01T12:10:00.000Z',
    },
  ]);
});

test.each(['Delivered', 'Failed', 'In Progress', 'Insufficient funds', 'Pending', 'Sent'])(
  'the list is narrowed to the status %s, one of six',
  async (status) => {
    const found = await list(`status=${encodeURIComponent(status)}`);
    expect(found).toMatchObject({ total: status === 'Failed' ? 1 : status === 'Delivered' ? 5 : 0 });
  },
);

test('the newest come first', async () => {
  expect(await ids('')).toEqual([6, 5, 4, 3, 2, 1]);
});

test.each([
  ['status=Delivered', [5, 4, 3, 2, 1]],
  ['status=Insufficient%20funds', []],
  ['kind=mass', [3, 2, 1]],
  ['account_id=2', [6, 3]],
  ['mass_message_id=1', [3, 2, 1]],
  ['mass_message_id=2', []],
  ['search=BAKERY', [6, 3]],
  ['search=lee%20whit', [5, 2]],
  ['search=%2B13105550142', [4, 1]],
  ['search=invoice', [5, 4]],
  ['search=Billing', [5, 2]],
  ['search=nothing%20like%20it', []],
  ['created_from=2026-03-01T12:10:00Z', [6, 5, 4]],
  ['created_to=2026-03-01T12:09:59Z', [3, 2, 1]],
  ['kind=mass&search=dana&status=Delivered', [1]],
])('%s', async (query, expected) => {
  expect(await ids(query)).toEqual(expected);
  expect(member(await list(query), 'total')).toBe(expected.length);
});

test('pages by offset, and by the id before which to go on', async () => {
  expect(await ids('limit=2&offset=1')).toEqual([5, 4]);
  expect(await ids('limit=2&offset=6')).toEqual([]);
  const first = await list('limit=4');
  expect(first).toMatchObject({ total: 6, next_before: 3 });
  const last = await list('limit=4&before=3');
  expect(last).toMatchObject({ total: 6, next_before: null, messages: [{ id: 2 }, { id: 1 }] });
});

test('a text that comes in between pages neither repeats nor hides one', async () => {
  const first = await ids('limit=3&account_id=1');
  await stage.call('POST', '/triggered_messages', { trigger: 'appointment_scheduled', account_id: 1 });
  const second = await ids(`limit=3&account_id=1&before=${first.at(-1)}`);
  expect([...first, ...second]).toEqual([5, 4, 2, 1]);
});

test('one text by its id', async () => {
  expect((await stage.call('GET', '/message?id=3')).body).toMatchObject({ id: 3, status: 'Delivered' });
  expect((await stage.call('GET', '/message?id=99')).status).toBe(404);
});

test.each(['status=Gone', 'limit=0', 'created_from=noon', 'nothing=1', 'account_id=one'])(
  '%s is refused',
  async (query) => {
    expect((await stage.call('GET', `/messages?${query}`)).status).toBe(400);
  },
);
