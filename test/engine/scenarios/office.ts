import { ConnectorError } from '../../../src/core/errors.ts';
import { createManualClock } from '../../../src/core/clock.ts';
import type { Json } from '../../../src/core/json.ts';
import { createEventHub } from '../../../src/engine/events.ts';
import { createScenarioService } from '../../../src/engine/scenarios/scenario-service.ts';
import type { ScenarioHooks } from '../../../src/engine/scenarios/trigger-hook.ts';
import type { App } from '../../../src/manifest/app.ts';
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

/** A scenario service on a store in memory. */
export async function createOffice(apps: ReadonlyMap<string, App> = APPS) {
  const clock = createManualClock(1_000_000);
  const store = await createStore(await openSqlite({ file: ':memory:' }), clock);
  await store.connections.insert(connection);
  const events = createEventHub();
  const { hooks, calls, provider } = hooksOf(store);
  const service = createScenarioService({ store, hooks, apps, events, clock, timezone: 'UTC' });
  return { store, service, calls, provider, events };
}

/** A scenario with an instant trigger of the Sonar app. */
export function blueprint(connectionId: Json, more: Record<string, Json> = {}): Json {
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
