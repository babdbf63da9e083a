import { expect, test } from '@jest/globals';
import type { Json } from '../../../src/core/json.ts';
import type { App } from '../../../src/manifest/app.ts';
import { checkSource } from '../../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';
import { blueprint, createOffice } from './office.ts';

/** An app whose webhook is told which list to watch, and whose RPC gives a field that comes with it. */
const LISTS = appOfLists();

function appOfLists(): ReadonlyMap<string, App> {
  const webhook = {
    name: 'events',
    label: 'Events',
    parameters: [{ name: 'list', type: 'text', label: 'List', required: true }, 'rpc://fields'],
    attach: { url: '/hooks', method: 'POST' },
    detach: { url: '/hooks', method: 'DELETE' },
  };
  const trigger = { name: 'watch', label: 'Watch', moduleType: 'instant_trigger', webhook: 'events' };
  const manifest = {
    name: 'lists',
    label: 'Lists',
    version: '1.0.0',
    groups: [{ label: 'All', modules: ['watch'] }],
    base: { baseUrl: 'https://lists.example' },
  };
  const files = {
    'manifest.json': manifest,
    'webhooks/events.json': webhook,
    'modules/watch.json': { ...trigger, description: 'Watches.', interface: [{ name: 'id', type: 'text' }] },
    'rpcs/fields.json': { name: 'fields', label: 'Fields', communication: { url: '/fields' } },
  };
  const texts = Object.fromEntries(Object.entries(files).map(([path, json]) => [path, JSON.stringify(json)]));
  const { app, problems } = checkSource(sourceOfFiles(texts), '');
  if (app === undefined) throw new Error(JSON.stringify(problems));
  return new Map([[app.name, app]]);
}

function watching(parameters: Record<string, Json>): Json {
  return { name: 'Lists', flow: [{ id: 1, module: 'lists:watch', parameters, mapper: {} }] };
}

/** A scenario that watches a list. */
async function watchingOffice() {
  const office = await createOffice(LISTS);
  const { scenario } = await office.service.create({
    blueprint: watching({ list: 'a', sender: 'Ann', maxResults: 2 }),
  });
  const hookId = scenario.hookId ?? 'hk_none';
  const hook = () => office.store.hooks.get(hookId);
  return { ...office, scenario, hookId, hook };
}

test('what a trigger states anew for its webhook is told to the service, fields that only the service knows included', async () => {
  const { service, scenario, hookId, hook, calls } = await watchingOffice();
  expect((await hook())?.parameters).toEqual({ list: 'a', sender: 'Ann' });
  await service.activate(scenario.id);
  calls.length = 0;
  const edit = { blueprint: watching({ __IMTHOOK__: hookId, list: 'b', sender: 'Ann' }) };
  const saved = await service.update(scenario.id, 1, edit);
  expect(saved).toMatchObject({ scenario: { hookId, active: true }, problems: [] });
  expect(await hook()).toMatchObject({ parameters: { list: 'b', sender: 'Ann' } });
  expect(calls).toEqual(['reshape', 'attach']);
});

test('what a trigger still states says nothing: the webhook keeps what it was given on its page since then', async () => {
  const { service, scenario, hookId, hook, calls, store } = await watchingOffice();
  await store.hooks.update(hookId, (await hook())?.version ?? 0, { parameters: { list: 'c' } });
  await service.update(scenario.id, 1, { blueprint: watching({ __IMTHOOK__: hookId, list: 'a', sender: 'Ann' }) });
  expect(await hook()).toMatchObject({ parameters: { list: 'c' } });
  expect(calls).toEqual([]);
});

test('a webhook that starts other scenarios too stays as it is; the one that was edited gets its own and says so', async () => {
  const { service, scenario, hookId, hook, calls } = await watchingOffice();
  const other = await service.create({ blueprint: watching({ __IMTHOOK__: hookId }) });
  expect(other.scenario.hookId).toBe(hookId);
  const saved = await service.update(scenario.id, 1, { blueprint: watching({ __IMTHOOK__: hookId, list: 'b' }) });
  expect(saved.scenario.hookId).not.toBe(hookId);
  expect(saved.scenario.blueprint).toMatchObject({ flow: [{ parameters: { __IMTHOOK__: saved.scenario.hookId } }] });
  expect(saved.problems).toMatchObject([{ code: 'HOOK_SPLIT', severity: 'warning', pointer: '/flow/0/parameters' }]);
  expect(await hook()).toMatchObject({ parameters: { list: 'a' }, deletedAt: null });
  expect(calls).not.toContain('reshape');
});

test('a service that refuses the new values keeps the scenario as it was, and a stale edit tells nobody anything', async () => {
  const { service, scenario, hookId, provider, calls } = await watchingOffice();
  await service.activate(scenario.id);
  calls.length = 0;
  const edit = { blueprint: watching({ __IMTHOOK__: hookId, list: 'b' }) };
  await expect(service.update(scenario.id, 7, edit)).rejects.toMatchObject({ name: 'ConflictError' });
  expect(calls).not.toContain('reshape');
  provider.refuses = true;
  await expect(service.update(scenario.id, 1, edit)).rejects.toMatchObject({ name: 'ConnectionError' });
  expect(await service.get(scenario.id)).toMatchObject({ version: 1, blueprint: scenario.blueprint });
});

test('what is meant for nobody is not told to a webhook', async () => {
  const { service, store } = await createOffice();
  const [trigger, ...rest] = (blueprint('con_one') as { readonly flow: readonly Record<string, Json>[] }).flow;
  const parameters = { __IMTCONN__: 'con_one', hook: 12, maxResults: 2, colour: 'red' };
  const { scenario } = await service.create({
    blueprint: { name: 'Odd', flow: [{ ...trigger, parameters }, ...rest] },
  });
  expect((await store.hooks.get(scenario.hookId ?? 'hk_none'))?.parameters).toEqual({});
});
