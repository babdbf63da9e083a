import { isDeepStrictEqual } from 'node:util';
import type { CallServices } from '../communication/services.ts';
import type { Clock } from '../core/clock.ts';
import { ConnectorError, toConnectorError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { Collection } from '../core/json.ts';
import type { Secret } from '../core/secret.ts';
import { didYouMean } from '../core/suggest.ts';
import type { App, AppConnection } from '../manifest/app.ts';
import type { ConnectionId, ConnectionRecord } from '../store/records.ts';
import { checkConnection, type CheckResult, explainRefusal } from './check.ts';
import { changedMeanwhile, type ConnectionChanges, createConnectionVault } from './connection-records.ts';
import { type ConnectionContent, editValues, withPlainSecrets } from './connection-values.ts';
import { type ConnectionView, viewOf } from './connection-view.ts';
import { environmentOf } from './environment.ts';
import { parseKeys } from './key-text.ts';
import type { Keyring } from './keyring.ts';
import { resealAll, type Rotation, type RotationProgress } from './rotate.ts';
import type { SealedStore } from './sealed-records.ts';
import { type ConnectionUse, inUse } from './usage.ts';
import type { VerifyRequest } from './verify.ts';

/** Longest name of a connection, in characters. */
const LONGEST_NAME = 200;

/** What a vault is made of. */
export interface VaultParts {
  readonly store: SealedStore;
  readonly keyring: Keyring;
  /** The installed apps by name. */
  readonly apps: ReadonlyMap<string, App>;
  readonly services: CallServices;
  readonly clock: Clock;
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
export interface Vault {
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
  /** The values with all secrets, for requests only; not to be changed. @throws ConnectorError `NotFoundError`, `ConfigurationError`. */
  reveal(id: ConnectionId): Promise<Collection>;
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
  /** Every run asks for the values of its connections. */
  const revealed = new WeakMap<ConnectionContent, Collection>();
  let isRotating = false;

  return {
    async create(connection, options = {}) {
      const component = requireComponent(apps, connection);
      const name = requireName(connection.name);
      const request = { ...component, input: withPlainSecrets(connection.values) };
      const result = await check(request, { ...options, isTyped: true });
      const now = clock.now();
      const id = newId('con');
      const record = { id, app: connection.app, connection: connection.connection, createdAt: now, updatedAt: now };
      await records.insert(
        { ...record, ...stateOf(component.connection, result), name, version: 1 },
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
      const { values, keepsSecret } = editValues(component.connection, records.open(record).values, input);
      const result = await check({ ...component, input: values }, { ...options, isTyped: !keepsSecret });
      const changes = { ...stateOf(component.connection, result), name, content: contentOf(result) };
      return show(await records.update(record, changes));
    },
    async test(id, signal) {
      const record = await records.require(id);
      const result = await checkStored(record, signal);
      const changed = changesAfterTest(record, result);
      const connection = show(changed === undefined ? record : await records.update(record, changed));
      return result.error === undefined ? { connection } : { connection, error: result.error };
    },
    async remove(id) {
      const { name } = await records.require(id);
      const uses = await usage(id);
      if (uses.length > 0) throw inUse(name, uses);
      await records.remove(id);
    },
    usedBy: usage,
    async reveal(id) {
      const content = records.open(await records.require(id));
      const known = revealed.get(content);
      if (known !== undefined) return known;
      const values = Object.freeze({ ...content.values, ...content.data });
      revealed.set(content, values);
      return values;
    },
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

  /** The form may have changed with the app since the values were stored. */
  async function checkStored(record: ConnectionRecord, signal: AbortSignal | undefined): Promise<CheckResult> {
    const { values, data } = records.open(record);
    try {
      return await checkConnection(services, { ...requireComponent(apps, record), input: values, data }, signal);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.name !== 'BundleValidationError') throw error;
      const { account, address } = record;
      return { values, data, account, address, status: 'attention', reason: error.message, error };
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
    return { status, reason, address, account, checkedAt, ...(isNew && { content: contentOf(result) }) };
  }

  function stateOf(connection: AppConnection, result: CheckResult) {
    const { account, address, status, reason } = result;
    const checkedAt = status === 'unchecked' ? null : clock.now();
    return { account, address, status, reason, checkedAt, environment: environmentOf(connection, result.values) };
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

function contentOf({ values, data }: CheckResult): ConnectionContent {
  return { values, data };
}

function requireName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.length <= LONGEST_NAME) return trimmed;
  const message = trimmed === '' ? 'The connection needs a name.' : 'The name of the connection is too long.';
  const problem = { pointer: '/name', severity: 'error', code: 'NAME', message } as const;
  throw new ConnectorError('BundleValidationError', message, {
    problems: [problem],
    fix: `Give it a name of 1 to ${LONGEST_NAME} characters.`,
  });
}

function requireComponent(
  apps: ReadonlyMap<string, App>,
  wanted: Pick<ConnectionRecord, 'app' | 'connection'>,
): { readonly app: App; readonly connection: AppConnection } {
  const app = apps.get(wanted.app);
  if (app === undefined) throw unknown('app', wanted.app, apps.keys());
  const connection = app.connections.get(wanted.connection);
  if (connection === undefined) throw unknown('kind of connection', wanted.connection, app.connections.keys());
  return { app, connection };
}

function unknown(noun: string, name: string, known: Iterable<string>): ConnectorError {
  const names = [...known];
  return new ConnectorError('NotFoundError', `There is no ${noun} "${name}".${didYouMean(name, names)}`, {
    fix: `Use one of: ${names.join(', ')}.`,
  });
}
