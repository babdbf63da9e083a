import type { Dialect } from '../database.ts';

/**
 * Where deliveries get their place in the queue: one row each, appended, without an index, for one transaction.
 * A route says for a list of scenarios (as JSON text) which scenarios those are, so that SQL alone can queue by it.
 */
export function schema3({ bytes, serial, keyed }: Dialect): readonly string[] {
  return [
    `CREATE TABLE arrivals (
      seq ${serial}, id TEXT NOT NULL, hook_id TEXT NOT NULL, event_id TEXT, order_key TEXT, scenario_ids TEXT NOT NULL,
      received_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, method TEXT NOT NULL, query TEXT NOT NULL,
      remote_address TEXT NOT NULL, headers TEXT NOT NULL, body ${bytes} NOT NULL
    )`,
    `CREATE TABLE routes (
      scenario_ids TEXT NOT NULL, place BIGINT NOT NULL, scenario_id TEXT NOT NULL, PRIMARY KEY (scenario_ids, place)
    ) ${keyed}`,
  ];
}
