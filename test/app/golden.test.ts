import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection } from '../../src/core/json.ts';
import { parseDelivery } from '../../src/inbox/parse-delivery.ts';
import { attachHook, detachHook } from '../../src/inbox/registration.ts';
import type { App } from '../../src/manifest/app.ts';
import { checkSource } from '../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../src/manifest/given-files.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { readManifest } from '../../src/manifest/read-manifest.ts';
import { writeLocalApp } from '../../src/manifest/write/local-app.ts';
import { SONAR_APP_FOLDER, createRuntime } from '../../src/runtime.ts';
import type { Runtime } from '../../src/runtime.ts';
import { startRecordingUpstream } from './recording-upstream.ts';
import type { RecordingUpstream } from './recording-upstream.ts';

interface Golden {
  readonly module: string;
  readonly input: Collection;
  /** What is looked up first, so that wrong inputs are refused. */
  readonly reads?: readonly string[];
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
    readonly headers?: Collection;
  };
}

const GOLDEN = JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8')) as Golden[];
const TOKEN = 'test-token-0123456789abcdefghijk';
const TRIGGERS = [
  ['watchNewCustomer', 'customer_created'],
  ['watchCustomerStateChanged', 'customer_state_changed'],
  ['watchTagAdded', 'tag_added_to_message'],
  ['watchTagsRemoved', 'tag_removed_from_message'],
  ['watchNewOutboundMessage', 'outbound_message'],
  ['watchNewAssignedMessage', 'new_assigned_message'],
  ['watchNewUnassignedMessage', 'new_unassigned_message'],
] as const;

const sonar = await loadApp(SONAR_APP_FOLDER);
const written = checkSource(sourceOfFiles(writeLocalApp(await readManifest(SONAR_APP_FOLDER))), '').app;
const READINGS: readonly (readonly [string, App])[] = [
  ['the Sonar app', sonar],
  ['the Sonar app, written in the layout of Make and read again', written!],
];

describe.each(READINGS)('%s', (_reading, app) => {
  let upstream: RecordingUpstream;
  let runtime: Runtime;
  const connection = { privateToken: TOKEN, sandbox: true };

  beforeAll(async () => {
    upstream = await startRecordingUpstream();
    const environment = { sonarSandboxUrl: `${upstream.origin}/api` };
    runtime = createRuntime({ app, environment, privateOrigins: [upstream.origin] });
  });
  afterEach(() => {
    upstream.requests.length = 0;
    upstream.answer = { status: 200, body: {} };
  });
  afterAll(async () => {
    runtime.close();
    await upstream.close();
  });

  describe('every module sends exactly its request', () => {
    test.each(
      GOLDEN.map((golden) => [`${golden.module} ${JSON.stringify(golden.input).slice(0, 60)}`, golden] as const),
    )('%s', async (_name, golden) => {
      upstream.answer.body = { ok: true };
      await runtime.runModule({ module: golden.module, connection, input: golden.input, strict: true });
      const reads = upstream.requests.slice(0, -1).map(({ method, path }) => `${method} ${path}`);
      expect(reads).toEqual((golden.reads ?? []).map((path) => `GET ${path}`));
      const sent = upstream.requests.at(-1);
      expect(sent).toMatchObject({ method: golden.request.method, path: golden.request.path });
      expect(sent?.headers).toMatchObject({ 'x-token': TOKEN, ...golden.request.headers });
      expect(sent?.body === '' ? undefined : JSON.parse(sent?.body ?? '')).toEqual(golden.request.body);
    });

    test('there is a golden request for every action', () => {
      const actions = [...app.modules.values()].filter((module) => module.moduleType !== 'instant_trigger');
      expect(
        actions.map((module) => module.name).filter((name) => !GOLDEN.some((golden) => golden.module === name)),
      ).toEqual([]);
    });
  });

  describe('every trigger registers one hook with one flag, passes its delivery through, and removes the hook', () => {
    test.each(TRIGGERS)('%s watches %s', async (name, flag) => {
      const module = app.modules.get(name);
      const webhook = app.webhooks.get(module?.webhook ?? '');
      if (webhook === undefined) throw new Error('no webhook');
      const registration = {
        app,
        webhook,
        connection,
        parameters: { webhookName: 'My hook' },
        url: 'https://example.com/hooks/abc',
      };
      upstream.answer = { status: 201, body: { id: 77 } };
      const data = await attachHook(runtime.services, registration);
      expect(data).toEqual({ externalHookId: 77 });
      await detachHook(runtime.services, { ...registration, data });
      expect(upstream.requests.map((request) => [request.method, request.path])).toEqual([
        ['POST', '/api/v1/webhooks'],
        ['DELETE', '/api/v1/webhooks/77'],
      ]);
      expect(JSON.parse(upstream.requests[0]?.body ?? '')).toEqual({
        webhook: {
          name: 'My hook',
          active: 'true',
          settings: { [flag]: 'true' },
          url: registration.url,
          http_method: 'POST',
        },
      });
      const body = { uuid: 'u1', action: flag, key_of_tomorrow: { nested: [1] } };
      const request = {
        method: 'POST',
        query: '',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(body)),
      };
      const { services } = runtime;
      const { items } = webhook.inbound.receive(parseDelivery(request, {}), {
        ...services,
        limits: services.limits.expression,
      });
      const result = await runtime.runModule({ module: name, input: {}, payload: items[0] });
      expect(result.bundles).toEqual([body]);
    });

    test('a hook whose id was lost is found by its address, and only it is removed', async () => {
      const webhook = app.webhooks.get('newCustomer');
      if (webhook === undefined) throw new Error('no webhook');
      upstream.answer = {
        status: 200,
        body: [
          { id: 1, url: 'https://example.com/other' },
          { id: 2, url: 'https://example.com/mine' },
        ],
      };
      await detachHook(runtime.services, { app, webhook, connection, parameters: {}, url: 'https://example.com/mine' });
      expect(upstream.requests.map((request) => `${request.method} ${request.path}`)).toEqual([
        'GET /api/v1/webhooks',
        'DELETE /api/v1/webhooks/2',
      ]);
    });

    test('a hook that is gone at the provider counts as removed', async () => {
      const webhook = app.webhooks.get('newCustomer');
      if (webhook === undefined) throw new Error('no webhook');
      upstream.answer = { status: 404, body: { error: 'Webhook not found' } };
      await detachHook(runtime.services, {
        app,
        webhook,
        connection,
        parameters: {},
        url: 'https://x.test',
        data: { externalHookId: 5 },
      });
      expect(upstream.requests).toHaveLength(1);
    });
  });

  describe('errors of the service keep its words and get a name', () => {
    test.each([
      [400, 'phone_number is missing', 'DataError'],
      [401, 'Token or publishable_key not found', 'InvalidAccessTokenError'],
      [403, 'No Active Subscription', 'RuntimeError'],
      [404, 'Customer not found', 'DataError'],
      [429, 'Slow down', 'RateLimitError'],
      [503, 'Down', 'ConnectionError'],
    ])('%i', async (status, error, name) => {
      upstream.answer = { status, body: { error } };
      const run = runtime.runModule({ module: 'getCustomer', connection, input: { phoneNumber: '+13105551234' } });
      await expect(run).rejects.toMatchObject({ name, message: error, upstream: { status } });
    });
  });

  describe('what a user may not do', () => {
    const refused = (input: Collection) =>
      runtime.runModule({ module: 'makeApiCall', connection, input: { method: 'GET', ...input } });

    test.each([
      'https://evil.example/v1',
      '//evil.example/v1',
      '/../../admin',
      '/v1/%2e%2e/%2e%2e/admin',
      '\\\\evil.example',
    ])('a path that leaves the address of the connection: %s', async (url) => {
      await refused({ url }).catch(() => undefined);
      expect(upstream.requests.filter((request) => !request.path.startsWith('/api/'))).toEqual([]);
      const outcome = await refused({ url }).then(
        () => upstream.requests.at(-1)?.path,
        (error: Error) => error.name,
      );
      expect(outcome === 'RequestRefusedError' || outcome?.startsWith('/api/')).toBe(true);
    });

    test.each([
      'X-Token',
      'x-token',
      'Host',
      'Content-Length',
      'Transfer-Encoding',
      'Connection',
      'Proxy-Authorization',
    ])('the header %s', async (key) => {
      const run = refused({ url: '/v1/webhooks', headers: [{ key, value: 'mine' }] });
      await expect(run).rejects.toMatchObject({
        name: 'RequestRefusedError',
        message: expect.stringMatching(new RegExp(key, 'i')),
      });
      expect(upstream.requests).toEqual([]);
    });

    test('a header value with a line break', async () => {
      const run = refused({ url: '/v1/webhooks', headers: [{ key: 'X-A', value: 'a\r\nX-Token: b' }] });
      await expect(run).rejects.toMatchObject({ name: 'RequestRefusedError' });
      expect(upstream.requests).toEqual([]);
    });
  });

  test('every problem of the inputs is named with its label, and nothing is sent', async () => {
    const input = { phoneNumber: '12', email: 'no mail', timezone: 'Mars/Base' };
    const run = runtime.runModule({ module: 'createUpdateCustomer', connection, input });
    await expect(run).rejects.toMatchObject({ name: 'BundleValidationError' });
    const error = (await run.catch((thrown: unknown) => thrown)) as { problems: { message: string }[] };
    const text = error.problems.map((problem) => problem.message).join('\n');
    for (const label of ['Phone Number', 'Email Address', 'Timezone']) expect(text).toContain(label);
    expect(upstream.requests).toEqual([]);
  });

  test('a preview shows the request and hides the token', () => {
    const preview = runtime.previewModule({
      module: 'getCustomer',
      connection,
      input: { phoneNumber: '+13105551234' },
    });
    expect(preview?.url).toBe(`${upstream.origin}/api/v1/customers?phone_number=%2B13105551234`);
    expect(JSON.stringify(preview)).not.toContain(TOKEN);
    expect(JSON.stringify(preview)).toContain('[secret]');
  });
});
