import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Collection } from '../../../src/core/json.ts';
import {
  blueprint,
  memoryJournal,
  note,
  observe,
  openSonar,
  servicesWith,
  trigger,
  type ModuleText,
  type SonarBench,
} from '../fixtures.ts';

let bench: SonarBench;
beforeAll(async () => {
  bench = await openSonar();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.control('POST', '/reset', {});
  await bench.control('DELETE', '/faults');
});

const send = (more: Collection = {}): ModuleText => ({
  id: 2,
  module: 'sonar:sendMessage',
  parameters: { __IMTCONN__: 'con_1' },
  mapper: { phoneNumber: '{{1.phone}}', text: 'Hello' },
  ...more,
});
const flow = (more?: Collection) => [trigger({ phone: '+13105551111' }), send(more), note(3, 'sent to {{2.to}}')];
const fault = (effect: Collection) => bench.control('POST', '/faults', { match: { method: 'POST' }, ...effect });

async function sentTexts(): Promise<unknown[]> {
  const { messages } = (await bench.control('GET', '/state')) as { readonly messages: readonly Collection[] };
  return messages.filter(({ direction }) => direction === 'outbound').map(({ text }) => text);
}

test('a run shows what was sent and answered, and never the token', async () => {
  const { operations, outcome } = await observe(blueprint(flow()), bench.context, bench.apps);
  expect(outcome.status).toBe('success');
  const [, sent] = operations;
  expect(sent).toMatchObject({
    key: '2:1',
    module: 'sonar:sendMessage',
    status: 'success',
    write: true,
    input: { text: 'Hello' },
  });
  expect(sent?.exchanges).toMatchObject([{ request: { method: 'POST' }, response: { status: 202 } }]);
  expect(JSON.stringify({ operations, outcome })).not.toContain(bench.sandbox.token);
});

test('a connection that is cut leaves the message in doubt, and a repeated run does not send it again', async () => {
  await fault({ cutConnection: true, times: 1 });
  const journal = memoryJournal();
  const scenario = blueprint(flow({ onerror: [{ id: 9, module: 'builtin:Break', mapper: { retry: true } }] }), {
    dlq: true,
  });
  const first = await observe(scenario, { ...bench.context, journal }, bench.apps);
  expect(first.outcome).toMatchObject({ status: 'in-doubt', inDoubt: { moduleId: 2, request: { method: 'POST' } } });
  const second = await observe(scenario, { ...bench.context, journal }, bench.apps);
  expect(second.outcome.status).toBe('in-doubt');
  expect(JSON.stringify([first, second])).not.toContain(bench.sandbox.token);
  expect(await sentTexts()).toEqual([]);
});

test('an answer that ends in the middle leaves the message in doubt: it was sent', async () => {
  await fault({ truncate: true, times: 1 });
  const { outcome } = await observe(blueprint(flow(), { dlq: true }), bench.context, bench.apps);
  expect(outcome).toMatchObject({ status: 'in-doubt', incomplete: [] });
  expect(await sentTexts()).toEqual(['Hello']);
});

test('a refused message is kept and sent when it goes on', async () => {
  await fault({ status: 503, times: 1 });
  const scenario = blueprint(flow(), { dlq: true });
  const first = await observe(scenario, bench.context, bench.apps);
  expect(first.outcome).toMatchObject({ status: 'warning', incomplete: [{ error: { name: 'ConnectionError' } }] });
  const resume = first.outcome.incomplete[0]?.state ?? null;
  const second = await observe(scenario, { ...bench.context, resume }, bench.apps);
  expect(second.outcome.status).toBe('success');
  expect(await sentTexts()).toEqual(['Hello']);
});

test('how long to wait is handed on', async () => {
  await fault({ retryAfter: 7, times: 1 });
  const { outcome } = await observe(blueprint(flow(), { dlq: true }), bench.context, bench.apps);
  expect(outcome.incomplete).toMatchObject([{ error: { name: 'RateLimitError' }, retryAfterMs: 7000 }]);
});

test('a service nobody listens at is an ordinary failure: nothing was sent', async () => {
  const services = {
    ...bench.context.services,
    environment: { sonarSandboxUrl: 'http://127.0.0.1:9/api' },
    privateOrigins: ['http://127.0.0.1:9'],
  };
  const { outcome } = await observe(blueprint(flow(), { dlq: true }), { ...bench.context, services }, bench.apps);
  expect(outcome).toMatchObject({
    status: 'warning',
    inDoubt: null,
    incomplete: [{ error: { name: 'ConnectionError' } }],
  });
});

test('invalid inputs are reported before anything is sent', async () => {
  const scenario = blueprint([trigger({ phone: '' }), send()]);
  const { outcome, operations } = await observe(scenario, bench.context, bench.apps);
  expect(outcome).toMatchObject({ status: 'error', error: { name: 'BundleValidationError', moduleId: 2 } });
  expect(operations[1]).toMatchObject({
    exchanges: [],
    write: false,
    warnings: ['"Phone Number" is empty: {{1.phone}} gave nothing'],
  });
});

test('a connection that is gone fails its module only', async () => {
  const connectionValues = () => Promise.reject(new Error('no such connection'));
  const { outcome } = await observe(
    blueprint(flow({ onerror: [{ id: 9, module: 'builtin:Ignore' }] })),
    { ...bench.context, connectionValues },
    bench.apps,
  );
  expect(outcome.status).toBe('success');
});

test('a private address is refused to the HTTP module unless it is excepted', async () => {
  const get = { id: 2, module: 'http:MakeRequest', mapper: { url: bench.sandbox.url, method: 'get' } };
  const services = { ...bench.context.services, privateOrigins: [] };
  const { outcome } = await observe(blueprint([trigger({}), get]), { services });
  expect(outcome).toMatchObject({ status: 'error', error: { name: 'RequestRefusedError' } });
});

test('a module the app calls idempotent is simply sent again', async () => {
  const apps = new Map(
    [...bench.apps].map(([name, app]) => {
      const modules = [...app.modules].map(([key, module]) => [key, { ...module, idempotent: true }] as const);
      return [name, { ...app, modules: new Map(modules) }] as const;
    }),
  );
  await fault({ cutConnection: true, times: 1 });
  const journal = memoryJournal();
  const scenario = blueprint(flow(), { dlq: true });
  const first = await observe(scenario, { ...bench.context, journal }, apps);
  expect(first.outcome).toMatchObject({ status: 'warning', inDoubt: null });
  const second = await observe(scenario, { ...bench.context, journal }, apps);
  expect(second.outcome.status).toBe('success');
  expect(await sentTexts()).toEqual(['Hello']);
});

test('a service that echoes the token does not get it into the history', async () => {
  const { token } = bench.sandbox;
  const body = Buffer.from(JSON.stringify({ to: token, text: Buffer.from(token).toString('base64') }));
  const services = {
    ...servicesWith(({ url }) => ({
      status: 200,
      statusText: '',
      headers: { 'content-type': 'application/json' },
      body,
      url,
    })),
    environment: bench.context.services.environment,
  };
  const { operations, outcome } = await observe(blueprint(flow()), { ...bench.context, services }, bench.apps);
  expect(outcome.status).toBe('success');
  const shown = JSON.stringify(operations);
  expect(shown).toContain('[secret]');
  expect(shown).not.toContain(token);
  expect(shown).not.toContain(Buffer.from(token).toString('base64'));
});
