import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createManualClock } from '../../../src/core/clock.ts';
import { member, START } from '../stage.ts';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';

let stage: OutboundStage;
beforeEach(async () => {
  stage = await openOutbound();
});
afterEach(() => stage.sandbox.close());

const quiet = (start: string | null, end: string | null) => stage.call('POST', '/quiet_hours', { start, end });
const trigger = async () =>
  (await stage.call('POST', '/triggered_messages', { trigger: 'payment_failed', account_id: 2 })).body;
const status = async () => member((await stage.call('GET', '/messages')).body, 'messages', 0, 'status');

describe('quiet hours are 12 hours at most', () => {
  test.each([
    ['09:00', '21:00', 200],
    ['09:00', '21:01', 400],
    ['21:00', '09:00', 200],
    ['21:00', '09:01', 400],
    ['00:00', '12:00', 200],
    ['23:59', '11:59', 200],
    ['12:00', '11:59', 400],
  ])('%s to %s: %i', async (start, end, expected) => {
    const answer = await quiet(start, end);
    expect(answer.status).toBe(expected);
    const after = await stage.call('GET', '/quiet_hours');
    expect(member(after.body, 'quiet_hours')).toEqual(expected === 200 ? { start, end } : null);
    if (expected === 400) expect(answer.body).toEqual({ error: 'Quiet hours can be 12 hours at most' });
  });

  test('the same time twice, and null twice, switch them off; one null is refused', async () => {
    await quiet('21:00', '08:00');
    expect((await quiet('08:00', '08:00')).body).toMatchObject({ quiet_hours: null });
    await quiet('21:00', '08:00');
    expect((await quiet(null, null)).body).toMatchObject({ quiet_hours: null });
    expect((await quiet('21:00', null)).status).toBe(400);
    expect((await quiet('24:00', '08:00')).status).toBe(400);
  });
});

describe('a triggered text is held in quiet hours, on the clock of the system', () => {
  test('it stays Pending and goes out when they end, over midnight', async () => {
    await quiet('21:00', '08:00'); // it is 06:00 in Chicago
    expect(await trigger()).toMatchObject({
      held_until: '2026-03-01T14:00:00.000Z',
      messages: [{ status: 'Pending' }],
    });
    await stage.pass(2 * 3600 - 1);
    expect(await status()).toBe('Pending');
    expect((await stage.call('GET', '/quiet_hours')).body).toMatchObject({ now_quiet: true, held: 1 });
    await stage.pass(1);
    expect(await status()).toBe('In Progress');
    expect((await stage.call('GET', '/quiet_hours')).body).toMatchObject({ now_quiet: false, held: 0, ends_at: null });
  });

  test.each([
    ['06:00', '07:00', 'Pending', 'the first minute is quiet'],
    ['05:00', '06:00', 'In Progress', 'the minute they end with is not'],
    ['06:01', '07:00', 'In Progress', 'the minute before is not'],
  ])('%s to %s at 06:00: %s, since %s', async (start, end, expected) => {
    await quiet(start, end);
    await trigger();
    await stage.pass(0);
    expect(await status()).toBe(expected);
  });

  test('another time zone is another time', async () => {
    await quiet('06:00', '07:00');
    await stage.page('POST', '/settings', { timezone: 'America/New_York' });
    await trigger();
    await stage.pass(0);
    expect(await status()).toBe('In Progress');
  });

  test('a text that waits leaves when quiet hours are taken away, and goes on waiting when they are made longer', async () => {
    await quiet('05:00', '07:00');
    await trigger();
    await quiet('05:00', '09:00');
    await stage.pass(3600);
    expect(await status()).toBe('Pending');
    await quiet(null, null);
    await stage.pass(0);
    expect(await status()).toBe('In Progress');
  });

  test('a text whose number replied STOP while it waited is not sent', async () => {
    await quiet('05:00', '07:00');
    await trigger();
    await stage.page('POST', '/replies', { from: '+15105550123', text: 'STOP' });
    await stage.pass(3600);
    expect((await stage.call('GET', '/messages')).body).toMatchObject({
      messages: [{ status: 'Failed', reject_reason: 'The number replied STOP while the text waited', charge_cents: 0 }],
    });
  });
});

test('a mass message ignores quiet hours', async () => {
  await quiet('05:00', '07:00');
  const order = { saved_message: 'Unplanned Outage (no restoration ETA)', outage_start: '2026-03-01T11:00:00Z' };
  await stage.call('POST', '/mass_messages', { ...order, filters: { account_ids: [2] }, confirm: true });
  await stage.pass(0);
  expect(await status()).toBe('In Progress');
});

test('everybody sees them, above the sent list too; only some may set them', async () => {
  await quiet('21:00', '08:00');
  const hours = { quiet_hours: { start: '21:00', end: '08:00' }, timezone: 'America/Chicago' };
  expect((await stage.call('GET', '/quiet_hours', undefined, 'viewer')).body).toMatchObject(hours);
  expect((await stage.call('GET', '/messages', undefined, 'viewer')).body).toMatchObject(hours);
  expect(await stage.call('POST', '/quiet_hours', { start: null, end: null }, 'viewer')).toMatchObject({
    status: 403,
    body: { error: 'Ben Barker lacks the permission "Update the SMS settings"' },
  });
});

describe('on days on which the clocks change, quiet hours end at their time on the clock', () => {
  test.each([
    { way: 'forward', now: '2026-03-08T07:00:00Z', end: '08:00', until: '2026-03-08T13:00:00.000Z' },
    { way: 'back', now: '2026-11-01T05:00:00Z', end: '08:00', until: '2026-11-01T14:00:00.000Z' },
    { way: 'forward, over the end', now: '2026-03-08T07:00:00Z', end: '02:30', until: '2026-03-08T08:00:00.000Z' },
  ])('$way', async ({ now, end, until }) => {
    const other = await openOutbound({ clock: createManualClock(Date.parse(now)) });
    await other.call('POST', '/quiet_hours', { start: '23:00', end });
    const body = { trigger: 'payment_failed', account_id: 2 };
    expect((await other.call('POST', '/triggered_messages', body)).body).toMatchObject({ held_until: until });
    await other.sandbox.close();
  });
});

test('the tests begin at 06:00 in Chicago', () => {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Chicago', timeStyle: 'short' }).format(START);
  expect(time).toBe('06:00');
});
