import type { SqlValue, Statement } from '../database.ts';

const COLUMNS = `id, hook_id, event_id, order_key, scenario_ids, received_at, expires_at, method, query, remote_address,
  headers, body`;
const ROW = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

/** Rows that one statement appends: few sizes, so that few statements have to be prepared. */
const SIZES: readonly number[] = [32, 8, 1];

const INSERTS: ReadonlyMap<number, string> = new Map(
  SIZES.map((size) => [size, `INSERT INTO arrivals (${COLUMNS}) VALUES ${Array<string>(size).fill(ROW).join(', ')}`]),
);

/** Appends rows in their order; each has the values id, hook, event, order key, scenarios, received, expiry, method, query, address, headers, body. */
export function appendStatements(rows: readonly (readonly SqlValue[])[]): readonly Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  for (const [size, sql] of INSERTS) {
    for (; start + size <= rows.length; start += size) {
      statements.push({ sql, values: valuesOf(rows, start, start + size) });
    }
  }
  return statements;
}

/** As `flat`, which takes longer. */
function valuesOf(rows: readonly (readonly SqlValue[])[], start: number, end: number): readonly SqlValue[] {
  const values: SqlValue[] = [];
  for (let at = start; at < end; at += 1) values.push(...(rows[at] ?? []));
  return values;
}

/** The place of the newest arrival, null when there is none. */
export const LAST_ARRIVAL = `SELECT MAX(seq) AS last FROM arrivals`;

/** Makes a route known; values: list, place, scenario. */
export const INSERT_ROUTE = `INSERT INTO routes (scenario_ids, place, scenario_id) VALUES (?, ?, ?)
  ON CONFLICT DO NOTHING`;

/** Event ids that have expired by the time they came again. */
const FORGET_EXPIRED = `DELETE FROM events WHERE (hook_id, event_id) IN (
  SELECT known.hook_id, known.event_id FROM arrivals CROSS JOIN events known
  WHERE arrivals.seq <= ? AND known.hook_id = arrivals.hook_id AND known.event_id = arrivals.event_id
    AND known.expires_at <= arrivals.received_at)`;

/** Of the arrivals with one event the first is remembered. */
const REMEMBER_EVENTS = `INSERT INTO events (hook_id, event_id, delivery_id, expires_at)
  SELECT hook_id, event_id, id, expires_at FROM arrivals WHERE seq <= ? AND event_id IS NOT NULL ORDER BY seq
  ON CONFLICT (hook_id, event_id) DO NOTHING`;

/** Each becomes a delivery, marked when its event belongs to another. */
const STORE_DELIVERIES = `INSERT INTO deliveries
  (id, hook_id, event_id, received_at, method, query, remote_address, size, headers, body, duplicate_of)
  SELECT id, hook_id, event_id, received_at, method, query, remote_address, LENGTH(body), headers, body,
    (SELECT delivery_id FROM events
     WHERE events.hook_id = arrivals.hook_id AND events.event_id = arrivals.event_id
       AND events.delivery_id <> arrivals.id)
  FROM arrivals WHERE seq <= ? ORDER BY seq
  ON CONFLICT (id) DO NOTHING`;

/** Each that is no duplicate is queued for every scenario of its route. */
const ENQUEUE = `INSERT INTO queue
  (delivery_id, scenario_id, hook_id, state, open, order_key, attempts, crashes, run_at, fence, updated_at)
  SELECT deliveries.id, routes.scenario_id, deliveries.hook_id, 'queued', 1, arrivals.order_key, 0, 0,
    deliveries.received_at, 0, deliveries.received_at
  FROM arrivals CROSS JOIN routes CROSS JOIN deliveries
  WHERE arrivals.seq <= ? AND routes.scenario_ids = arrivals.scenario_ids AND deliveries.id = arrivals.id
    AND deliveries.duplicate_of IS NULL
  ORDER BY arrivals.seq, routes.place
  ON CONFLICT (delivery_id, scenario_id) DO NOTHING`;

const DUPLICATES = `SELECT deliveries.id AS id, deliveries.duplicate_of AS original
  FROM arrivals CROSS JOIN deliveries
  WHERE arrivals.seq <= ? AND deliveries.id = arrivals.id AND deliveries.duplicate_of IS NOT NULL`;

const REMOVE = `DELETE FROM arrivals WHERE seq <= ?`;

/**
 * One batch that gives every arrival up to the place `last` its row, its mark and its queue items. Its last two results
 * are the duplicates, as `id` and `original`, and how many arrivals were sorted. Nothing in it can conflict: what is
 * there already stays as it is.
 */
export function sortStatements(last: number): readonly Statement[] {
  const steps = [FORGET_EXPIRED, REMEMBER_EVENTS, STORE_DELIVERIES, ENQUEUE, DUPLICATES, REMOVE];
  return steps.map((sql) => ({ sql, values: [last] }));
}
