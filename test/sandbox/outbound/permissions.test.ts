import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openOutbound } from './outbound-stage.ts';
import type { OutboundStage } from './outbound-stage.ts';
import { send } from '../stage.ts';

let stage: OutboundStage;
beforeEach(async () => {
  stage = await openOutbound();
});
afterEach(() => stage.sandbox.close());

const TRIGGERED = { trigger: 'invoice_created', account_id: 2 };
const MASS = { saved_message: 'Unplanned Outage (no restoration ETA)', outage_start: '2026-03-01T11:00:00Z' };

describe('what must be so before a text can be sent', () => {
  test.each([
    ['the feature is switched on', { enabled: false }, 'Switch outbound SMS on in the settings.'],
    ['the data center', { data_center: 'canada' }, 'The Canadian data center does not offer outbound SMS.'],
  ])('%s', async (_case, settings, error) => {
    await stage.page('POST', '/settings', settings);
    for (const [path, body] of [
      ['/triggered_messages', TRIGGERED],
      ['/mass_messages', MASS],
      ['/messages', { contact_id: 4, text: 'Hello' }],
    ] as const) {
      expect(await stage.call('POST', path, body)).toMatchObject({ status: 403, body: { error } });
    }
  });

  test('a department, a type of number that takes texts, a signature: all that is missing is named', async () => {
    for (const id of [1, 2]) await stage.call('DELETE', '/signatures', { id });
    await stage.call('DELETE', '/departments', { id: 1 });
    await stage.call('POST', '/phone_number_types', { id: 1, sms_capable: false });
    expect(await stage.call('POST', '/triggered_messages', TRIGGERED)).toMatchObject({
      status: 403,
      body: {
        error: 'Add a department with its company. Mark a phone number type as SMS-capable. Add a signature.',
      },
    });
    expect((await stage.call('GET', '/settings')).body).toMatchObject({
      preconditions: [{ met: true, fix: null }, { met: true }, { met: false }, { met: false }, { met: false }],
    });
  });
});

describe('permissions', () => {
  const lacks = (permission: string) => ({
    status: 403,
    body: { error: `Ben Barker lacks the permission "${permission}"` },
  });

  test.each([
    ['/triggered_messages', TRIGGERED],
    ['/mass_messages', MASS],
    ['/messages', { contact_id: 4, text: 'Hello' }],
  ])('%s needs Create a new SMS message', async (path, body) => {
    expect(await stage.call('POST', path, body, 'viewer')).toMatchObject(lacks('Create a new SMS message'));
  });

  test.each([
    ['/settings', {}],
    ['/quiet_hours', { start: null, end: null }],
    ['/signatures', { name: 'X' }],
    ['/phone_number_types', { name: 'X' }],
    ['/departments', { name: 'X' }],
    ['/triggers', { trigger: 'invoice_created' }],
  ])('%s needs Update the SMS settings', async (path, body) => {
    expect(await stage.call('POST', path, body, 'viewer')).toMatchObject(lacks('Update the SMS settings'));
  });

  test('whoever may view sees the sent texts; a page can act for a person, and for one instance', async () => {
    expect((await stage.call('GET', '/messages', undefined, 'viewer')).status).toBe(200);
    const ben = { ...TRIGGERED, acting_user: 'Ben Barker' };
    expect(await stage.page('POST', '/triggered_messages', ben)).toMatchObject(lacks('Create a new SMS message'));
    const fiber = { trigger: 'invoice_created', account_id: 1, instance: 'acme-fiber' };
    expect(await stage.page('POST', '/triggered_messages', fiber)).toMatchObject({
      status: 202,
      body: { messages: [{ related_entity: { name: 'Whitfield Studio' }, sending_number: '+17575550111' }] },
    });
    expect((await stage.call('GET', '/messages')).body).toMatchObject({ total: 0 });
    expect((await stage.page('GET', '/settings?instance=nowhere')).status).toBe(404);
    expect((await stage.page('GET', '/settings?acting_user=Nobody')).status).toBe(404);
  });
});

describe('signing in', () => {
  const settings = (headers: Record<string, string>) =>
    send('GET', `${stage.sandbox.url}/outbound/v1/settings`, undefined, headers);

  test.each([
    ['no token', {}],
    ['a token that is not known', { Authorization: 'Bearer outbound_demo_token_0123456789aX' }],
    ['another scheme', { Authorization: 'Basic outbound_demo_token_0123456789ab' }],
    ['the token of the other service', { Authorization: 'Bearer sonar_demo_token_0123456789abcde' }],
  ])('%s is refused with 401', async (_case, headers: Record<string, string>) => {
    expect(await settings(headers)).toMatchObject({
      status: 401,
      body: { error: 'The token is missing or not known' },
    });
  });

  test('what only the sandbox can let happen is not there for programs', async () => {
    expect((await stage.call('POST', '/replies', { from: '+13105550142', text: 'STOP' })).status).toBe(404);
    expect((await stage.call('POST', '/billing', { balance_cents: 100 })).status).toBe(404);
  });

  test('calls are in the log without their token, and faults apply to them', async () => {
    await stage.control('POST', '/faults', { match: { path: '/outbound/v1/*' }, status: 503, times: 1 });
    expect((await stage.call('GET', '/settings')).status).toBe(503);
    expect((await stage.call('GET', '/settings')).status).toBe(200);
    const { text } = await stage.control('GET', '/requests');
    expect(text).toContain('/outbound/v1/settings');
    expect(text).not.toContain('outbound_demo_token');
  });

  test('a body that is no JSON is refused', async () => {
    const response = await fetch(`${stage.sandbox.url}/outbound/v1/webhooks`, {
      method: 'POST',
      headers: { Authorization: 'Bearer outbound_demo_token_0123456789ab', 'Content-Type': 'application/json' },
      body: '{"name":',
    });
    expect(response.status).toBe(400);
  });
});
