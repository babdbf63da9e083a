import type { CallServices } from '../communication/services.ts';
import type { Config } from '../core/config.ts';
import type { EventHub } from '../engine/events.ts';
import type { AppVersions } from '../engine/runs/app-versions.ts';
import { createPrograms } from '../engine/runs/programs.ts';
import type { Programs } from '../engine/runs/programs.ts';
import { createDeliveryActions } from '../inbox/delivery-actions.ts';
import type { DeliveryActions } from '../inbox/delivery-actions.ts';
import { openHookDirectory } from '../inbox/hook-directory.ts';
import type { HookDirectory } from '../inbox/hook-directory.ts';
import { createHookService } from '../inbox/hooks.ts';
import type { HookService } from '../inbox/hooks.ts';
import { openQueueDepths } from '../inbox/queue-depths.ts';
import type { QueueDepths } from '../inbox/queue-depths.ts';
import { createReconciler } from '../inbox/reconciler.ts';
import type { Reconciler } from '../inbox/reconciler.ts';
import { createRegistrar } from '../inbox/registrar.ts';
import { openSharedAddresses } from '../inbox/shared-addresses.ts';
import type { SharedAddresses } from '../inbox/shared-addresses.ts';
import type { App } from '../manifest/app.ts';
import { GATEWAY } from '../manifest/custom-webhook.ts';
import type { ConnectionId } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import { openSubscriptions } from './subscriptions.ts';
import type { Subscriptions } from './subscriptions.ts';

/** What the inbox is made with. */
export interface InboxOptions {
  readonly config: Pick<Config, 'queueLimit'>;
  readonly apps: ReadonlyMap<string, App>;
  readonly versions: AppVersions;
  readonly services: CallServices;
  readonly store: Store;
  readonly vault: Vault;
  readonly events: EventHub;
  readonly publicUrl: () => string;
  readonly onFailure: (error: unknown) => void;
}

/** Webhooks and their deliveries. */
export interface InboxParts {
  readonly directory: HookDirectory;
  readonly shared: SharedAddresses;
  readonly depths: QueueDepths;
  readonly subscriptions: Subscriptions;
  readonly programs: Programs;
  readonly hooks: HookService;
  readonly reconciler: Reconciler;
  readonly deliveries: DeliveryActions;
}

/** Opens the inbox of a store. */
export async function openInbox(options: InboxOptions): Promise<InboxParts> {
  const { apps, versions, services, store, vault, events, publicUrl, onFailure, config } = options;
  const { clock } = services;
  const findApp = (name: string): App | undefined => (name === GATEWAY.name ? GATEWAY : apps.get(name));
  const programs = createPrograms({ scenarios: store.scenarios, apps, versions });
  const directory = await openHookDirectory(store);
  const depths = await openQueueDepths(store.deliveries);
  const subscriptions = await openSubscriptions(store.scenarios, programs, events);
  // From here on the vault knows the account of each connection without asking the store.
  await vault.list();
  const accountOf = (id: ConnectionId): string | null => vault.accountOf(id);
  const shared = await openSharedAddresses({ store, apps, directory, accountOf });
  const registrar = createRegistrar({
    store,
    directory,
    apps: findApp,
    services,
    connectionValues: (id) => vault.reveal(id),
    publicUrl,
    shared,
  });
  const { queueLimit } = config;
  const hooks = createHookService({ store, registrar, directory, apps: findApp, clock, queueLimit });
  const reconciler = createReconciler({
    store,
    registrar,
    directory,
    apps: findApp,
    wanted: (id) => subscriptions.wanted(id),
    clock,
    onRound: (round) => {
      if ('error' in round) onFailure(round.error);
    },
  });
  const deliveries = createDeliveryActions({
    store,
    registrar,
    apps: findApp,
    depths,
    evaluation: services,
    clock,
    confidential: () => subscriptions.confidential(),
    onQueued: () => wakeAll(events, directory, subscriptions),
  });
  events.on('delivery.settled', ({ scenarioId, state }) => {
    const hookId = subscriptions.hookOf(scenarioId);
    if (hookId !== undefined && state !== 'queued' && state !== 'retrying') depths.settled(hookId);
  });
  return {
    directory,
    shared,
    depths,
    subscriptions,
    programs,
    hooks: announced(hooks, events),
    reconciler,
    deliveries,
  };
}

/** Whatever was queued again may be of any hook. */
function wakeAll(events: EventHub, directory: HookDirectory, subscriptions: Subscriptions): void {
  for (const { id } of directory.list()) {
    const scenarioIds = subscriptions.of(id);
    if (scenarioIds.length > 0) events.emit({ type: 'delivery.queued', hookId: id, scenarioIds });
  }
}

/** The hook service, its changes told to everybody who watches. */
function announced(hooks: HookService, events: EventHub): HookService {
  const tell = async <Result extends { readonly id: `hk_${string}` }>(work: Promise<Result>): Promise<Result> => {
    const hook = await work;
    events.emit({ type: 'hook.changed', hookId: hook.id });
    return hook;
  };
  return {
    ...hooks,
    ensureHook: (request) => tell(hooks.ensureHook(request)),
    attach: (id) => tell(hooks.attach(id)),
    detach: (id) => tell(hooks.detach(id)),
    remove: (id) => tell(hooks.remove(id)),
    configure: (id, version, settings) => tell(hooks.configure(id, version, settings)),
    reshape: (id, version, parameters) => tell(hooks.reshape(id, version, parameters)),
  };
}
