import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member, openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.sandbox.close());

const ONE = '+13105551111';
const DANA = '+13105550142';
const MATT = '+15105550123';

async function phones(query: string): Promise<unknown[]> {
  const { status, body } = await stage.control('GET', `/customers${query}`);
  expect(status).toBe(200);
  const rows = member(body, 'customers') as unknown[];
  return rows.map((row) => member(row, 'phone_number'));
}

describe('customers', () => {
  test.each([
    ['', [MATT, DANA, ONE]],
    ['?order=earliest_activity', [ONE, DANA, MATT]],
    ['?segment=assigned', [DANA]],
    ['?segment=unassigned', [MATT, ONE]],
    ['?state=closed', [MATT]],
    ['?limit=1&offset=1', [DANA]],
    ['?search=whit', [DANA]],
    ['?search=matt%20example', [MATT]],
    ['?search=%22one%20example%22', [ONE]],
    ['?search=5550', [MATT, DANA]],
    ['?search=pet:labrador', [DANA]],
    ['?search=pets:2%20state:unreplied', [DANA]],
    ['?search=subscribed:false', [MATT]],
    ['?search=assignee:ada%40acme-pets.example', [DANA]],
    ['?search=first_name:%22dana%22', [DANA]],
    ['?search=pet:lab', []],
    ['?search=nobody', []],
    ['?search=constructor:x', []],
  ])('%s gives %j', async (query, expected) => {
    expect(await phones(query)).toEqual(expected);
  });

  test('come with the user, the last message and the number of all that fit', async () => {
    const { body } = await stage.control('GET', '/customers?limit=1&search=example.com');
    expect(member(body, 'total')).toBe(3);
    expect((await stage.control('GET', `/customer?phone_number=${encodeURIComponent(DANA)}`)).body).toMatchObject({
      timezone: 'America/Los_Angeles',
      assignee: { email: 'ada@acme-pets.example', first_name: 'Ada' },
      messages: 1,
      last_message: { direction: 'inbound', text: 'Hey, can you help me with something on your site?' },
    });
  });

  test('whoever wrote last comes first', async () => {
    await stage.control('POST', '/messages/receive', { phone_number: ONE, text: 'Hello' });
    expect(await phones('')).toEqual([ONE, MATT, DANA]);
    expect(await phones('?order=latest_added')).toEqual([MATT, DANA, ONE]);
  });

  test.each(['?state=open', '?limit=0', '?offset=-1', '?order=random', '?unknown=1'])(
    '%s is refused',
    async (query) => {
      expect((await stage.control('GET', `/customers${query}`)).status).toBe(400);
    },
  );

  test('that nobody knows are not found', async () => {
    expect((await stage.control('GET', '/customer?phone_number=%2B13105559999')).status).toBe(404);
    expect((await stage.control('GET', '/customer?phone_number=12')).status).toBe(400);
  });
});

describe('a search for name:value finds threads by a property', () => {
  test.each([
    ['new_customer:true', [DANA]],
    ['new_customer:tru', []],
    ['site:https://example.com:8080/a', [MATT]],
    ['site:https', []],
    ['"Delivery Failed":4750', [ONE]],
    ['"delivery failed":"4750" new_customer:true', []],
    ['note:"a b"', [ONE]],
    ['note:a b', []],
  ])('%s', async (search, expected) => {
    const set = (phone_number: string, properties: object) =>
      stage.api('POST', '/v1/customers', { phone_number, properties });
    await set(DANA, { new_customer: true });
    await set(MATT, { site: 'https://example.com:8080/a' });
    await set(ONE, { 'Delivery Failed': '4750', note: 'a b' });
    expect(await phones(`?search=${encodeURIComponent(search)}`)).toEqual(expected);
  });
});

describe('messages', () => {
  test('of all threads come newest first, each with its customer and its campaign', async () => {
    await stage.api('POST', '/v1/campaigns', { to: ONE, campaign_id: 'test_campaign_CxkoWx' });
    const { body } = await stage.control('GET', '/messages');
    expect(member(body, 'total')).toBe(2);
    expect(member(body, 'messages', 0)).toMatchObject({
      direction: 'outbound',
      campaign: 'test_campaign_CxkoWx',
      customer: { phone_number: ONE, first_name: 'One' },
    });
    expect(member(body, 'messages', 1)).toMatchObject({ direction: 'inbound', campaign: null });
  });

  test('are narrowed to a thread or a direction, page by page', async () => {
    for (const text of ['a', 'b', 'c']) await stage.control('POST', '/messages/receive', { phone_number: ONE, text });
    const thread = String(
      member((await stage.control('GET', '/customer?phone_number=3105551111')).body, 'conversation_id'),
    );
    const page = (await stage.control('GET', `/messages?conversation_id=${thread}&limit=2&offset=1`)).body;
    expect([member(page, 'total'), member(page, 'messages', 0, 'text')]).toEqual([3, 'b']);
    expect(member(page, 'messages', 1, 'text')).toBe('a');
    expect(member((await stage.control('GET', '/messages?direction=outbound')).body, 'total')).toBe(0);
  });

  test('that wait for their time are listed until it has come', async () => {
    const send_at = '2026-03-01T13:00:00Z';
    await stage.api('POST', '/v1/campaigns', { to: ONE, campaign_id: '1', send_at });
    const { body } = await stage.control('GET', '/scheduled');
    expect(body).toMatchObject([{ campaign: 'test_d0Bu23', text: 'sent', customer: { first_name: 'One' } }]);
    await stage.control('POST', '/clock', { advanceMs: 3_600_000 });
    expect((await stage.control('GET', '/scheduled')).body).toEqual([]);
  });
});

test('the company shows its users, tags and assumptions, and how far the time was moved, but no token', async () => {
  await stage.control('POST', '/clock', { advanceMs: 60_000 });
  const { body, text } = await stage.control('GET', '/company');
  expect(body).toMatchObject({
    name: 'Acme Pets',
    state: 'active',
    tags: ['bug', 'vip', 'billing'],
    settings: { duplicateStatus: 403 },
    now: '2026-03-01T12:01:00.000Z',
    ahead_ms: 60_000,
  });
  expect(member(body, 'users')).toHaveLength(2);
  expect(text).not.toContain(stage.sandbox.token);
});

test('campaigns and webhooks are listed without a token and without a trace in the log', async () => {
  const id = await stage.hook('http://127.0.0.1:9/x', 'customer_created');
  expect((await stage.control('GET', '/webhooks')).body).toMatchObject([{ id, name: 'test' }]);
  expect((await stage.control('GET', '/campaigns')).body).toMatchObject([{ id: 1 }, { id: 2 }, { state: 'draft' }]);
  expect(member((await stage.control('GET', '/requests')).body, 'total')).toBe(1);
});
