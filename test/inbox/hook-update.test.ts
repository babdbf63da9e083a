import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { App } from '../../src/manifest/app.ts';
import { checkSource } from '../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../src/manifest/given-files.ts';
import type { HookRecord } from '../../src/store/records.ts';
import { type RecordingUpstream, startRecordingUpstream } from '../app/recording-upstream.ts';
import { openServiceStage, type ServiceStage } from '../app/service-stage.ts';

const ATTACH = {
  method: 'POST',
  url: '/hooks',
  body: { url: '{{webhook.url}}', list: '{{parameters.list}}' },
  response: { data: { hookId: '{{body.id}}', secret: '{{body.secret}}' } },
};
const DETACH = { method: 'DELETE', url: '/hooks/{{webhook.hookId}}' };
const UPDATE = {
  method: 'PUT',
  url: '/hooks/{{webhook.hookId}}',
  body: { list: '{{parameters.list}}', secret: '{{webhook.secret}}' },
  response: { data: { revision: '{{body.revision}}' } },
};

let upstream: RecordingUpstream;
let stage: ServiceStage;
beforeEach(async () => {
  upstream = await startRecordingUpstream();
  upstream.answer = { status: 200, body: { id: 'h1', secret: 's1', revision: 2 } };
});
afterEach(async () => {
  await stage.close();
  await upstream.close();
});

function appFor(calls: object): App {
  const files = {
    'manifest.json': JSON.stringify({
      name: 'lists',
      label: 'Lists',
      version: '1.0.0',
      groups: [],
      base: { baseUrl: upstream.origin },
    }),
    'webhooks/changes.json': JSON.stringify({
      name: 'changes',
      label: 'Changes',
      parameters: [{ name: 'list', type: 'text', label: 'List', required: true }],
      ...calls,
    }),
  };
  const { app, problems } = checkSource(sourceOfFiles(files), '');
  if (app === undefined) throw new Error(JSON.stringify(problems));
  return app;
}

/** A hook that is registered for the list "a". */
async function registered(calls: object): Promise<HookRecord> {
  stage = await openServiceStage(appFor(calls), [upstream.origin]);
  const { hooks } = stage.service;
  const wanted = { app: 'lists', webhook: 'changes', connectionId: null, name: 'Changes', parameters: { list: 'a' } };
  const { id } = await hooks.create(wanted);
  const hook = await hooks.attach(id);
  upstream.requests.length = 0;
  return hook;
}

const sent = () =>
  upstream.requests.map(({ method, path, body }) => [method, path, body === '' ? {} : JSON.parse(body)]);

test('other values are told to the service by the update of the app, which reads and keeps what attach has stored', async () => {
  const hook = await registered({ attach: ATTACH, detach: DETACH, update: UPDATE });
  const changed = await stage.service.hooks.reshape(hook.id, hook.version, { list: 'b' });
  expect(sent()).toEqual([['PUT', '/hooks/h1', { list: 'b', secret: 's1' }]]);
  expect(changed).toMatchObject({
    state: 'attached',
    parameters: { list: 'b' },
    data: { hookId: 'h1', secret: 's1', revision: 2 },
  });
});

test('without an update the hook is removed and registered anew, at the same address', async () => {
  const hook = await registered({ attach: ATTACH, detach: DETACH });
  await stage.service.hooks.reshape(hook.id, hook.version, { list: 'b' });
  const url = stage.service.hooks.urlOf(hook);
  expect(sent()).toEqual([
    ['DELETE', '/hooks/h1', {}],
    ['POST', '/hooks', { url, list: 'b' }],
  ]);
});

test('an update the service refuses leaves the hook as it was', async () => {
  const hook = await registered({ attach: ATTACH, detach: DETACH, update: UPDATE });
  upstream.answer = { status: 422, body: { error: 'There is no such list.' } };
  await expect(stage.service.hooks.reshape(hook.id, hook.version, { list: 'b' })).rejects.toMatchObject({
    name: 'RuntimeError',
  });
  expect(await stage.service.store.hooks.get(hook.id)).toMatchObject({ state: 'attached', parameters: { list: 'a' } });
});

test('the same values, values that are not valid and a stale version tell the service nothing', async () => {
  const hook = await registered({ attach: ATTACH, detach: DETACH, update: UPDATE });
  const { hooks } = stage.service;
  expect((await hooks.reshape(hook.id, hook.version, { list: 'a' })).version).toBe(hook.version);
  await expect(hooks.reshape(hook.id, hook.version, {})).rejects.toMatchObject({ name: 'BundleValidationError' });
  await expect(hooks.reshape(hook.id, hook.version - 1, { list: 'b' })).rejects.toMatchObject({
    name: 'ConflictError',
  });
  expect(sent()).toEqual([]);
});

test('a webhook without attach is registered by a person: it takes other values and asks nobody', async () => {
  const hook = await registered({});
  expect(hook.state).toBe('attached');
  const changed = await stage.service.hooks.reshape(hook.id, hook.version, { list: 'b' });
  expect(changed).toMatchObject({ state: 'attached', parameters: { list: 'b' } });
  expect(sent()).toEqual([]);
});
