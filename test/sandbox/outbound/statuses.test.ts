import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member } from '../stage.ts';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';

let stage: OutboundStage;
beforeEach(async () => {
  stage = await openOutbound();
});
afterEach(() => stage.sandbox.close());

const OUTAGE = {
  saved_message: 'Unplanned Outage (no restoration ETA)',
  outage_start: '2026-03-01T11:00:00Z',
  filters: { account_ids: [2] },
  confirm: true,
};

async function rows(): Promise<unknown> {
  return member((await stage.call('GET', '/messages')).body, 'messages');
}

async function status(): Promise<unknown> {
  return member(await rows(), 0, 'status');
}

describe('a text goes from one status to the next', () => {
  test('Pending, In Progress, Sent, Delivered, and it takes the time it is set to', async () => {
    expect((await stage.call('POST', '/mass_messages', OUTAGE)).status).toBe(202);
    expect(await status()).toBe('Pending');
    await stage.pass(0);
    expect(await status()).toBe('In Progress');
    await stage.pass(30);
    expect(await status()).toBe('Sent');
    await stage.pass(29);
    expect(await status()).toBe('Sent');
    await stage.pass(1);
    expect(await status()).toBe('Delivered');
  });

  test('a text may take up to 5 minutes to arrive, and no longer', async () => {
    expect((await stage.page('POST', '/settings', { delivery_seconds: 301 })).status).toBe(400);
    expect((await stage.page('POST', '/settings', { delivery_seconds: 300 })).status).toBe(200);
    await stage.call('POST', '/mass_messages', OUTAGE);
    await stage.pass(299);
    expect(await status()).toBe('Sent');
    await stage.pass(1);
    expect(await status()).toBe('Delivered');
  });

  test('a text the carrier refuses is Failed, with the reason', async () => {
    await stage.page('POST', '/contacts/carrier', { id: 4, code: '4770' });
    await stage.call('POST', '/mass_messages', OUTAGE);
    await stage.pass(60);
    expect(await rows()).toMatchObject([
      { status: 'Failed', reject_reason: '4770: the carrier took the message for spam', charge_cents: 2 },
    ]);
  });

  test('without a positive balance it becomes Insufficient funds, and nothing is charged', async () => {
    await stage.page('POST', '/billing', { balance_cents: 0 });
    await stage.call('POST', '/mass_messages', OUTAGE);
    await stage.pass(600);
    expect(await rows()).toMatchObject([{ status: 'Insufficient funds', charge_cents: 0 }]);
    expect((await stage.call('GET', '/billing')).body).toMatchObject({ balance_cents: 0, charged_cents: 0 });
  });

  test('the balance pays segments; the last one cent lets one more text go', async () => {
    await stage.page('POST', '/billing', { balance_cents: 1, price_per_segment_cents: 2 });
    await stage.call('POST', '/mass_messages', { ...OUTAGE, filters: { account_ids: [1] } });
    await stage.pass(60);
    const statuses = ((await rows()) as { status: string }[]).map((each) => each.status);
    expect(statuses).toEqual(['Insufficient funds', 'Delivered']);
    expect((await stage.call('GET', '/billing')).body).toMatchObject({
      balance_cents: -1,
      messages: 1,
      segments: 1,
      charged_cents: 2,
    });
  });
});
