import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member } from '../stage.ts';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';

let stage: OutboundStage;
beforeEach(async () => {
  stage = await openOutbound();
});
afterEach(() => stage.sandbox.close());

const START = '2026-03-01T18:00:00Z';
const END = '2026-03-01T20:30:00Z';
const send = async (body: object) => stage.call('POST', '/mass_messages', body);
const total = async () => member((await stage.call('GET', '/messages')).body, 'total');

test('there are three saved messages for mass texts, each with its own inputs and filters', async () => {
  const { body } = await stage.call('GET', '/saved_messages');
  const mass = (body as { kind: string }[]).filter(({ kind }) => kind === 'mass');
  expect(mass).toMatchObject([
    {
      name: 'Planned Outage',
      fields: ['outage_start', 'outage_end'],
      filters: ['status', 'network_site', 'account_ids'],
    },
    { name: 'Unplanned Outage', fields: ['outage_start', 'outage_end'], filters: ['network_site', 'account_ids'] },
    {
      name: 'Unplanned Outage (no restoration ETA)',
      fields: ['outage_start'],
      filters: ['network_site', 'account_ids'],
    },
  ]);
});

test('a saved message of a trigger, or one nobody has, is no mass message', async () => {
  for (const saved_message of ['Invoice Created', 'Hello']) {
    expect(await send({ saved_message })).toMatchObject({
      status: 400,
      body: { error: `saved_message: "${saved_message}" is not for mass messages` },
    });
  }
});

test('the confirmation counts accounts, not contacts, and says that charges occur; nothing is sent', async () => {
  const answer = await send({ saved_message: 'Planned Outage', outage_start: START, outage_end: END });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      confirmed: false,
      confirmation: 'This message goes to 2 accounts. Charges occur for every text.',
      accounts: 2,
      contacts: 3,
      segments: 3,
      cost_cents: 6,
    },
  });
  expect(await total()).toBe(0);
});

test('once it is confirmed every contact gets a text in the time of the system, with the signature', async () => {
  const order = { saved_message: 'Planned Outage', outage_start: START, outage_end: END, confirm: true };
  const answer = await send({ ...order, filters: { account_ids: [2] } });
  expect(answer).toMatchObject({
    status: 202,
    body: {
      confirmed: true,
      id: 1,
      confirmation: 'This message goes to 1 account. Charges occur for every text.',
      messages: [
        {
          kind: 'mass',
          mass_message_id: 1,
          saved_message: 'Planned Outage',
          body:
            'Maintenance is planned from Mar 1, 2026, 12:00 PM to Mar 1, 2026, 2:30 PM. ' +
            'Your service may be interrupted. Reply STOP to unsubscribe.',
        },
      ],
    },
  });
  expect((await send({ ...order, filters: { account_ids: [2] } })).body).toMatchObject({ id: 2 });
});

test('the filters narrow the accounts; a network site itself gets none', async () => {
  const accounts = async (filters: object) =>
    member(
      (await send({ saved_message: 'Planned Outage', outage_start: START, outage_end: END, filters })).body,
      'accounts',
    );
  expect(await accounts({ network_site: 'North Tower' })).toBe(1);
  expect(await accounts({ status: 'Suspended' })).toBe(0);
  expect(await accounts({ status: 'Active', network_site: 'South Tower' })).toBe(1);
  expect(await accounts({ account_ids: [4] })).toBe(0);
  expect(await accounts({ account_ids: ['2'] })).toBe(1);
});

describe('what is refused, with nothing sent', () => {
  test.each([
    ['Planned Outage', { outage_start: START }, 'outage_end is missing: "Planned Outage" names it'],
    ['Unplanned Outage', { outage_end: END }, 'outage_start is missing: "Unplanned Outage" names it'],
    [
      'Unplanned Outage (no restoration ETA)',
      { outage_start: START, outage_end: END },
      'outage_end is not part of "Unplanned Outage (no restoration ETA)"',
    ],
    ['Planned Outage', { outage_start: END, outage_end: START }, 'outage_end must be after outage_start'],
    [
      'Unplanned Outage',
      { outage_start: START, outage_end: END, filters: { status: 'Active' } },
      'filters.status is not offered for this saved message',
    ],
    [
      'Planned Outage',
      { outage_start: START, outage_end: END, filters: { account_ids: [3] } },
      'The message reaches nobody; look at the filters and at SMS Opt In',
    ],
    [
      'Planned Outage',
      { outage_start: START, outage_end: END, signature_id: 9 },
      'signature_id: there is no such signature',
    ],
    ['Planned Outage', { outage_start: 'noon', outage_end: END }, 'outage_start: Invalid ISO datetime'],
  ])('%s with %j', async (saved_message, more, error) => {
    expect(await send({ saved_message, ...more, confirm: true })).toMatchObject({ status: 400, body: { error } });
    expect(await total()).toBe(0);
  });
});

describe('the text of a saved message', () => {
  const change = (body: string) => stage.call('POST', '/saved_messages', { name: 'Unplanned Outage', body });

  test('can be changed, with its own variables', async () => {
    expect((await change('|CONTACT_NAME|: back by |OUTAGE_END|.')).status).toBe(200);
    const order = { saved_message: 'Unplanned Outage', outage_start: START, outage_end: END };
    expect((await send(order)).body).toMatchObject({
      sample: 'Dana Whitfield: back by Mar 1, 2026, 2:30 PM. Reply STOP to unsubscribe.',
    });
  });

  test('has no variables of others', async () => {
    expect((await change('|BALANCE| is due')).body).toEqual({
      error: 'body: "Unplanned Outage" has no variable |BALANCE|',
    });
    expect((await stage.call('POST', '/saved_messages', { name: 'Mine', body: 'Hi' })).status).toBe(404);
  });
});

test('while a large one is worked out other calls are answered', async () => {
  const { body: account } = await stage.page('POST', '/accounts', { kind: 'account', name: 'Large', status: 'Active' });
  const account_id = member(account, 'id');
  for (let n = 0; n < 200; n += 1) {
    const phone_numbers = [{ number: `+1310557${String(n).padStart(4, '0')}`, type_id: 1 }];
    const contact = { account_id, name: `Owl 🦉 ${n}`, contact_type: 'Primary', country: 'US', sms_opt_in: true };
    expect((await stage.page('POST', '/contacts', { ...contact, phone_numbers })).status).toBe(201);
  }
  await stage.page('POST', '/settings', { segment_rule: 'gsm' });
  await stage.call('POST', '/saved_messages', { name: 'Unplanned Outage', body: '|CONTACT_NAME|: we work on it.' });
  const order = { saved_message: 'Unplanned Outage', outage_start: START, outage_end: END, confirm: true };
  const answered: string[] = [];
  const mass = send(order).then(({ body }) => {
    answered.push('the mass message');
    return body;
  });
  await stage.call('GET', '/billing').then(() => answered.push('another call'));
  expect(await mass).toMatchObject({ confirmed: true, contacts: 203 });
  expect(answered).toEqual(['another call', 'the mass message']);
});
