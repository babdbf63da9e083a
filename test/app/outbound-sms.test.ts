import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { resolve } from 'node:path';
import type { Collection } from '../../src/core/json.ts';
import { attachHook, detachHook } from '../../src/inbox/registration.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { createRuntime } from '../../src/runtime.ts';
import type { Runtime } from '../../src/runtime.ts';
import { openOutbound, TOKENS } from '../sandbox/outbound/outbound-stage.ts';
import type { OutboundStage } from '../sandbox/outbound/outbound-stage.ts';
import { member } from '../sandbox/stage.ts';
import { startRecordingUpstream } from './recording-upstream.ts';
import type { RecordingUpstream } from './recording-upstream.ts';

const app = await loadApp(resolve(import.meta.dirname, '../../examples/apps/outbound-sms'));

test('the app has no findings, marks itself as for the sandbox only, and keeps its token secret', () => {
  expect(app.findings).toEqual([]);
  expect(app.label).toContain('sandbox only');
  expect(app.connections.get('outboundSms')?.secretFields).toEqual(['token']);
  expect([...app.modules.values()].map(({ label, moduleType }) => [label, moduleType])).toEqual([
    ['List Sent SMS', 'search'],
    ['Send a Mass SMS', 'action'],
    ['Trigger an SMS', 'action'],
    ['Watch SMS Status Changed', 'instant_trigger'],
  ]);
});

describe('every module sends exactly its request', () => {
  let upstream: RecordingUpstream;
  let runtime: Runtime;
  beforeAll(async () => {
    upstream = await startRecordingUpstream();
    runtime = createRuntime({ app, privateOrigins: [upstream.origin] });
  });
  beforeEach(() => {
    upstream.requests.length = 0;
    upstream.answer = { status: 200, body: { messages: [] } };
  });
  afterAll(async () => {
    runtime.close();
    await upstream.close();
  });
  const connection = (): Collection => ({ token: TOKENS.admin, url: `${upstream.origin}/outbound` });

  test.each([
    [
      'sendMassSms',
      {
        savedMessage: 'Planned Outage',
        outageStart: '2026-03-02T01:00:00Z',
        outageEnd: '2026-03-02T03:00:00Z',
        status: 'Active',
        networkSite: 'North Tower',
        accountIds: [1, 2],
        signatureId: 2,
        confirm: true,
      },
      'POST /outbound/v1/mass_messages',
      {
        saved_message: 'Planned Outage',
        signature_id: 2,
        outage_start: '2026-03-02T01:00:00.000Z',
        outage_end: '2026-03-02T03:00:00.000Z',
        filters: { status: 'Active', network_site: 'North Tower', account_ids: [1, 2] },
        confirm: true,
      },
    ],
    [
      'sendMassSms',
      {
        savedMessage: 'Unplanned Outage (no restoration ETA)',
        outageStart: '2026-03-02T01:00:00Z',
        confirm: false,
      },
      'POST /outbound/v1/mass_messages',
      {
        saved_message: 'Unplanned Outage (no restoration ETA)',
        outage_start: '2026-03-02T01:00:00.000Z',
        filters: {},
        confirm: false,
      },
    ],
    [
      'triggerSms',
      { trigger: 'invoice_created', accountId: 1 },
      'POST /outbound/v1/triggered_messages',
      { trigger: 'invoice_created', account_id: 1 },
    ],
    ['listSentSms', {}, 'GET /outbound/v1/messages?limit=10', undefined],
    [
      'listSentSms',
      { search: 'dana & co', status: 'In Progress', kind: 'mass', accountId: 1, limit: 500 },
      'GET /outbound/v1/messages?search=dana%20%26%20co&status=In%20Progress&kind=mass&account_id=1&limit=100',
      undefined,
    ],
  ])('%s %j', async (module, input, request, body) => {
    await runtime.runModule({ module, connection: connection(), input, strict: true });
    const [sent] = upstream.requests;
    expect(`${sent?.method} ${sent?.path}`).toBe(request);
    expect(sent?.headers['authorization']).toBe(`Bearer ${TOKENS.admin}`);
    expect(sent?.body === '' ? undefined : JSON.parse(sent?.body ?? '')).toEqual(body);
  });

  test('neither an input nor an answer sends the token to another address', async () => {
    const other = await startRecordingUpstream();
    const page = { messages: [{ id: 2 }], next_before: `1&url=${other.origin}` };
    upstream.answerTo = ({ path }) => ({ status: 200, body: path.includes('before=') ? { messages: [] } : page });
    const input = { search: `${other.origin}/v1`, limit: 5 };
    await runtime.runModule({ module: 'listSentSms', connection: connection(), input });
    expect(upstream.requests.map(({ path }) => path.split('?')[0])).toEqual([
      '/outbound/v1/messages',
      '/outbound/v1/messages',
    ]);
    expect(other.requests).toEqual([]);
    delete upstream.answerTo;
    await other.close();
  });

  test('a saved message asks for its own times: one that is missing is named, and nothing is sent', async () => {
    const input = { savedMessage: 'Planned Outage', outageStart: '2026-03-02T01:00:00Z', confirm: true };
    const run = runtime.runModule({ module: 'sendMassSms', connection: connection(), input });
    await expect(run).rejects.toMatchObject({
      name: 'BundleValidationError',
      problems: [{ message: expect.stringContaining('Outage End') }],
    });
    expect(upstream.requests).toEqual([]);
  });
});

describe('the modules work with the sandbox', () => {
  let stage: OutboundStage;
  let runtime: Runtime;
  let connection: Collection;
  beforeAll(async () => {
    stage = await openOutbound();
    runtime = createRuntime({ app, privateOrigins: [stage.sandbox.url] });
    connection = { token: TOKENS.admin, url: `${stage.sandbox.url}/outbound` };
  });
  afterAll(async () => {
    runtime.close();
    await stage.sandbox.close();
  });
  const run = (module: string, input: Collection, more: Collection = {}) =>
    runtime.runModule({ module, connection: { ...connection, ...more }, input });
  const OUTAGE = {
    savedMessage: 'Unplanned Outage (no restoration ETA)',
    outageStart: '2026-03-01T11:00:00Z',
    confirm: true,
  };

  test('without Confirm nothing is sent, and the output names the accounts', async () => {
    const { bundles } = await run('sendMassSms', { ...OUTAGE, confirm: false });
    expect(bundles).toMatchObject([{ confirmed: false, accounts: 2, contacts: 3 }]);
    expect((await run('listSentSms', {})).bundles).toEqual([]);
  });

  test('a search goes from page to page, gives every text once, and stops at its limit', async () => {
    for (let times = 0; times < 45; times += 1) await run('sendMassSms', OUTAGE);
    const ids = async (input: Collection) =>
      (await run('listSentSms', input)).bundles.map((bundle) => member(bundle, 'id'));
    const all = await ids({ limit: 1000 });
    expect(all).toEqual(Array.from({ length: 135 }, (_, index) => 135 - index));
    expect(await ids({ limit: 120 })).toEqual(all.slice(0, 120));
    expect(await ids({ limit: 7 })).toHaveLength(7);
    expect(await ids({ search: 'Example Bakery', limit: 1000 })).toHaveLength(45);
    expect(await ids({ status: 'Delivered' })).toEqual([]);
  });

  test('a triggered text comes back with its body and how long it is held', async () => {
    await stage.page('POST', '/quiet_hours', { start: '05:00', end: '07:00' });
    const { bundles } = await run('triggerSms', { trigger: 'invoice_created', accountId: 2 });
    expect(bundles).toMatchObject([
      {
        held_until: '2026-03-01T13:00:00.000Z',
        messages: [{ status: 'Pending', body: expect.stringContaining('A new invoice for Example Bakery is ready.') }],
      },
    ]);
  });

  test.each([
    ['a token that is not known', { token: 'outbound_wrong_token_0123456789' }, 'InvalidAccessTokenError', 'token'],
    ['a user without the permission', { token: TOKENS.viewer }, 'RuntimeError', 'Create a new SMS message'],
  ])('%s is told apart', async (_case, more, name, message) => {
    const sent = run('triggerSms', { trigger: 'invoice_created', accountId: 1 }, more);
    await expect(sent).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  test('the trigger registers one webhook and takes it away again, also when its id was lost', async () => {
    const webhook = app.webhooks.get('smsStatusChanged');
    if (webhook === undefined) throw new Error('no webhook');
    const registration = { app, webhook, connection, parameters: {}, url: 'http://127.0.0.1:9/hooks/abc' };
    const registered = async (): Promise<unknown> => (await stage.call('GET', '/webhooks')).body;
    const data = await attachHook(runtime.services, registration);
    expect(await registered()).toMatchObject([{ id: data['externalHookId'], url: registration.url, active: true }]);
    await detachHook(runtime.services, { ...registration, data });
    expect(await registered()).toEqual([]);
    await attachHook(runtime.services, registration);
    await detachHook(runtime.services, registration);
    expect(await registered()).toEqual([]);
  });
});
