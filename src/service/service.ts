import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { CallServices } from '../communication/services.ts';
import type { Config } from '../core/config.ts';
import { ConnectorError } from '../core/errors.ts';
import type { EventHub } from '../engine/events.ts';
import { createEventHub } from '../engine/events.ts';
import { createAppVersions } from '../engine/runs/app-versions.ts';
import { createIntake } from '../inbox/intake.ts';
import { withAliases } from '../manifest/aliased-connections.ts';
import type { App } from '../manifest/app.ts';
import type { DeliveryId, HookId, ScenarioId } from '../store/records.ts';
import { createStore } from '../store/create-store.ts';
import type { Database } from '../store/database.ts';
import { openSqlite } from '../store/sqlite-database.ts';
import { openThreadedSqlite } from '../store/threaded-sqlite.ts';
import type { Store } from '../store/store.ts';
import { openAppConstants } from '../vault/app-constants.ts';
import { openKeyring } from '../vault/keys.ts';
import type { Vault } from '../vault/vault.ts';
import { createVault } from '../vault/vault.ts';
import { createAppInstalls, type AppInstalls } from './app-installs.ts';
import { openEngine } from './engine.ts';
import type { EngineParts } from './engine.ts';
import { openInbox } from './inbox.ts';
import type { InstalledApps } from './installed-apps.ts';
import type { InboxParts } from './inbox.ts';
import { createReplies } from './replies.ts';
import { useCounter, usersOf } from './usage.ts';

/** What a service is made with. */
export interface ServiceOptions {
  readonly config: Config;
  readonly installed: InstalledApps;
  readonly services: CallServices;
  /** Folder of the store. */
  readonly dataFolder: string;
  /** Address under which the providers reach this server; read for every call, because the port may be chosen late. */
  readonly publicUrl: () => string;
  /** The opened data file, as {@link openDataFile} gives it; it is closed with the service. @default opened in this thread */
  readonly database?: Promise<Database>;
  /** Told of failures in the background; the work goes on. */
  readonly onFailure: (error: unknown) => void;
}

/** Everything a server works with, wired together: connections, webhooks, deliveries, scenarios. */
export interface Service extends InboxParts, EngineParts {
  /** By name; apps may come and go. */
  readonly apps: ReadonlyMap<string, App>;
  readonly installs: AppInstalls;
  readonly services: CallServices;
  readonly store: Store;
  readonly vault: Vault;
  /** How much works with each connection. */
  readonly countUses: ReturnType<typeof useCounter>;
  readonly events: EventHub;
  /** The listener for everything below `/hooks/`. */
  readonly intake: (request: IncomingMessage, response: ServerResponse) => void;
  /** Begins to work off deliveries, to keep schedules and to repair registrations. */
  start(): Promise<void>;
  /** Starts nothing new, waits for runs, and closes the store. */
  stop(): Promise<void>;
}

/** The longest a stop waits for runs, in milliseconds. */
const GRACE_MS = 25_000;

const DATA_FILE = 'sonar-connect.db';

/**
 * Opens the data file of a folder for one server alone, in a thread of its own; needs the compiled program. The thread
 * takes as long to start as loading the apps does: whoever calls this first can do that meanwhile.
 */
export function openDataFile(folder: string): Promise<Database> {
  return openThreadedSqlite({ file: join(folder, DATA_FILE), exclusive: true });
}

/**
 * Opens the store and everything on it; nothing works yet. @throws ConnectorError `ConfigurationError` for a store or
 * a key that cannot be used; then nothing was changed.
 */
export async function openService(options: ServiceOptions): Promise<Service> {
  const { config, installed, services, dataFolder, publicUrl, onFailure } = options;
  const { apps } = installed;
  const database = await (options.database ?? openSqlite({ file: join(dataFolder, DATA_FILE) }));
  const store = await createStore(database, services.clock, onFailure).catch(async (error: unknown) => {
    await database.close().catch(onFailure);
    throw error;
  });
  try {
    const keyring = await openKeyring({ store, dataFolder, setting: config.encryptionKey });
    const constants = await openAppConstants(store, keyring);
    const events = createEventHub(onFailure);
    const usage = usersOf(store);
    const vault = createVault({ store, keyring, apps, services, clock: services.clock, usage, publicUrl });
    const versions = createAppVersions({
      store,
      clock: services.clock,
      apps,
      adapt: (app) => withAliases(constants.applyTo(app), apps),
    });
    for (const app of apps.values()) await versions.keep(app);
    const shared = { ...options, apps, versions, store, vault, events };
    const replies = createReplies(services.clock);
    const inbox = await openInbox(shared);
    const engine = openEngine({ ...shared, ...inbox, replies });
    const intake = createIntake({
      apps: (name) => apps.get(name),
      open: (recordId, sealed) => vault.openText(recordId, sealed),
      evaluation: services,
      directory: inbox.directory,
      shared: inbox.shared,
      deliveries: store.deliveries,
      depths: inbox.depths,
      subscribers: (hookId) => inbox.subscriptions.of(hookId),
      reply: (id: DeliveryId, hookId: HookId) => (inbox.subscriptions.answers(hookId) ? replies.wait(id) : undefined),
      onAccepted: (hookId: HookId, scenarioIds: readonly ScenarioId[]) => {
        if (scenarioIds.length > 0) events.emit({ type: 'delivery.queued', hookId, scenarioIds });
      },
      onDuplicate: (id: DeliveryId) => {
        replies.end(id);
        if (inbox.subscriptions.confidential().length === 0) return;
        store.deliveries.eraseRepeat(id, services.clock.now()).catch(onFailure);
      },
      onProblem: onFailure,
      maxBodyBytes: config.maxBodyBytes,
    });
    const countUses = useCounter(store);
    const installs = createAppInstalls({ installed, versions, store, programs: inbox.programs, events, constants });
    return { apps, installs, services, store, vault, countUses, events, intake, ...inbox, ...engine, start, stop };

    async function start(): Promise<void> {
      await engine.dispatcher.start({ exclusive: true });
      await engine.incompletes.start({ exclusive: true });
      await engine.scheduler.start();
      engine.retention.start();
      inbox.reconciler.start();
    }

    async function stop(): Promise<void> {
      const parts = [engine.dispatcher, engine.scheduler, engine.incompletes];
      await Promise.all([
        ...parts.map((part) => part.stop(GRACE_MS)),
        inbox.reconciler.stop(),
        engine.retention.stop(),
      ]);
      inbox.subscriptions.close();
      services.http.close();
      await store.close();
    }
  } catch (error) {
    await store.close();
    throw error instanceof ConnectorError
      ? error
      : new ConnectorError('ConfigurationError', String(error), { cause: error });
  }
}
