import type { CallServices } from '../communication/services.ts';
import { ConnectorError, toConnectorError } from '../core/errors.ts';
import type { Collection, Json } from '../core/json.ts';
import { isCollection } from '../core/json.ts';
import type { App } from '../manifest/app.ts';
import type { ConnectionId, HookId, HookRecord } from '../store/records.ts';
import type { Changes, Store } from '../store/store.ts';
import { checkReachable, hookBase } from './hook-address.ts';
import type { HookDirectory } from './hook-directory.ts';
import { createLocks } from '../core/locks.ts';
import { attachHook, dataOfRemote, detachHook, listRemoteHooks, updateHook } from './registration.ts';
import type { Registration, RemoteHook } from './registration.ts';
import type { SharedAddresses } from './shared-addresses.ts';

/** What registering works with. */
export interface RegistrarOptions {
  readonly store: Pick<Store, 'hooks' | 'connections'>;
  readonly directory: HookDirectory;
  readonly apps: (name: string) => App | undefined;
  readonly services: CallServices;
  /** Revealed values of a connection. */
  readonly connectionValues: (id: ConnectionId) => Promise<Collection>;
  /** Address under which services reach this server, read for every call. */
  readonly publicUrl: () => string;
  /** Addresses that several accounts have in common. */
  readonly shared?: Pick<SharedAddresses, 'tokenOf' | 'byToken'>;
}

/** What the address of a hook depends on. */
export type HookAddress = Pick<HookRecord, 'token' | 'app' | 'webhook'>;

/** Where a call goes when there is no hook record to go by. */
export type HookPlace = Pick<HookRecord, 'app' | 'webhook' | 'connectionId' | 'parameters'>;

/**
 * The single steps of registration at the provider. Intent is stored before a call and its result after it, so that a
 * crash between them leaves a state that says what may have happened. Callers hold the lock of the connection.
 */
export interface Registrar {
  /** Serialises everything about one connection: a list and what follows from it belong together. */
  locked<Result>(place: Pick<HookRecord, 'app' | 'connectionId'>, work: () => Promise<Result>): Promise<Result>;
  /** The address of a hook, or the one it shares with others of its webhook. */
  urlOf(hook: HookAddress): string;
  /** Whether the last part of an address is one that several accounts have in common. */
  isShared(token: string): boolean;
  /** What all our addresses begin with. */
  base(): string;
  /** The hook as it is stored. @throws ConnectorError `NotFoundError`. */
  read(id: HookId): Promise<HookRecord>;
  /** Changes a hook, whoever else changed it in between. */
  change(id: HookId, changes: Changes<HookRecord>): Promise<HookRecord>;
  /** What the provider has, or undefined when the app cannot list it. */
  list(place: HookPlace): Promise<readonly RemoteHook[] | undefined>;
  /** @throws ConnectorError as the provider refused, or `InvalidConfigurationError`; the hook is `failed` then. */
  attach(hook: HookRecord): Promise<HookRecord>;
  adopt(hook: HookRecord, remote: RemoteHook): Promise<HookRecord>;
  /**
   * Changes what is registered to other values of the hook's form: by the app's own update, else by registering anew.
   * @throws ConnectorError as the provider refused; then the hook is what it was, or `detaching`, or `failed`.
   */
  update(hook: HookRecord, parameters: Collection): Promise<HookRecord>;
  /** @throws ConnectorError as the provider refused; the hook is `detaching` then, to be tried again. */
  detach(hook: HookRecord): Promise<HookRecord>;
  /** Removes one hook of the provider. @throws ConnectorError as the provider refused. */
  removeRemote(place: HookPlace, remote: RemoteHook): Promise<void>;
  /** Stores that a try failed, why, and when to try again. */
  postpone(hook: HookRecord, state: 'failed' | 'detaching', thrown: unknown): Promise<HookRecord>;
}

const FIRST_RETRY_MS = 60_000;
const LAST_RETRY_MS = 60 * 60_000;
const MOST_CONFLICTS = 5;

/** What a hook is after a success: no reason, no retry. */
export const NOTHING_PENDING = { reason: null, retryAt: null, attempts: 0 } as const;

/** The steps of registration for the hooks of a store. */
export function createRegistrar(options: RegistrarOptions): Registrar {
  const { store, directory, apps, services, connectionValues, publicUrl } = options;
  const locks = createLocks();

  const registrar: Registrar = {
    locked: ({ app, connectionId }, work) => locks.run(`${app} ${connectionId ?? ''}`, work),
    urlOf: (hook) => `${registrar.base()}${options.shared?.tokenOf(hook) ?? hook.token}`,
    isShared: (token) => options.shared?.byToken(token) !== undefined,
    base: () => hookBase(publicUrl()),
    async read(id) {
      const hook = await store.hooks.get(id);
      if (hook === undefined) throw new ConnectorError('NotFoundError', `There is no webhook ${id}.`);
      return hook;
    },
    change,
    async list(place) {
      const registration = await registrationOf(place, '');
      return listRemoteHooks(services, registration);
    },
    async attach(hook) {
      const intent = await change(hook.id, { state: 'attaching', reason: null });
      let data: Collection;
      try {
        data = await attachNow(intent);
      } catch (thrown) {
        await registrar.postpone(intent, 'failed', thrown);
        throw thrown;
      }
      return change(hook.id, { state: 'attached', data: data as Json, ...NOTHING_PENDING });
    },
    adopt: (hook, remote) =>
      change(hook.id, { state: 'attached', data: dataOfRemote(remote) as Json, ...NOTHING_PENDING }),
    async update(hook, parameters) {
      const registration = await registrationOf(hook, registrar.urlOf(hook));
      if (registration.webhook.update === undefined) {
        await registrar.detach(hook);
        return registrar.attach(await change(hook.id, { parameters: parameters as Json }));
      }
      const kept = isCollection(hook.data) ? hook.data : {};
      await change(hook.id, { parameters: parameters as Json, state: 'attaching' });
      try {
        const data = { ...kept, ...(await updateHook(services, { ...registration, parameters, data: kept })) };
        return await change(hook.id, { state: 'attached', data: data as Json, ...NOTHING_PENDING });
      } catch (thrown) {
        await change(hook.id, { parameters: hook.parameters, state: 'attached' });
        throw thrown;
      }
    },
    async detach(hook) {
      const intent = await change(hook.id, { state: 'detaching', reason: null });
      try {
        await detachNow(intent);
      } catch (thrown) {
        await registrar.postpone(intent, 'detaching', thrown);
        throw thrown;
      }
      return change(hook.id, { state: 'detached', data: {}, ...NOTHING_PENDING });
    },
    async removeRemote(place, remote) {
      const registration = await registrationOf(place, remote.url);
      await detachHook(services, { ...registration, data: dataOfRemote(remote) });
    },
    postpone(hook, state, thrown) {
      const error = toConnectorError(thrown);
      const wait = Math.max(backoff(hook.attempts), error.retryAfterMs ?? 0);
      return change(hook.id, {
        state,
        reason: `${error.message}${/[.!?]$/.test(error.message) ? '' : '.'} ${error.fix}`,
        retryAt: services.clock.now() + wait,
        attempts: hook.attempts + 1,
      });
    },
  };
  return registrar;

  async function change(id: HookId, changes: Changes<HookRecord>): Promise<HookRecord> {
    for (let attempt = 1; ; attempt += 1) {
      const { version } = await registrar.read(id);
      try {
        const changed = await store.hooks.update(id, version, changes);
        directory.put(changed);
        return changed;
      } catch (thrown) {
        const isStale = thrown instanceof ConnectorError && thrown.name === 'ConflictError';
        if (!isStale || attempt === MOST_CONFLICTS) throw thrown;
      }
    }
  }

  async function attachNow(hook: HookRecord): Promise<Collection> {
    const registration = await registrationOf(hook, registrar.urlOf(hook));
    if (registration.webhook.attach !== undefined && hook.connectionId !== null) {
      checkReachable(publicUrl(), await store.connections.get(hook.connectionId));
    }
    return attachHook(services, registration);
  }

  async function detachNow(hook: HookRecord): Promise<void> {
    // Without its connection nobody can ask the provider any more; its orphan answers 410 here.
    if (hook.connectionId !== null && (await store.connections.get(hook.connectionId)) === undefined) return;
    const registration = await registrationOf(hook, registrar.urlOf(hook));
    await detachHook(services, { ...registration, data: isCollection(hook.data) ? hook.data : {} });
  }

  async function registrationOf(place: HookPlace, url: string): Promise<Registration> {
    const app = apps(place.app);
    const webhook = app?.webhooks.get(place.webhook);
    if (app === undefined || webhook === undefined) {
      throw new ConnectorError('NotFoundError', `There is no webhook "${place.webhook}" in the app "${place.app}".`);
    }
    const connection = place.connectionId === null ? {} : await connectionValues(place.connectionId);
    return { app, webhook, connection, parameters: isCollection(place.parameters) ? place.parameters : {}, url };
  }

  /** Doubles with every failure, up to an hour, and spreads by a quarter. */
  function backoff(attempts: number): number {
    const wait = Math.min(FIRST_RETRY_MS * 2 ** attempts, LAST_RETRY_MS);
    return Math.round(wait * (1 + services.random() / 4));
  }
}
