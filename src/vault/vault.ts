import { isDeepStrictEqual } from 'node:util';
import type { CallServices } from '../communication/services.ts';
import type { Clock } from '../core/clock.ts';
import { ConnectorError, toConnectorError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { Collection } from '../core/json.ts';
import type { Secret } from '../core/secret.ts';
import type { App } from '../manifest/app.ts';
import type { ConnectionId, ConnectionRecord } from '../store/records.ts';
import { checkConnection, type CheckResult, explainRefusal, withDeadline } from './check.ts';
import { type Authorising, createAuthorising } from './authorise.ts';
import { callbackUrl } from './callback-url.ts';
import { requireComponent, requireName } from './component.ts';
import { changedMeanwhile, type ConnectionChanges, createConnectionVault } from './connection-records.ts';
import { contentOf, stateOf } from './connection-state.ts';
import { type ConnectionContent, editValues, withPlainSecrets } from './connection-values.ts';
import { type ConnectionView, viewOf } from './connection-view.ts';
import { isAuthorisedInBrowser, refuseBrowser, refuseOtherValues } from './editable.ts';
import { parseKeys } from './key-text.ts';
import type { Keyring } from './keyring.ts';
import { beforePhases, runPhase } from './phase.ts';
import { createRefresh } from './refresh.ts';
import { resealAll, type Rotation, type RotationProgress } from './rotate.ts';
import { scopesFor } from './scopes.ts';
import { AUTHORISATIONS, type SealedStore } from './sealed-records.ts';
import { createSealedValues } from './sealed-values.ts';
import { type ConnectionUse, inUse } from './usage.ts';
import type { VerifyRequest } from './verify.ts';

/** What a vault is made of. */
export interface VaultParts {
  readonly store: SealedStore;
  readonly keyring: Keyring;
  /** The installed apps by name. */
  readonly apps: ReadonlyMap<string, App>;
  readonly services: CallServices;
  readonly clock: Clock;
  /** Address under which people and services reach this server; read every time. */
  readonly publicUrl: () => string;
  /** What works with a connection: it cannot be deleted then. */
  readonly usage: (id: ConnectionId) => Promise<readonly ConnectionUse[]>;
}

/** How a connection is saved. */
export interface SaveOptions {
  /** Saves it even when the service refuses it or cannot be asked; for administrators. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
}

/** A connection to be made. */
export interface NewConnection {
  readonly app: string;
  /** Name of the connection component in the app. */
  readonly connection: string;
  /** What people call it. */
  readonly name: string;
  readonly values: Collection;
}

/** An edit, or a new authorisation. */
export interface ConnectionEdit {
  /** The version the edit is based on. */
  readonly version: number;
  readonly name?: string;
  /** Values of the form; what is left out stays, and a secret left empty stays too. */
  readonly values?: Collection;
}

/** A test of a stored connection. */
export interface ConnectionTest {
  readonly connection: ConnectionView;
  /** Why it did not pass. */
  readonly error?: ConnectorError;
}

/** Keeps connections: their values sealed, verified before they are saved, and shown without secrets. */
export interface Vault extends Authorising {
  /**
   * Verifies a connection and saves it.
   * @throws ConnectorError `BundleValidationError` for its form, or what the service answered; a problem
   *   `OTHER_ENVIRONMENT` says that the token works in the other environment.
   */
  create(connection: NewConnection, options?: SaveOptions): Promise<ConnectionView>;
  list(): Promise<readonly ConnectionView[]>;
  /** @throws ConnectorError `NotFoundError`. */
  get(id: ConnectionId): Promise<ConnectionView>;
  /**
   * Renames a connection, or verifies and saves new values.
   * @throws ConnectorError like {@link Vault.create}; `ConflictError` when it has another version by now.
   */
  update(id: ConnectionId, edit: ConnectionEdit, options?: SaveOptions): Promise<ConnectionView>;
  /** Asks the service again and keeps what it says; the service's refusal is part of the result. */
  test(id: ConnectionId, signal?: AbortSignal): Promise<ConnectionTest>;
  /** @throws ConnectorError `ConflictError` that lists what uses it, `NotFoundError`. */
  remove(id: ConnectionId): Promise<void>;
  /** What works with a connection. */
  usedBy(id: ConnectionId): Promise<readonly ConnectionUse[]>;
  /**
   * The values with all secrets, for requests only; not to be changed. A token that is about to end is renewed first.
   * @throws ConnectorError `NotFoundError`, `ConfigurationError`, `InvalidAccessTokenError` when a person has to
   *   authorise the connection again.
   */
  reveal(id: ConnectionId): Promise<Collection>;
  /** The account's own id at the service (`uid`); null when it is not known, or no connection has been listed yet. */
  accountOf(id: ConnectionId): string | null;
  /** Seals a text for a record, for example the secret of a hook for the id of the hook. */
  sealText(recordId: string, text: string): string;
  /** @throws ConnectorError `ConfigurationError`. */
  openText(recordId: string, sealed: string): string;
  /**
   * Seals everything with another key while the program goes on working; without `newKey` with one made here, or with
   * the first of the settings. Earlier keys stay readable.
   * @throws ConnectorError `ConflictError` while another rotation works, `ConfigurationError` for a key that cannot be kept.
   */
  rotate(newKey?: Secret, onProgress?: RotationProgress): Promise<Rotation>;
  /** Id of the key that seals now. */
  keyId(): string;
}

/** A vault on a store. */
export function createVault(parts: VaultParts): Vault {
  const { store, keyring, apps, services, clock, usage } = parts;
  const records = createConnectionVault(store, keyring);
  const redirectUri = (app: string): string => callbackUrl(parts.publicUrl(), app);
  const fresh = createRefresh({ records, apps, services, redirectUri });
  /** Every run asks for the values of its connections. */
  const revealed = new WeakMap<ConnectionContent, Collection>();
  let isRotating = false;

  return {
    ...createAuthorising({
      records,
      apps,
      services,
      pending: createSealedValues(store, keyring, AUTHORISATIONS),
      redirectUri,
    }),
    async create(connection, options = {}) {
      const component = requireComponent(apps, connection);
      const name = requireName(connection.name);
      refuseBrowser(component.connection);
      const request = requestOf(component, withPlainSecrets(connection.values));
      const result = await check(request, { ...options, isTyped: true });
      const now = clock.now();
      const id = newId('con');
      const record = { id, app: connection.app, connection: connection.connection, createdAt: now, updatedAt: now };
      await records.insert(
        { ...record, ...stateOf(component.connection, result, now), name, version: 1 },
        contentOf(result),
      );
      return show(await records.require(id));
    },
    async list() {
      const all = await records.list();
      return all.map(show);
    },
    get: async (id) => show(await records.require(id)),
    async update(id, edit, options = {}) {
      const record = await records.require(id);
      if (record.version !== edit.version) throw changedMeanwhile(record, edit.version);
      const name = edit.name === undefined ? record.name : requireName(edit.name);
      if (edit.values === undefined) return show(await records.update(record, { name }));
      const component = requireComponent(apps, record);
      const input = withPlainSecrets(edit.values);
      const before = records.open(record);
      const { values, keepsSecret } = editValues(component.connection, before.values, input);
      if (isAuthorisedInBrowser(component.connection)) {
        refuseOtherValues(component.connection, before, values);
        return show(await records.update(record, { name }));
      }
      const result = await check(requestOf(component, values), { ...options, isTyped: !keepsSecret });
      const changes = { ...stateOf(component.connection, result, clock.now()), name, content: contentOf(result) };
      return show(await records.update(record, changes));
    },
    async test(id, signal) {
      const refusal = await renewalRefused(id);
      const record = await records.require(id);
      if (refusal !== undefined) return { connection: show(record), error: refusal };
      const result = await checkStored(record, signal);
      const changed = changesAfterTest(record, result);
      const connection = show(changed === undefined ? record : await records.update(record, changed));
      return result.error === undefined ? { connection } : { connection, error: result.error };
    },
    async remove(id) {
      const record = await records.require(id);
      const uses = await usage(id);
      if (uses.length > 0) throw inUse(record.name, uses);
      await invalidate(record);
      await records.remove(id);
    },
    usedBy: usage,
    async reveal(id) {
      const content = await fresh(id);
      const known = revealed.get(content);
      if (known !== undefined) return known;
      const values = Object.freeze({ ...content.values, ...content.data });
      revealed.set(content, values);
      return values;
    },
    accountOf: (id) => records.accountOf(id),
    sealText: (recordId, text) => keyring.seal(recordId, text),
    openText: (recordId, sealed) => String(keyring.open(recordId, sealed)),
    keyId: () => keyring.currentId,
    async rotate(newKey, onProgress) {
      if (isRotating) throw new ConnectorError('ConflictError', 'The keys are being rotated already.');
      isRotating = true;
      try {
        await keyring.renew(newKey === undefined ? undefined : parseKeys(newKey.reveal(), 'the new key')[0]);
        await records.settled();
        return await resealAll(store, keyring, onProgress);
      } finally {
        isRotating = false;
      }
    },
  };

  async function check(
    request: VerifyRequest,
    options: SaveOptions & { readonly isTyped: boolean },
  ): Promise<CheckResult> {
    const { force = false, isTyped, signal } = options;
    const result = await checkConnection(services, request, signal);
    if (result.error === undefined || force) return result;
    throw isTyped ? await explainRefusal(services, request, { error: result.error, signal }) : result.error;
  }

  /** Why a token could not be renewed before a test, when that is what was wrong. */
  async function renewalRefused(id: ConnectionId): Promise<ConnectorError | undefined> {
    try {
      await fresh(id);
      return undefined;
    } catch (thrown) {
      const error = toConnectorError(thrown);
      if (error.name === 'NotFoundError' || error.name === 'ConfigurationError') throw error;
      return error;
    }
  }

  /** The form may have changed with the app since the values were stored. */
  async function checkStored(record: ConnectionRecord, signal: AbortSignal | undefined): Promise<CheckResult> {
    const { values, data, scope } = records.open(record);
    try {
      const request = requestOf(requireComponent(apps, record), values);
      return await checkConnection(services, { ...request, data, scope }, signal);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.name !== 'BundleValidationError') throw error;
      const { account, address, uid, expiresAt } = record;
      const kept = { values, data, scope, account, address, uid, expiresAt };
      return { ...kept, status: 'attention', reason: error.message, error };
    }
  }

  /** What a test changes; nothing when it brought no finding. */
  function changesAfterTest(record: ConnectionRecord, result: CheckResult): ConnectionChanges | undefined {
    const { status, reason, address, account, error } = result;
    if (status === 'unchecked') return undefined;
    const checkedAt = clock.now();
    if (error !== undefined) return { status, reason, checkedAt };
    const { data } = records.open(record);
    const isNew = !isDeepStrictEqual(data, result.data);
    const { uid, expiresAt } = { uid: result.uid ?? record.uid, expiresAt: result.expiresAt ?? record.expiresAt };
    const state = { status, reason, address, account, uid, expiresAt, checkedAt };
    return { ...state, ...(isNew && { content: contentOf(result) }) };
  }

  function requestOf(component: ReturnType<typeof requireComponent>, input: Collection): VerifyRequest {
    const { app, connection } = component;
    return { app, connection, input, redirectUri: redirectUri(app.name), scope: scopesFor(app, connection) };
  }

  /** Tells the service that the token is not used any more, where the app can; nobody waits for its opinion. */
  async function invalidate(record: ConnectionRecord): Promise<void> {
    const connection = apps.get(record.app)?.connections.get(record.connection);
    if (connection?.oauth?.invalidate === undefined) return;
    try {
      const { values, data } = records.open(record);
      const input = { ...requestOf(requireComponent(apps, record), values), values };
      await runPhase(withDeadline(services), connection.oauth.invalidate, { input, state: beforePhases(data) });
    } catch {
      // The connection is deleted all the same.
    }
  }

  /** A record that cannot be opened is shown as such: it must not hide the others. */
  function show(record: ConnectionRecord): ConnectionView {
    const connection = apps.get(record.app)?.connections.get(record.connection);
    try {
      return viewOf(record, connection, records.open(record).values);
    } catch (error) {
      const reason = toConnectorError(error).message;
      return viewOf({ ...record, status: 'attention', reason }, undefined, {});
    }
  }
}
