import type { Id } from '../core/ids.ts';
import type { Json } from '../core/json.ts';
import type { JournalEntry } from './records.ts';
import type { EditableRecords, Page, PageQuery } from './store.ts';

export type DataStoreId = Id<'ds'>;

/** A place where scenarios keep records for later runs and for each other. */
export interface DataStoreRecord {
  readonly id: DataStoreId;
  /** What people call it; no two have the same name. */
  readonly name: string;
  /** The fields of its records, as in the forms of apps; null: a record may hold anything. */
  readonly structure: Json;
  /** Whether a record may hold nothing but the fields of the structure. */
  readonly strict: boolean;
  /** Records it holds. */
  readonly records: number;
  /** What they take, by the count of {@link DataRecord.size}. */
  readonly bytes: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Counts changes of its settings; records do not count. */
  readonly version: number;
}

/** One record of a data store. */
export interface DataRecord {
  readonly key: string;
  readonly data: Json;
  /** Bytes of its key and of its data as JSON text, UTF-8. */
  readonly size: number;
  readonly updatedAt: number;
  /** Counts changes; a change names the record it is based on. */
  readonly version: number;
}

/** A change of one record. */
export interface DataChange {
  /** The record as it was read; undefined: there was none. */
  readonly base: DataRecord | undefined;
  /** What it is to be; undefined: it is to go. */
  readonly next: Pick<DataRecord, 'key' | 'data' | 'size'> | undefined;
}

/** What goes with a change of records, in the same commit. */
export interface DataWrite {
  /** A step of a run that is done with the change; when it was done before, nothing is changed. */
  readonly step?: JournalEntry;
  /** What the data store may hold afterwards. */
  readonly room: Pick<DataStoreRecord, 'records' | 'bytes'>;
}

/** Data stores and their records. */
export interface DataStoreRecords extends EditableRecords<DataStoreId, DataStoreRecord> {
  record(id: DataStoreId, key: string): Promise<DataRecord | undefined>;
  /** One page of records, by their keys; it ends early when they are large. */
  records(id: DataStoreId, query: PageQuery): Promise<Page<DataRecord>>;
  /**
   * Carries a change out, all of it or nothing.
   * @throws ConnectorError `ConflictError` when the record is no longer what the change is based on, when the data store
   *   is gone or would be too full, or when the step was done before.
   */
  change(id: DataStoreId, change: DataChange, write: DataWrite): Promise<void>;
  /** Removes all records. @throws ConnectorError `ConflictError` when the data store is gone or the step was done before. */
  clear(id: DataStoreId, step?: JournalEntry): Promise<void>;
}
