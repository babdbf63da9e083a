import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { member, openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.sandbox.close());

const ONE = '+13105551111';
const CODES = [
  '4432',
  '30011',
  '4433',
  '4435',
  '4481',
  '4482',
  '4493',
  '4700',
  '30006',
  '4720',
  '30005',
  '4750',
  '4770',
];
const FILTERED = [...CODES, '4775'];

const send = (text: string) => stage.api('POST', '/v1/messages', { to: ONE, text });
const sendCampaign = (more: object = {}) => stage.api('POST', '/v1/campaigns', { to: ONE, campaign_id: '1', ...more });
const carrier = (code: string | null) => stage.control('POST', '/customers/carrier', { phone_number: ONE, code });
async function failure(): Promise<unknown> {
  const { body } = await stage.api('GET', `/v1/customers?phone_number=${encodeURIComponent(ONE)}`);
  return member(body, 'properties', 'Delivery Failed');
}

test.each(FILTERED)(
  'a failed delivery sets Delivery Failed to %s, and campaigns leave the customer out',
  async (code) => {
    await carrier(code);
    expect((await send('Hello')).status).toBe(202);
    expect(await failure()).toBe(code);
    const refused = await sendCampaign();
    expect([refused.status, refused.body]).toEqual([403, { error: 'Forbidden' }]);
    expect(member((await stage.control('GET', '/messages?direction=outbound')).body, 'total')).toBe(1);
  },
);

test.each(['4001', '30008', '4410', '4434', '9902'])('%s is noted too, but campaigns go on', async (code) => {
  await carrier(code);
  await send('Hello');
  expect(await failure()).toBe(code);
  expect((await sendCampaign()).status).toBe(202);
});

test('an API message still goes out, and the next delivered one clears the property', async () => {
  await carrier('4750');
  await send('first');
  await carrier(null);
  expect(await failure()).toBe('4750');
  expect((await send('second')).status).toBe(202);
  expect(await failure()).toBeUndefined();
  expect((await sendCampaign()).status).toBe(202);
});

test('only the latest message counts', async () => {
  await carrier('4770');
  await send('first');
  await carrier('30005');
  await send('second');
  expect(await failure()).toBe('30005');
});

test('a planned campaign text is not sent to a customer who cannot be reached by then', async () => {
  await sendCampaign({ send_at: '2026-03-01T13:00:00Z' });
  await carrier('4482');
  await send('Hello');
  await stage.control('POST', '/clock', { advanceMs: 3_600_000 });
  const { body } = await stage.control('GET', '/messages?direction=outbound');
  expect([member(body, 'total'), member(body, 'messages', 0, 'failure_code')]).toEqual([1, '4482']);
});

test('people can set and remove it, like any property', async () => {
  const properties = { 'Delivery Failed': 4775 };
  await stage.control('POST', '/customers/change', { phone_number: ONE, properties });
  expect((await sendCampaign()).status).toBe(403);
  await stage.control('DELETE', '/customers/properties', { phone_number: ONE, property_name: 'Delivery Failed' });
  expect((await sendCampaign()).status).toBe(202);
});

describe('a late report of the carrier', () => {
  async function outbound(): Promise<string> {
    await send('Hello');
    return String(
      member((await stage.control('GET', '/messages?direction=outbound')).body, 'messages', 0, 'external_id'),
    );
  }

  test('sets the property, and a better one clears it', async () => {
    const external_id = await outbound();
    await stage.control('POST', '/messages/outcome', { external_id, code: '4720' });
    expect(await failure()).toBe('4720');
    await stage.control('POST', '/messages/outcome', { external_id, code: null });
    expect(await failure()).toBeUndefined();
  });

  test.each([
    [{ external_id: 'nobody', code: null }, 404],
    [{ external_id: 'X6D2Xp_g8gkZTfOaWrUXmQ==', code: '4720' }, 400],
    [{ external_id: 'nobody', code: 'broken' }, 400],
  ])('is refused: %j', async (body, status) => {
    expect((await stage.control('POST', '/messages/outcome', body)).status).toBe(status);
  });
});

test('the exchange of a conversation shows nothing of it', async () => {
  const thread = '0b6f1a52-3c1d-4e8a-9f27-5a6b7c8d9e02';
  const { body } = await stage.api('GET', `/v1/conversations/${thread}`);
  expect(Object.keys(member(body, 'messages', 0) as object)).not.toContain('failure_code');
});
