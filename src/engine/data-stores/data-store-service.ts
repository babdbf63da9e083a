import type { Clock } from '../../core/clock.ts';
import { ConnectorError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import type { Collection, Json } from '../../core/json.ts';
import { DATA_STORE_LIMITS } from '../../core/limits.ts';
import type { DataRecord, DataStoreId, DataStoreRecord } from '../../store/data-store.ts';
import type { ScenarioId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { dataStoreLinks } from '../scenarios/blueprint-links.ts';
import type { DataRecords } from './data-records.ts';
import { compileStructure } from './data-structure.ts';
import { shortKey } from './record-data.ts';

/** A data store to be made. */
export interface NewDataStore {
  readonly name: string;
  /** The fields of its records; without them a record may hold anything. */
  readonly structure?: Json;
  /** Whether a record may hold nothing but these fields. @default false */
  readonly strict?: boolean;
}

/** A scenario that works with a data store. */
export interface DataStoreUse {
  readonly id: ScenarioId;
  readonly name: string;
}

/** Data stores as people work with them. */
export interface DataStoreService {
  /** Their records, as modules work with them. */
  readonly records: DataRecords;
  list(): Promise<readonly DataStoreRecord[]>;
  /** @throws ConnectorError `NotFoundError`. */
  get(id: DataStoreId): Promise<DataStoreRecord>;
  /** @throws ConnectorError `ConflictError` for a name that is taken, `ManifestError` for a structure that cannot be. */
  create(dataStore: NewDataStore): Promise<DataStoreRecord>;
  /**
   * Changes what is given; records that are there stay as they are.
   * @throws ConnectorError `ConflictError` on a stale version, like {@link create}.
   */
  update(id: DataStoreId, version: number, changes: Partial<NewDataStore>): Promise<DataStoreRecord>;
  /** Deletes it with its records. @throws ConnectorError `ConflictError` that lists the scenarios that use it. */
  remove(id: DataStoreId): Promise<void>;
  /** The scenarios that work with each data store that is used at all. */
  uses(): Promise<ReadonlyMap<string, readonly DataStoreUse[]>>;
  /** Writes a whole record. @throws ConnectorError like the `change` of records. */
  put(id: DataStoreId, key: string, data: Collection): Promise<DataRecord>;
  /** @throws ConnectorError `NotFoundError`. */
  record(id: DataStoreId, key: string): Promise<DataRecord>;
  /** @throws ConnectorError `NotFoundError`. */
  removeRecord(id: DataStoreId, key: string): Promise<void>;
}

/** What the service works with. */
export interface DataStoreParts {
  readonly store: Pick<Store, 'dataStores' | 'scenarios'>;
  readonly records: DataRecords;
  readonly clock: Clock;
}

/** The data stores of a store. */
export function createDataStoreService({ store, records, clock }: DataStoreParts): DataStoreService {
  const { dataStores } = store;
  return {
    records,
    list: () => dataStores.list(),
    get,
    async create({ name, structure = null, strict = false }) {
      compileStructure({ structure, strict });
      await refuseName(name);
      const now = clock.now();
      const times = { createdAt: now, updatedAt: now, version: 1 };
      const dataStore = { id: newId('ds', now), name, structure, strict, records: 0, bytes: 0, ...times };
      await dataStores.insert(dataStore);
      return dataStore;
    },
    async update(id, version, { name, structure, strict }) {
      const before = await get(id);
      compileStructure({ structure: structure ?? before.structure, strict: strict ?? before.strict });
      if (name !== undefined && name !== before.name) await refuseName(name);
      return dataStores.update(id, version, {
        ...(name !== undefined && { name }),
        ...(structure !== undefined && { structure }),
        ...(strict !== undefined && { strict }),
      });
    },
    async remove(id) {
      const { name } = await get(id);
      const users = (await uses()).get(id) ?? [];
      if (users.length > 0) throw inUse(name, users);
      await dataStores.remove(id);
    },
    uses,
    async put(id, key, data) {
      await records.change(id, key, () => data);
      return record(id, key);
    },
    record,
    async removeRecord(id, key) {
      await record(id, key);
      await records.change(id, key, () => undefined);
    },
  };

  async function get(id: DataStoreId): Promise<DataStoreRecord> {
    const dataStore = await dataStores.get(id);
    if (dataStore === undefined) throw new ConnectorError('NotFoundError', `There is no data store ${id}.`);
    return dataStore;
  }

  async function record(id: DataStoreId, key: string): Promise<DataRecord> {
    const { name } = await get(id);
    const found = await dataStores.record(id, key);
    if (found !== undefined) return found;
    throw new ConnectorError('NotFoundError', `The data store "${name}" has no record "${shortKey(key)}".`);
  }

  async function refuseName(name: string): Promise<void> {
    const others = await dataStores.list();
    if (others.some((other) => other.name === name)) {
      throw new ConnectorError('ConflictError', `There is a data store "${name}" already.`, {
        fix: 'Choose another name.',
      });
    }
    if (others.length >= DATA_STORE_LIMITS.stores) {
      throw new ConnectorError('OutOfSpaceError', `There are ${others.length} data stores, and no room for more.`, {
        fix: 'Delete data stores that nothing uses any more.',
      });
    }
  }

  async function uses(): Promise<ReadonlyMap<string, readonly DataStoreUse[]>> {
    const found = new Map<string, DataStoreUse[]>();
    for (const { id, name, blueprint } of await store.scenarios.list()) {
      const named = new Set(dataStoreLinks(blueprint).map((link) => link.id));
      for (const dataStore of named) found.set(dataStore, [...(found.get(dataStore) ?? []), { id, name }]);
    }
    return found;
  }
}

function inUse(name: string, users: readonly DataStoreUse[]): ConnectorError {
  const list = users.map((user) => `"${user.name}"`).join(', ');
  return new ConnectorError('ConflictError', `The data store "${name}" is in use by ${list}.`, {
    fix: 'Give these scenarios another data store or delete them first.',
    problems: users.map((user) => ({
      pointer: `/scenarios/${user.id}`,
      severity: 'error',
      code: 'IN_USE',
      message: `The scenario "${user.name}" uses it.`,
    })),
  });
}
