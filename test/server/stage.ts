import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createManualClock, systemClock, type ManualClock } from '../../src/core/clock.ts';
import type { Collection } from '../../src/core/json.ts';
import { createDataRecords } from '../../src/engine/data-stores/data-records.ts';
import { createDataStoreService } from '../../src/engine/data-stores/data-store-service.ts';
import { createActiveRuns } from '../../src/engine/runs/active-runs.ts';
import { createCounters } from '../../src/engine/runs/counters.ts';
import { createEventHub, type EventHub } from '../../src/engine/events.ts';
import { createExecutionService } from '../../src/engine/runs/executions.ts';
import { createIncompleteService } from '../../src/engine/runs/incompletes.ts';
import { createAppVersions } from '../../src/engine/runs/app-versions.ts';
import { createPrograms } from '../../src/engine/runs/programs.ts';
import { createRunner } from '../../src/engine/runs/runner.ts';
import { createScenarioService } from '../../src/engine/scenarios/scenario-service.ts';
import { createDeliveryReader } from '../../src/engine/runs/trigger-items.ts';
import { createTriggerStarts } from '../../src/engine/runs/trigger-start.ts';
import { createPolls } from '../../src/engine/runs/polls.ts';
import { compileValue } from '../../src/iml/value.ts';
import { createDeliveryActions } from '../../src/inbox/delivery-actions.ts';
import { openHookDirectory } from '../../src/inbox/hook-directory.ts';
import { createHookService } from '../../src/inbox/hooks.ts';
import { createIntake } from '../../src/inbox/intake.ts';
import { openQueueDepths } from '../../src/inbox/queue-depths.ts';
import { createReconciler } from '../../src/inbox/reconciler.ts';
import { createRegistrar } from '../../src/inbox/registrar.ts';
import type { App } from '../../src/manifest/app.ts';
import { loadApp } from '../../src/manifest/load.ts';
import { createRuntime, SONAR_APP_FOLDER } from '../../src/runtime.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { createLog } from '../../src/server/log.ts';
import type { ServerParts } from '../../src/server/parts.ts';
import { createServer } from '../../src/server/server.ts';
import { createAppInstalls } from '../../src/service/app-installs.ts';
import { openInstalledApps } from '../../src/service/installed-apps.ts';
import { useCounter, usersOf } from '../../src/service/usage.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { ConnectionId, HookId, ScenarioId } from '../../src/store/records.ts';
import { openSqlite } from '../../src/store/sqlite-database.ts';
import type { Store } from '../../src/store/store.ts';
import { generateKey } from '../../src/vault/cipher.ts';
import { openAppConstants } from '../../src/vault/app-constants.ts';
import { createKeyring } from '../../src/vault/keyring.ts';
import { createVault } from '../../src/vault/vault.ts';
import { createCaller, type Caller } from './caller.ts';

export const START = Date.parse('2026-03-01T12:00:00.000Z');
const sonar = await loadApp(SONAR_APP_FOLDER);

const LIMITS = { retentionDays: 14, deadlineMs: 3000, queueLimit: 10_000, maxBodyBytes: 5_242_880 };

/** A running server on real parts: a store in memory, the vault, the inbox, and a Sonar sandbox. */
export interface ServerStage {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly events: EventHub;
  readonly parts: ServerParts;
  readonly log: string[];
  readonly call: Caller;
  /** A verified connection to the sandbox; its id. */
  connect(name?: string): Promise<string>;
  close(): Promise<void>;
}

/** @param origins Origins on this computer that apps may call beside the sandbox. */
export async function openStage(
  changes: Partial<ServerParts> = {},
  origins: readonly string[] = [],
): Promise<ServerStage> {
  const sandbox = await createSandbox({ port: 0 });
  const environment = { sonarSandboxUrl: sandbox.apiBase };
  const privateOrigins = [sandbox.url, ...origins];
  const runtime = createRuntime({ app: sonar, environment, privateOrigins, deadlineMs: 3000 });
  const clock = createManualClock(START);
  const store = await createStore(await openSqlite({ file: ':memory:' }), clock);
  const events = createEventHub();
  const log: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'server-'));
  const inner = await openParts({ store, clock, events, runtime, folder });
  const parts: ServerParts = {
    ...inner,
    sandbox,
    log: createLog({ write: (line) => void log.push(line), clock, level: 'debug' }),
    ...changes,
  };
  const server = createServer(parts);
  const { url } = await server.listen();
  const call = createCaller(url);
  return {
    url,
    sandbox,
    store,
    clock,
    events,
    parts,
    log,
    call,
    async connect(name = 'Shop') {
      const values = { privateToken: sandbox.token, sandbox: true };
      const { body } = await call('POST', '/api/v1/connections', { body: { app: 'sonar', name, values } });
      return String((body as Collection)['id']);
    },
    async close() {
      await server.close();
      runtime.close();
      await store.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Ground {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly events: EventHub;
  readonly runtime: ReturnType<typeof createRuntime>;
  /** Where installed apps are kept. */
  readonly folder: string;
}

async function openParts({ store, clock, events, runtime, folder }: Ground) {
  const now = { ...systemClock, now: () => clock.now() };
  const services = { ...runtime.services, clock: now };
  const installed = await openInstalledApps({ builtIn: sonar, dataFolder: folder, onFailure: () => undefined });
  const { apps } = installed;
  const appOf = (name: string): App | undefined => apps.get(name);
  const keyring = createKeyring([generateKey()]);
  const publicUrl = (): string => 'http://127.0.0.1:3000/';
  const vault = createVault({ store, keyring, apps, services, clock, usage: usersOf(store), publicUrl });
  const directory = await openHookDirectory(store);
  const depths = await openQueueDepths(store.deliveries);
  const registrar = createRegistrar({
    store,
    directory,
    apps: appOf,
    services,
    connectionValues: (id) => vault.reveal(id),
    publicUrl,
  });
  const shared = { store, registrar, directory, apps: appOf, clock };
  const hooks = createHookService(shared);
  const evaluation = { ...services, clock };
  const links = new Map<HookId, readonly ScenarioId[]>();
  const relink = async (): Promise<void> => {
    const linked = await store.scenarios.list();
    for (const { hookId } of linked) {
      if (hookId === null) continue;
      links.set(
        hookId,
        linked.filter((scenario) => scenario.hookId === hookId).map(({ id }) => id),
      );
    }
  };
  events.on('scenario.changed', () => void relink());
  const versions = createAppVersions({ store, clock, apps });
  await versions.keep(sonar);
  const programs = createPrograms({ scenarios: store.scenarios, apps, versions });
  const active = createActiveRuns();
  const counters = createCounters(store.values);
  const connectionValues = (id: string): Promise<Collection> => vault.reveal(id as ConnectionId);
  const polls = createPolls(store);
  const records = createDataRecords(store.dataStores);
  const runner = createRunner({
    store,
    services,
    events,
    active,
    counters,
    polls,
    connectionValues,
    dataStores: records,
  });
  const work = { store, clock, active, runner, events, random: () => 0, readDelivery: createDeliveryReader(services) };
  const listen = async (id: HookId): Promise<() => Promise<void>> => {
    await hooks.attach(id);
    return async () => void (await hooks.detach(id));
  };
  return {
    config: { host: '127.0.0.1', port: 0, publicUrl: 'https://hooks.example.com/', timezone: 'UTC', ...LIMITS },
    version: '0.1.0',
    clock,
    apps,
    installs: createAppInstalls({
      installed,
      versions,
      store,
      programs,
      events,
      constants: await openAppConstants(store, keyring),
    }),
    services,
    store,
    vault,
    countUses: useCounter(store),
    hooks,
    reconciler: createReconciler({ ...shared, wanted: (id) => links.has(id) }),
    deliveries: createDeliveryActions({ ...shared, depths, evaluation, onQueued: () => undefined }),
    scenarios: createScenarioService({ store, hooks, apps, events, clock, timezone: 'UTC' }),
    dataStores: createDataStoreService({ store, records, clock }),
    executions: createExecutionService({ ...work, programs, listen }),
    starts: createTriggerStarts({ store, programs, polls, services, connectionValues }),
    incompletes: createIncompleteService({ store, programs, runner, clock, random: () => 0, events }),
    expressions: {
      evaluate: (value: unknown, variables: Collection, timezone = 'UTC') =>
        compileValue(value, { mode: 'scenario' }).evaluate({
          variables,
          clock,
          random: Math.random,
          timezone,
          limits: services.limits.expression,
        }),
    },
    events,
    intake: createIntake({
      directory,
      apps: appOf,
      deliveries: store.deliveries,
      depths,
      subscribers: (hookId) => links.get(hookId) ?? [],
      onAccepted: (hookId, scenarioIds) => events.emit({ type: 'delivery.queued', hookId, scenarioIds }),
      open: (recordId, sealed) => vault.openText(recordId, sealed),
      evaluation,
    }),
    checks: [],
    metrics: () => [],
  } satisfies Omit<ServerParts, 'log'>;
}
