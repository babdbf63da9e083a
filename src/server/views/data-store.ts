import type { z } from 'zod';
import { isCollection } from '../../core/json.ts';
import type { DataRecord, DataStoreRecord } from '../../store/data-store.ts';
import type * as contract from '../contract/data-stores.ts';
import type { Cut } from '../cut.ts';
import { timeOf } from './time.ts';

/** A data store as the API shows it. */
export function showDataStore(dataStore: DataStoreRecord): z.output<typeof contract.dataStore> {
  const { id, name, structure, strict, records, bytes, createdAt, updatedAt, version } = dataStore;
  return {
    id,
    name,
    structure: Array.isArray(structure) ? structure.filter(isCollection) : null,
    strict,
    records,
    bytes,
    createdAt: timeOf(createdAt),
    updatedAt: timeOf(updatedAt),
    version,
  };
}

/** A record as the API shows it, its data cut where that is wanted. */
export function showDataRecord(record: DataRecord, cut: Cut): z.output<typeof contract.dataRecord> {
  const { key, data, size, updatedAt } = record;
  return { key, data: cut(data), size, updatedAt: timeOf(updatedAt) };
}
