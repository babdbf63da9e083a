import type { Dialect } from '../database.ts';

/** The first schema: every table of the store. Lists go newest first by a time and an id; JSON is kept as text. */
export function schema1(dialect: Dialect): readonly string[] {
  return [...peopleTables(dialect), ...inboxTables(dialect), ...runTables(dialect)];
}

function peopleTables({ keyed }: Dialect): readonly string[] {
  return [
    `CREATE TABLE connections (
      id TEXT NOT NULL PRIMARY KEY, app TEXT NOT NULL, connection TEXT NOT NULL, name TEXT NOT NULL, account TEXT,
      environment TEXT NOT NULL, address TEXT, sealed TEXT NOT NULL, status TEXT NOT NULL, reason TEXT,
      checked_at BIGINT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, version BIGINT NOT NULL
    )`,
    `CREATE TABLE hooks (
      id TEXT NOT NULL PRIMARY KEY, token TEXT NOT NULL UNIQUE, app TEXT NOT NULL, webhook TEXT NOT NULL,
      connection_id TEXT, name TEXT NOT NULL, parameters TEXT NOT NULL, state TEXT NOT NULL, data TEXT NOT NULL,
      reason TEXT, retry_at BIGINT, attempts BIGINT NOT NULL, mode TEXT NOT NULL, queue_limit BIGINT NOT NULL,
      max_attempts BIGINT NOT NULL, paused BIGINT NOT NULL, checks TEXT NOT NULL, created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL, deleted_at BIGINT, version BIGINT NOT NULL
    )`,
    `CREATE TABLE drifts (
      id TEXT NOT NULL PRIMARY KEY, hook_id TEXT, at BIGINT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL,
      dry_run BIGINT NOT NULL
    )`,
    `CREATE INDEX drifts_by_time ON drifts (at, id)`,
    `CREATE TABLE scenarios (
      id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, blueprint TEXT NOT NULL, scheduling TEXT NOT NULL,
      timezone TEXT NOT NULL, active BIGINT NOT NULL, hook_id TEXT, errors BIGINT NOT NULL, reason TEXT,
      next_run_at BIGINT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, version BIGINT NOT NULL
    )`,
    `CREATE TABLE scenario_versions (
      scenario_id TEXT NOT NULL REFERENCES scenarios (id) ON DELETE CASCADE, version BIGINT NOT NULL,
      blueprint TEXT NOT NULL, PRIMARY KEY (scenario_id, version)
    ) ${keyed}`,
    `CREATE TABLE stored_values (
      scope TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, expires_at BIGINT, PRIMARY KEY (scope, name)
    ) ${keyed}`,
    `CREATE INDEX stored_values_by_expiry ON stored_values (expires_at) WHERE expires_at IS NOT NULL`,
  ];
}

function inboxTables({ bytes, serial, keyed }: Dialect): readonly string[] {
  return [
    `CREATE TABLE events (
      hook_id TEXT NOT NULL, event_id TEXT NOT NULL, delivery_id TEXT NOT NULL, expires_at BIGINT NOT NULL,
      PRIMARY KEY (hook_id, event_id)
    ) ${keyed}`,
    `CREATE INDEX events_by_expiry ON events (expires_at)`,
    // The body stands last, so that lists never read its pages.
    `CREATE TABLE deliveries (
      id TEXT NOT NULL PRIMARY KEY, hook_id TEXT NOT NULL, event_id TEXT, duplicate_of TEXT,
      received_at BIGINT NOT NULL, method TEXT NOT NULL, query TEXT NOT NULL, remote_address TEXT NOT NULL,
      size BIGINT NOT NULL, headers TEXT NOT NULL, body ${bytes} NOT NULL
    )`,
    `CREATE INDEX deliveries_by_time ON deliveries (received_at)`,
    `CREATE INDEX deliveries_by_hook ON deliveries (hook_id, received_at)`,
    `CREATE TABLE queue (
      seq ${serial}, delivery_id TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
      scenario_id TEXT NOT NULL, hook_id TEXT NOT NULL, state TEXT NOT NULL, open BIGINT NOT NULL, order_key TEXT,
      attempts BIGINT NOT NULL, crashes BIGINT NOT NULL, run_at BIGINT NOT NULL, fence BIGINT NOT NULL, lease_until BIGINT, reason TEXT,
      run_id TEXT, updated_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX queue_by_delivery ON queue (delivery_id, scenario_id)`,
    `CREATE INDEX queue_open ON queue (scenario_id, seq) WHERE open = 1`,
    `CREATE INDEX queue_open_keys ON queue (scenario_id, order_key, seq) WHERE open = 1 AND order_key IS NOT NULL`,
    `CREATE INDEX queue_leases ON queue (lease_until) WHERE state = 'running'`,
    `CREATE INDEX queue_closed ON queue (hook_id, state) WHERE open = 0`,
  ];
}

function runTables({ keyed }: Dialect): readonly string[] {
  return [
    // The log stands last, so that lists never read the pages of a long one.
    `CREATE TABLE runs (
      id TEXT NOT NULL PRIMARY KEY, scenario_id TEXT NOT NULL, scenario_version BIGINT NOT NULL, status TEXT NOT NULL,
      trigger TEXT NOT NULL, delivery_id TEXT, started_at BIGINT NOT NULL, ended_at BIGINT,
      operations BIGINT NOT NULL, error TEXT NOT NULL, log TEXT
    )`,
    `CREATE INDEX runs_by_time ON runs (started_at, id)`,
    `CREATE INDEX runs_by_scenario ON runs (scenario_id, started_at, id)`,
    `CREATE INDEX runs_by_delivery ON runs (delivery_id) WHERE delivery_id IS NOT NULL`,
    `CREATE INDEX runs_running ON runs (started_at) WHERE status = 'running'`,
    `CREATE TABLE journal (
      run_id TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, outputs TEXT NOT NULL, request TEXT NOT NULL,
      created_at BIGINT NOT NULL, PRIMARY KEY (run_id, key)
    ) ${keyed}`,
    `CREATE INDEX journal_by_time ON journal (created_at)`,
    `CREATE TABLE incompletes (
      id TEXT NOT NULL PRIMARY KEY, scenario_id TEXT NOT NULL, scenario_version BIGINT NOT NULL, run_id TEXT NOT NULL,
      status TEXT NOT NULL, module_id BIGINT NOT NULL, error TEXT NOT NULL, attempts BIGINT NOT NULL,
      retries_left BIGINT NOT NULL, next_at BIGINT, state TEXT NOT NULL, created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL
    )`,
    `CREATE INDEX incompletes_by_time ON incompletes (created_at, id)`,
    `CREATE INDEX incompletes_by_run ON incompletes (run_id)`,
    `CREATE INDEX incompletes_due ON incompletes (next_at) WHERE status = 'scheduled'`,
  ];
}
