import { ConnectorError } from '../../core/errors.ts';
import { isCollection, type Collection } from '../../core/json.ts';
import { DATA_STORE_LIMITS } from '../../core/limits.ts';
import { createLocks } from '../../core/locks.ts';
import type { DataRecord, DataStoreId, DataStoreRecord, DataStoreRecords } from '../../store/data-store.ts';
import type { JournalEntry } from '../../store/records.ts';
import type { Page, PageQuery } from '../../store/store.ts';
import { compileStructure, type DataStructure } from './data-structure.ts';
import { recordOf, shortKey, type SizedRecord } from './record-data.ts';
import type { RecordSearch, SearchedRecord } from './search-records.ts';

/** What a record is to hold, by what it holds; undefined on either side: there is none. */
export type RecordEdit = (present: Collection | undefined) => Collection | undefined;

/** The step of a run that is done with a change, by the record as it is after it. */
export type StepOf = (record: SearchedRecord | undefined) => JournalEntry | undefined;

/** The records of data stores, for modules and for people. Every method throws `NotFoundError` for one that is gone. */
export interface DataRecords {
  get(id: string, key: string): Promise<SearchedRecord | undefined>;
  /** One page, by the keys, as they are kept. @throws ConnectorError `UsageError` for a cursor of another list. */
  page(id: string, query: PageQuery): Promise<Page<DataRecord>>;
  /** At most `limit` records that match. */
  search(id: string, search: RecordSearch, limit: number): Promise<readonly SearchedRecord[]>;
  count(id: string): Promise<number>;
  /**
   * Changes one record, together with the step of a run when there is one: all of it or nothing. `edit` is called again
   * when somebody else was first. Gives the record as it is now.
   * @throws ConnectorError `BundleValidationError` against the structure, `DataError` beyond the limits of a record,
   *   `OutOfSpaceError` when the data store is full, and what `edit` raises.
   */
  change(id: string, key: string, edit: RecordEdit, stepOf?: StepOf): Promise<SearchedRecord | undefined>;
  /** Removes all records. */
  clear(id: string, step?: JournalEntry): Promise<void>;
}

/** So often a change is tried when another process changes the same record, or the data store is emptied. */
const TRIES = 10;
/** Records that are read at once. */
const PART = 250;

/** Records of the data stores of a store. */
export function createDataRecords(records: DataStoreRecords): DataRecords {
  const locks = createLocks();
  const structures = new Map<string, { readonly version: number; readonly structure: DataStructure }>();
  return {
    async get(id, key) {
      const dataStore = await open(id);
      const record = await records.record(dataStore.id, key);
      return record && revived(record, structureOf(dataStore));
    },
    page: async (id, query) => records.records((await open(id)).id, query),
    async search(id, search, limit) {
      const dataStore = await open(id);
      const structure = structureOf(dataStore);
      const found: SearchedRecord[] = [];
      let cursor: string | undefined;
      do {
        const page = await records.records(dataStore.id, { limit: PART, ...(cursor !== undefined && { cursor }) });
        found.push(...page.items.map((record) => revived(record, structure)).filter(search.matches));
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined && (search.isSorted || found.length < limit));
      return (search.isSorted ? found.toSorted(search.compare) : found).slice(0, limit);
    },
    count: async (id) => (await open(id)).records,
    change,
    clear: async (id, step) => records.clear((await open(id)).id, step),
  };

  /** Whoever changes the same record waits: beginning anew each time, some would never get their turn. */
  function change(id: string, key: string, edit: RecordEdit, stepOf?: StepOf) {
    return locks.run(JSON.stringify([id, key]), () => changeAlone(id, key, edit, stepOf));
  }

  async function changeAlone(id: string, key: string, edit: RecordEdit, stepOf?: StepOf) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const dataStore = await open(id);
      const structure = structureOf(dataStore);
      const base = await records.record(dataStore.id, key);
      const data = edit(base && dataOf(base));
      const next = data && recordOf(key, structure.accept(data));
      const result = next && revived(next, structure);
      if (base === undefined && next === undefined) return undefined;
      refuseWhenFull(dataStore, base, next);
      const step = stepOf?.(result);
      try {
        await records.change(
          dataStore.id,
          { base, next },
          { room: DATA_STORE_LIMITS, ...(step !== undefined && { step }) },
        );
        return result;
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.name !== 'ConflictError') throw error;
      }
    }
    throw new ConnectorError('IncompleteDataError', `The record "${shortKey(key)}" is being changed all the time.`, {
      fix: 'Run again a little later, or work deliveries off in sequence.',
    });
  }

  async function open(id: string): Promise<DataStoreRecord> {
    const dataStore = await records.get(id as DataStoreId);
    if (dataStore !== undefined) return dataStore;
    throw new ConnectorError('NotFoundError', `There is no data store ${shortKey(id)}.`, {
      fix: 'Choose one of your data stores for the module, or make one.',
    });
  }

  function structureOf(dataStore: DataStoreRecord): DataStructure {
    const { id, version } = dataStore;
    const known = structures.get(id);
    if (known?.version === version) return known.structure;
    const structure = compileStructure(dataStore);
    structures.set(id, { version, structure });
    return structure;
  }
}

function revived({ key, data }: Pick<DataRecord, 'key' | 'data'>, structure: DataStructure): SearchedRecord {
  return { key, data: structure.revive(dataOf({ data })) };
}

function dataOf({ data }: Pick<DataRecord, 'data'>): Collection {
  return isCollection(data) ? data : {};
}

function refuseWhenFull(
  { name, records, bytes }: DataStoreRecord,
  base: SizedRecord | undefined,
  next: SizedRecord | undefined,
): void {
  if (next === undefined) return;
  const limits = DATA_STORE_LIMITS;
  const fix = 'Delete records nobody needs any more, or use another data store.';
  if (base === undefined && records >= limits.records) {
    throw new ConnectorError('OutOfSpaceError', `The data store "${name}" is full: it has ${records} records.`, {
      fix,
    });
  }
  if (next.size > (base?.size ?? 0) && bytes + next.size - (base?.size ?? 0) > limits.bytes) {
    const most = `${limits.bytes / 1024 / 1024} MB`;
    throw new ConnectorError('OutOfSpaceError', `The data store "${name}" is full: it may hold ${most}.`, { fix });
  }
}
