import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member } from '../stage.ts';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';

let stage: OutboundStage;
beforeEach(async () => {
  stage = await openOutbound();
});
afterEach(() => stage.sandbox.close());

const fire = (trigger: string, account_id: number) =>
  stage.call('POST', '/triggered_messages', { trigger, account_id });

describe('the trigger decides which saved message is sent', () => {
  test.each([
    ['invoice_created', 2, 'Invoice Created', 'A new invoice for Example Bakery is ready.'],
    ['payment_failed', 2, 'Payment Failed', 'A payment for Example Bakery did not go through. Please check it.'],
    ['appointment_scheduled', 2, 'Appointment Scheduled', 'Hello Matt Example, your appointment is scheduled.'],
    ['site_maintenance', 4, 'Site Maintenance', 'Maintenance at North Tower is about to begin.'],
  ])('%s', async (trigger, account, saved_message, text) => {
    expect(await fire(trigger, account)).toMatchObject({
      status: 202,
      body: { messages: [{ kind: 'triggered', saved_message, body: `${text} Reply STOP to unsubscribe.` }] },
    });
  });

  test('and no text of somebody’s own can be given', async () => {
    const body = { trigger: 'invoice_created', account_id: 2, text: 'Mine' };
    expect(await stage.call('POST', '/triggered_messages', body)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('text') },
    });
  });
});

describe('people choose the number and the signature', () => {
  test('only the default sending number is supported', async () => {
    const choose = (sending_number: string) =>
      stage.call('POST', '/triggers', { trigger: 'invoice_created', sending_number });
    expect((await choose('+17575550101')).status).toBe(200);
    expect(await choose('+17575550102')).toMatchObject({
      status: 400,
      body: { error: 'sending_number: triggered messages come from the default sending number only' },
    });
    const { body } = await fire('invoice_created', 2);
    expect(member(body, 'messages', 0, 'sending_number')).toBe('+17575550101');
  });

  test('a signature of the trigger comes before the default one', async () => {
    await stage.call('POST', '/triggers', { trigger: 'invoice_created', signature_id: 2 });
    const own = await fire('invoice_created', 2);
    expect(member(own.body, 'messages', 0, 'body')).toContain('Have a question?');
    const other = await fire('payment_failed', 2);
    expect(member(other.body, 'messages', 0, 'body')).not.toContain('Have a question?');
    expect((await stage.call('POST', '/triggers', { trigger: 'invoice_created', signature_id: 77 })).status).toBe(404);
  });

  test('a trigger that is switched off sends nothing', async () => {
    await stage.call('POST', '/triggers', { trigger: 'invoice_created', enabled: false });
    expect(await fire('invoice_created', 2)).toMatchObject({
      status: 403,
      body: { error: 'The trigger invoice_created is switched off' },
    });
  });
});

test('an account or a site, as the trigger has it; the related entity says which', async () => {
  expect(await fire('site_maintenance', 2)).toMatchObject({ status: 404, body: { error: 'Network site not found' } });
  expect(await fire('invoice_created', 4)).toMatchObject({ status: 404, body: { error: 'Account not found' } });
  const { body } = await fire('site_maintenance', 4);
  expect(member(body, 'messages', 0, 'related_entity')).toEqual({ kind: 'network_site', id: 4, name: 'North Tower' });
});

test('an account nobody of which can be reached gets nothing, and the answer says why', async () => {
  expect(await fire('invoice_created', 3)).toMatchObject({
    status: 202,
    body: { messages: [], left_out: { no_sms_number: 1 }, held_until: null },
  });
});

describe('a text to one contact', () => {
  const direct = () => stage.call('POST', '/messages', { contact_id: 4, text: 'Hello' });

  test('is sent by triggers and mass messages only', async () => {
    expect(await direct()).toMatchObject({
      status: 403,
      body: { error: 'Texts are sent by triggers and mass messages only' },
    });
  });

  test('unless the settings allow it', async () => {
    await stage.page('POST', '/settings', { direct_sends: true });
    expect(await direct()).toMatchObject({
      status: 202,
      body: { kind: 'direct', body: 'Hello Reply STOP to unsubscribe.', status: 'Pending' },
    });
    await stage.page('POST', '/replies', { from: '+15105550123', text: 'STOP' });
    expect(await direct()).toMatchObject({ status: 403, body: { error: 'The number replied STOP.' } });
  });
});
