import { expect, test } from '@jest/globals';

import { ConnectorError } from '../../../src/core/errors.ts';
import type { Json } from '../../../src/core/json.ts';
import { createEventHub } from '../../../src/engine/events.ts';
import { createScenarioService } from '../../../src/engine/scenarios/scenario-service.ts';
import type { ScenarioHooks } from '../../../src/engine/scenarios/trigger-hook.ts';
import { createManualClock } from '../../../src/core/clock.ts';
import type { App } from '../../../src/manifest/app.ts';
import { checkSource } from '../../../src/manifest/check-app.ts';
import { sourceOfFiles } from '../../../src/manifest/given-files.ts';
import { createStore } from '../../../src/store/create-store.ts';
import type { HookId, HookRecord } from '../../../src/store/records.ts';
import { openSqlite } from '../../../src/store/sqlite-database.ts';
import type { Store } from '../../../src/store/store.ts';
import { connection, hook as sampleHook } from '../../contracts/store-samples.ts';
import { APPS } from '../stage.ts';

/** Hooks that are kept in the store, and a provider that can refuse. */
function hooksOf(store: Store) {
  const calls: string[] = [];
  const provider = { refuses: false };
  const change = async (id: HookId, changes: Partial<HookRecord>): Promise<HookRecord> => {
    const hook = (await store.hooks.get(id))!;
    return store.hooks.update(id, hook.version, changes);
  };
  const call = async (name: string, id: HookId, changes: Partial<HookRecord>): Promise<HookRecord> => {
    calls.push(name);
    if (provider.refuses) throw new ConnectorError('ConnectionError', 'The provider is down.');
    return change(id, changes);
  };
  const hooks: ScenarioHooks = {
    async ensureHook(request) {
      const all = await store.hooks.list();
      const known = all.find(
        (hook) =>
          hook.deletedAt === null &&
          hook.webhook === request.webhook &&
          hook.connectionId === request.connectionId &&
          JSON.stringify(hook.parameters) === JSON.stringify(request.parameters),
      );
      return known ?? hooks.create(request);
    },
    async create(request) {
      const id: HookId = `hk_${(await store.hooks.list()).length + 1}`;
      const made: HookRecord = {
        ...sampleHook,
        ...request,
        parameters: request.parameters as Json,
        id,
        token: `token ${id}`,
        state: 'detached',
      };
      await store.hooks.insert(made);
      return made;
    },
    reshape: (id, _version, parameters) => call('reshape', id, { parameters: parameters as Json }),
    attach: (id) => call('attach', id, { state: 'attached' }),
    detach: (id) => call('detach', id, { state: 'detached' }),
    remove: (id) => call('remove', id, { deletedAt: 1 }),
  };
  return { hooks, calls, provider };
}

async function createOffice(apps: ReadonlyMap<string, App> = APPS) {
  const clock = createManualClock(1_000_000);
  const store = await createStore(await openSqlite({ file: ':memory:' }), clock);
  await store.connections.insert(connection);
  const events = createEventHub();
  const { hooks, calls, provider } = hooksOf(store);
  const service = createScenarioService({ store, hooks, apps, events, clock, timezone: 'UTC' });
  return { store, service, calls, provider, events };
}

function blueprint(connectionId: Json, more: Record<string, Json> = {}): Json {
  return {
    name: 'Welcome',
    flow: [
      { id: 1, module: 'sonar:watchNewCustomer', parameters: { __IMTCONN__: connectionId }, mapper: {}, unknown: [1] },
      {
        id: 2,
        module: 'builtin:BasicRouter',
        mapper: null,
        routes: [
          {
            flow: [
              {
                id: 3,
                module: 'sonar:sendMessage',
                parameters: { __IMTCONN__: connectionId },
                mapper: { phoneNumber: '{{1.customer.phone_number}}', text: 'Hi' },
              },
            ],
          },
        ],
      },
    ],
    ...more,
  };
}

test('saving gives the trigger its hook; switching on registers it first, switching off gives it up', async () => {
  const { service, calls, store } = await createOffice();
  const { scenario, problems } = await service.create({ blueprint: blueprint('con_one') });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(scenario).toMatchObject({
    name: 'Welcome',
    hookId: 'hk_1',
    active: false,
    scheduling: { type: 'immediately' },
  });
  expect(scenario.blueprint).toMatchObject({
    flow: [{ parameters: { __IMTCONN__: 'con_one', __IMTHOOK__: 'hk_1' }, unknown: [1] }, {}],
  });
  expect(calls).toEqual([]);
  expect(await service.activate(scenario.id)).toMatchObject({ active: true, reason: null });
  expect(await store.hooks.get('hk_1')).toMatchObject({ state: 'attached' });
  expect(await service.deactivate(scenario.id)).toMatchObject({ active: false });
  expect(await store.hooks.get('hk_1')).toMatchObject({ state: 'detached' });
});

test('a refused registration leaves the scenario off; a refused removal does not keep it on', async () => {
  const { service, provider } = await createOffice();
  const { scenario } = await service.create({ blueprint: blueprint('con_one') });
  provider.refuses = true;
  await expect(service.activate(scenario.id)).rejects.toMatchObject({ name: 'ConnectionError' });
  expect(await service.get(scenario.id)).toMatchObject({ active: false });
  provider.refuses = false;
  await service.activate(scenario.id);
  provider.refuses = true;
  expect(await service.deactivate(scenario.id)).toMatchObject({ active: false });
  await service.remove(scenario.id);
  await expect(service.get(scenario.id)).rejects.toMatchObject({ name: 'NotFoundError' });
});

test('a date that is over cannot start a scenario any more', async () => {
  const { service } = await createOffice();
  const flow = [{ id: 1, module: 'util:BasicTrigger', parameters: { values: [] }, mapper: {} }];
  const once = (date: string) => ({ blueprint: { name: 'Once', flow }, scheduling: { type: 'once' as const, date } });
  const { scenario: late } = await service.create(once('1970-01-01T00:00:00Z'));
  await expect(service.activate(late.id)).rejects.toMatchObject({ problems: [{ pointer: '/scheduling' }] });
  expect(await service.get(late.id)).toMatchObject({ active: false });
  const { scenario: early } = await service.create(once('2999-01-01T00:00:00Z'));
  expect(await service.activate(early.id)).toMatchObject({ nextRunAt: Date.parse('2999-01-01T00:00:00Z') });
});

test('scenarios with the same trigger share one hook, removed with the last of them', async () => {
  const { service, calls } = await createOffice();
  const first = (await service.create({ blueprint: blueprint('con_one') })).scenario;
  const second = (await service.create({ blueprint: blueprint('con_one') })).scenario;
  expect(second.hookId).toBe(first.hookId);
  await service.activate(first.id);
  await service.activate(second.id);
  await service.deactivate(first.id);
  expect(calls).not.toContain('detach');
  await service.remove(first.id);
  expect(calls).not.toContain('remove');
  await service.remove(second.id);
  expect(calls.at(-1)).toBe('remove');
});

test('an import finds the blueprint in its wrappers, maps connections also in routes, and reports what is missing', async () => {
  const { service, store } = await createOffice();
  for (const file of [blueprint(123), { blueprint: blueprint(123) }, { response: { blueprint: blueprint(123) } }]) {
    const { scenario, problems } = await service.importBlueprint({ file, connections: { '123': 'con_one' } });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(JSON.stringify(scenario.blueprint)).not.toContain('123');
    expect(await service.exportBlueprint(scenario.id)).toEqual(scenario.blueprint);
  }
  const { scenario, problems } = await service.importBlueprint({ file: blueprint(123) });
  expect(problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'UNKNOWN_CONNECTION', pointer: '/flow/0/parameters/__IMTCONN__' }),
      expect.objectContaining({
        code: 'UNKNOWN_CONNECTION',
        pointer: '/flow/1/routes/0/flow/0/parameters/__IMTCONN__',
      }),
      expect.objectContaining({ code: 'NO_HOOK' }),
    ]),
  );
  await expect(service.activate(scenario.id)).rejects.toMatchObject({
    name: 'InvalidConfigurationError',
    problems: expect.arrayContaining([expect.objectContaining({ code: 'NO_HOOK' })]),
  });
  await expect(service.importBlueprint({ file: { flow: 'none' } })).rejects.toMatchObject({ name: 'DataError' });
  expect((await store.scenarios.list()).length).toBe(4);
});

test('keeps modules nobody knows, and refuses to switch on with every problem and its place', async () => {
  const { service } = await createOffice();
  const file = {
    name: 'Strange',
    flow: [
      { id: 1, module: 'elsewhere:watch', mapper: {} },
      { id: 2, module: 'nowhere:act', mapper: {} },
    ],
  };
  const { scenario, problems } = await service.importBlueprint({ file });
  expect(scenario.blueprint).toEqual(file);
  expect(problems.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/flow/0/module', '/flow/1/module']));
  await expect(service.activate(scenario.id)).rejects.toMatchObject({ name: 'InvalidConfigurationError' });
});

test('a disabled module does not keep a scenario off, whatever connection it names', async () => {
  const { service } = await createOffice();
  const gone = { id: 3, module: 'sonar:sendMessage', parameters: { __IMTCONN__: 'con_gone' }, mapper: {} };
  const flow = (last: Json): Json => ({ flow: [{ id: 1, module: 'json:ParseJSON', mapper: { json: '{}' } }, last] });
  const { scenario } = await service.create({ blueprint: flow(gone) });
  await expect(service.activate(scenario.id)).rejects.toMatchObject({ name: 'InvalidConfigurationError' });
  await service.update(scenario.id, 1, { blueprint: flow({ ...gone, disabled: true }) });
  expect((await service.activate(scenario.id)).active).toBe(true);
});

test('an update needs the present version, and may not break a scenario that is on', async () => {
  const { service } = await createOffice();
  const { scenario } = await service.create({ blueprint: blueprint('con_one') });
  const { scenario: renamed } = await service.update(scenario.id, 1, { name: 'Hello' });
  expect(renamed).toMatchObject({ name: 'Hello', version: 2, hookId: scenario.hookId });
  await expect(service.update(scenario.id, 1, { name: 'Late' })).rejects.toMatchObject({ name: 'ConflictError' });
  await service.activate(scenario.id);
  await expect(service.update(scenario.id, 2, { blueprint: blueprint('con_gone') })).rejects.toMatchObject({
    name: 'InvalidConfigurationError',
  });
  expect(await service.get(scenario.id)).toMatchObject({ active: true, version: 2 });
});

/** As Make exports it: its hook is one of another installation. */
const CUSTOM: Json = {
  name: 'Ask',
  flow: [{ id: 1, module: 'gateway:CustomWebHook', parameters: { hook: 123456, maxResults: 1 }, mapper: {} }],
};

test('every scenario with a custom webhook has an address of its own, and keeps it', async () => {
  const { service } = await createOffice();
  const first = (await service.create({ blueprint: CUSTOM })).scenario;
  expect(first.scheduling).toEqual({ type: 'immediately' });
  const second = (await service.create({ blueprint: CUSTOM })).scenario;
  expect(first.hookId).not.toBeNull();
  expect(second.hookId).not.toBe(first.hookId);
  const saved = await service.update(first.id, first.version, { blueprint: first.blueprint });
  expect(saved.scenario.hookId).toBe(first.hookId);
  expect((await service.activate(first.id)).active).toBe(true);
});

test('a draft with a custom webhook lacks nothing, and checking it makes no hook', async () => {
  const { service, store } = await createOffice();
  expect(await service.check({ blueprint: CUSTOM })).toEqual([]);
  expect(await store.hooks.list()).toEqual([]);
});

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
  const { scenario } = await office.service.create({ blueprint: watching({ list: 'a', sender: 'Ann' }) });
  const hookId = scenario.hookId ?? 'hk_none';
  const hook = () => office.store.hooks.get(hookId);
  return { ...office, scenario, hookId, hook };
}

test('what a trigger states anew for its webhook is told to the service, fields that only the service knows included', async () => {
  const { service, scenario, hookId, hook, calls } = await watchingOffice();
  expect(await hook()).toMatchObject({ parameters: { list: 'a', sender: 'Ann' } });
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
