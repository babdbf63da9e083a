import type { Dialect } from '../database.ts';

/** Data stores, and their records in the order of the keys; a data store counts what it holds. */
export function schema7({ keyed }: Dialect): readonly string[] {
  return [
    `CREATE TABLE data_stores (
      id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, structure TEXT NOT NULL, strict BIGINT NOT NULL,
      records BIGINT NOT NULL, bytes BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
      version BIGINT NOT NULL
    )`,
    `CREATE TABLE data_records (
      data_store_id TEXT NOT NULL REFERENCES data_stores (id) ON DELETE CASCADE, name TEXT NOT NULL,
      content TEXT NOT NULL, size BIGINT NOT NULL, updated_at BIGINT NOT NULL, version BIGINT NOT NULL,
      PRIMARY KEY (data_store_id, name)
    ) ${keyed}`,
  ];
}
