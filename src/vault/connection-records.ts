import { isDeepStrictEqual } from 'node:util';
import { ConnectorError } from '../core/errors.ts';
import { isCollection, ownValue, type Collection } from '../core/json.ts';
import type { ConnectionId, ConnectionRecord } from '../store/records.ts';
import type { Changes, Store } from '../store/store.ts';
import type { ConnectionContent } from './connection-values.ts';
import type { Keyring } from './keyring.ts';

/** Changes to a connection; the content is sealed on the way. */
export type ConnectionChanges = Omit<Changes<ConnectionRecord>, 'sealed'> & { readonly content?: ConnectionContent };

/** Connections of the store with their content sealed and opened. */
export interface ConnectionVault {
  /** @throws ConnectorError `NotFoundError`. */
  require(id: ConnectionId): Promise<ConnectionRecord>;
  /** The same for those who change nothing: many runs begin at once, and one answer of the store serves them all. */
  requireToRead(id: ConnectionId): Promise<ConnectionRecord>;
  list(): Promise<readonly ConnectionRecord[]>;
  /** The content of a record; it may be kept by the caller, but not changed. @throws ConnectorError `ConfigurationError`. */
  open(record: ConnectionRecord): ConnectionContent;
  insert(record: Omit<ConnectionRecord, 'sealed'>, content: ConnectionContent): Promise<void>;
  /**
   * Changes a record that is still what it was; only a new seal around the same content is no obstacle.
   * @throws ConnectorError `ConflictError` when somebody else changed it, `NotFoundError` when it is gone.
   */
  update(record: ConnectionRecord, changes: ConnectionChanges): Promise<ConnectionRecord>;
  remove(id: ConnectionId): Promise<void>;
  /** The account's own id at the service (`uid`), as far as connections have been read. */
  accountOf(id: ConnectionId): string | null;
  /** Resolves when everything that was sealed before is stored. */
  settled(): Promise<void>;
}

/** Most characters the content of a connection may have as JSON. */
const MOST_CHARACTERS = 65_536;

/** The connections of a store behind a keyring; opened contents are kept in memory for the version they belong to. */
export function createConnectionVault(store: Pick<Store, 'connections'>, keyring: Keyring): ConnectionVault {
  const opened = new Map<ConnectionId, { readonly version: number; readonly content: ConnectionContent }>();
  const writes = new Set<Promise<unknown>>();
  const accounts = new Map<ConnectionId, string | null>();
  /** Reads under way that nothing was changed since. */
  const reads = new Map<ConnectionId, Promise<ConnectionRecord>>();

  return {
    require: requireRecord,
    requireToRead(id) {
      const underWay = reads.get(id);
      if (underWay !== undefined) return underWay;
      const read = requireRecord(id).finally(() => {
        if (reads.get(id) === read) reads.delete(id);
      });
      reads.set(id, read);
      return read;
    },
    async list() {
      const all = await store.connections.list();
      for (const { id, uid } of all) accounts.set(id, uid);
      return all;
    },
    accountOf: (id) => accounts.get(id) ?? null,
    open,
    async insert(record, content) {
      await tracked(store.connections.insert({ ...record, sealed: seal(record.id, content) }));
      accounts.set(record.id, record.uid);
    },
    async update(record, changes) {
      let base = record;
      for (;;) {
        try {
          const written = await write(base, changes);
          accounts.set(written.id, written.uid);
          return written;
        } catch (error) {
          if (!isConflict(error)) throw error;
          base = await onlySealedAnew(base);
        }
      }
    },
    async remove(id) {
      await store.connections.remove(id);
      reads.delete(id);
      opened.delete(id);
      accounts.delete(id);
    },
    async settled() {
      await Promise.allSettled(writes);
    },
  };

  async function requireRecord(id: ConnectionId): Promise<ConnectionRecord> {
    const record = await store.connections.get(id);
    if (record !== undefined) return record;
    opened.delete(id);
    throw new ConnectorError('NotFoundError', `There is no connection ${id}.`);
  }

  function open({ id, version, sealed }: ConnectionRecord): ConnectionContent {
    const known = opened.get(id);
    if (known?.version === version) return known.content;
    const content = contentOf(keyring.open(id, sealed));
    opened.set(id, { version, content });
    return content;
  }

  function write({ id, version }: ConnectionRecord, changes: ConnectionChanges): Promise<ConnectionRecord> {
    const { content, ...plain } = changes;
    const sealed = content === undefined ? {} : { sealed: seal(id, content) };
    const written = store.connections.update(id, version, { ...plain, ...sealed });
    return tracked(written.finally(() => reads.delete(id)));
  }

  function seal(id: ConnectionId, content: ConnectionContent): string {
    if (JSON.stringify(content).length <= MOST_CHARACTERS) return keyring.seal(id, content);
    throw new ConnectorError(
      'BundleValidationError',
      'The values of the connection have more than 65,536 characters.',
      {
        fix: 'Use shorter values.',
      },
    );
  }

  /** The record as it is now; throws unless a new seal is all that changed. */
  async function onlySealedAnew(record: ConnectionRecord): Promise<ConnectionRecord> {
    const now = await requireRecord(record.id);
    const isSame = now.version !== record.version && isDeepStrictEqual(comparable(now), comparable(record));
    if (isSame) return now;
    throw changedMeanwhile(now, record.version);
  }

  function comparable(record: ConnectionRecord): unknown {
    return { ...record, sealed: keyring.open(record.id, record.sealed), version: 0, updatedAt: 0 };
  }

  async function tracked<Result>(promise: Promise<Result>): Promise<Result> {
    writes.add(promise);
    try {
      return await promise;
    } finally {
      writes.delete(promise);
    }
  }
}

/** The error for a change that is based on an earlier version. */
export function changedMeanwhile({ name, version }: ConnectionRecord, basedOn: number): ConnectorError {
  return new ConnectorError(
    'ConflictError',
    `The connection "${name}" was changed in the meantime: it has version ${version}, the change is based on ${basedOn}.`,
    { fix: 'Read it again and repeat the change on what it is now.' },
  );
}

/** Whether a change was refused because of another one. */
export function isConflict(error: unknown): boolean {
  return error instanceof ConnectorError && error.name === 'ConflictError';
}

function contentOf(value: unknown): ConnectionContent {
  const scope = ownValue(value, 'scope');
  return freeze({
    values: collectionAt(value, 'values'),
    data: collectionAt(value, 'data'),
    scope: Array.isArray(scope) ? scope.map(String) : [],
  });
}

function collectionAt(value: unknown, key: string): Collection {
  const found = ownValue(value, key);
  return isCollection(found) ? found : {};
}

/** Contents are shared by everybody who reads them. */
function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
