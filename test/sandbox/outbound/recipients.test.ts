import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member } from '../stage.ts';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';

let stage: OutboundStage;
beforeEach(async () => {
  stage = await openOutbound();
});
afterEach(() => stage.sandbox.close());

const DANA = '+13105550142';
const MASS = { saved_message: 'Unplanned Outage (no restoration ETA)', outage_start: '2026-03-01T11:00:00Z' };

/** Names of the contacts a text to everybody would reach, in an instance. */
async function reached(user: 'admin' | 'fiber' = 'admin'): Promise<unknown> {
  const answer = await stage.call('POST', '/mass_messages', { ...MASS, confirm: true }, user);
  if (answer.status !== 202) return answer.body;
  const messages = member(answer.body, 'messages') as { recipient: { name: string } }[];
  return messages.map(({ recipient }) => recipient.name);
}

const leftOut = async () => member((await stage.call('POST', '/mass_messages', MASS)).body, 'left_out');
const reply = (text: string, to?: string) => stage.page('POST', '/replies', { from: DANA, to, text });

test('every opted-in contact of an account gets the text; a contact who is not opted in gets none', async () => {
  expect(await reached()).toEqual(['Dana Whitfield', 'Lee Whitfield', 'Matt Example']);
  expect(await leftOut()).toMatchObject({ not_opted_in: 1, no_sms_number: 1, stopped: 0 });
});

describe('to opt out', () => {
  test('the box is unticked', async () => {
    await stage.page('POST', '/contacts', { id: 1, sms_opt_in: false });
    expect(await reached()).toEqual(['Lee Whitfield', 'Matt Example']);
  });

  test('or STOP is replied: no instance that has the number reaches it any more', async () => {
    expect((await reply('STOP')).body).toEqual({ word: 'STOP', phone_number: DANA, stopped: true, contacts: 2 });
    expect(await reached()).toEqual(['Lee Whitfield', 'Matt Example']);
    expect(await reached('fiber')).toEqual({
      error: 'The message reaches nobody; look at the filters and at SMS Opt In',
    });
    expect(await leftOut()).toMatchObject({ stopped: 1 });
  });

  test('after STOP the box does not help', async () => {
    await reply('STOP');
    const contact = await stage.page('POST', '/contacts', { id: 1, sms_opt_in: true });
    expect(contact.body).toMatchObject({ stopped: true, reachable: false, why_not: 'The number replied STOP.' });
    expect(await reached()).not.toContain('Dana Whitfield');
  });
});

describe('to opt in again after STOP', () => {
  test('START is replied to the same number, and every instance reaches it again', async () => {
    await reply('STOP');
    expect((await reply('START')).body).toMatchObject({ word: 'START', stopped: false, contacts: 2 });
    expect(await reached()).toContain('Dana Whitfield');
    expect(await reached('fiber')).toEqual(['Dana Whitfield']);
  });

  test('START to another number changes nothing', async () => {
    await reply('STOP', '+17575550101');
    expect((await reply('START', '+17575550111')).body).toMatchObject({ word: 'START', stopped: true });
    expect(await reached()).not.toContain('Dana Whitfield');
  });

  test('START does not tick a box that people unticked', async () => {
    await stage.page('POST', '/contacts', { id: 1, sms_opt_in: false });
    await reply('START');
    expect(await reached()).not.toContain('Dana Whitfield');
  });
});

test.each(['stop', ' Stop ', 'STOP'])('"%s" is STOP', async (text) => {
  expect((await reply(text)).body).toMatchObject({ word: 'STOP', stopped: true });
});

test.each(['Stop it', 'Hello', 'UNSTOP', ''])('"%s" means nothing, since nobody reads replies', async (text) => {
  expect((await reply(text)).body).toMatchObject({ word: null, stopped: false });
  expect(await stage.control('GET', '/messages?direction=inbound')).toMatchObject({ body: { total: 1 } });
});

test('a reply to a number no text comes from is refused', async () => {
  expect(await reply('STOP', '+13105559999')).toMatchObject({ status: 404 });
  expect(await stage.page('POST', '/replies', { from: '12', text: 'STOP' })).toMatchObject({ status: 400 });
});

test('contacts in the US and Canada only', async () => {
  await stage.page('POST', '/contacts', { id: 1, country: 'CA' });
  await stage.page('POST', '/contacts', { id: 2, country: 'MX' });
  expect(await reached()).toEqual(['Dana Whitfield', 'Matt Example']);
  expect(await leftOut()).toMatchObject({ not_us_or_canada: 1 });
});

test('only numbers of a type that takes texts', async () => {
  await stage.call('POST', '/phone_number_types', { id: 2, sms_capable: true });
  expect(await reached()).toContain('Pat Quiet');
  const home = { number: '+13105550199', type_id: 2 };
  await stage.call('POST', '/phone_number_types', { id: 2, sms_capable: false });
  await stage.page('POST', '/contacts', { id: 4, phone_numbers: [home, { number: '+15105550123', type_id: 1 }] });
  const { body } = await stage.call('POST', '/mass_messages', {
    ...MASS,
    filters: { account_ids: [2] },
    confirm: true,
  });
  expect(body).toMatchObject({ messages: [{ phone_number: '+15105550123' }] });
});

test('a type that phone numbers have is not removed', async () => {
  expect((await stage.call('DELETE', '/phone_number_types', { id: 1 })).status).toBe(409);
  const { body } = await stage.call('POST', '/phone_number_types', { name: 'Pager' });
  expect(body).toEqual({ id: 3, name: 'Pager', sms_capable: false });
  expect((await stage.call('DELETE', '/phone_number_types', { id: 3 })).status).toBe(200);
});

describe('Delivery Failed', () => {
  const CODES = '4432 30011 4433 4435 4481 4482 4493 4700 30006 4720 30005 4750 4770 4775'.split(' ');

  test.each(CODES)('a contact whose latest text failed with %s is left out of mass messages', async (code) => {
    await stage.page('POST', '/contacts/carrier', { id: 1, code });
    await reached();
    await stage.pass(60);
    expect(await reached()).toEqual(['Lee Whitfield', 'Matt Example']);
    expect(await leftOut()).toMatchObject({ delivery_failed: 1 });
  });

  test('another code leaves nobody out', async () => {
    await stage.page('POST', '/contacts/carrier', { id: 1, code: '4410' });
    await reached();
    await stage.pass(60);
    expect(await reached()).toContain('Dana Whitfield');
  });

  test('a triggered text is sent all the same, and when it arrives the contact is in again', async () => {
    await stage.page('POST', '/contacts/carrier', { id: 1, code: '4750' });
    await reached();
    await stage.pass(60);
    await stage.page('POST', '/contacts/carrier', { id: 1, code: null });
    await stage.call('POST', '/triggered_messages', { trigger: 'invoice_created', account_id: 1 });
    await stage.pass(60);
    expect(await reached()).toContain('Dana Whitfield');
  });
});
