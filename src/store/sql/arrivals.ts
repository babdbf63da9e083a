import type { Dialect, Statement } from '../database.ts';
import type { DeliveryRecord } from '../records.ts';
import { marks } from './page.ts';
import { toJsonText } from './table.ts';

/** Columns that describe an arrival; each has the same place in the entry of a group. Headers and body stand behind them. */
const DESCRIBED: readonly string[] = [
  'id',
  'hook_id',
  'event_id',
  'order_key',
  'scenario_ids',
  'received_at',
  'expires_at',
  'method',
  'query',
  'remote_address',
];
const COLUMNS = [...DESCRIBED, 'headers', 'body'].join(', ');
const TIMES: ReadonlySet<string> = new Set(['received_at', 'expires_at']);
const APPEND = `INSERT INTO arrivals (${COLUMNS}) VALUES (${marks([...DESCRIBED, 'headers', 'body'])})`;

/** An arrival as values. */
export interface ArrivalRow {
  /** In the order id, hook, event, order key, scenarios, received, expiry, method, query, address. */
  readonly described: readonly (string | number | null)[];
  readonly headers: DeliveryRecord['headers'];
  readonly body: Uint8Array;
}

/** Hands rows over to be sorted by the same batch. */
export function appendStatements(rows: readonly ArrivalRow[]): readonly Statement[] {
  return rows.map(({ described, headers, body }) => ({
    sql: APPEND,
    values: [...described, toJsonText(headers), body],
  }));
}

/** Keeps a group until it is sorted, and gives its place as `seq`; values: entries, bodies. */
export const KEEP_GROUP = `INSERT INTO arrival_groups (entries, bodies) VALUES (?, ?) RETURNING seq`;

/** The place of the newest group, 0 when only rows of an earlier version wait; no row when nothing does. */
export const LAST_GROUP = `SELECT MAX(seq) AS last FROM (
  SELECT seq FROM arrival_groups UNION ALL SELECT 0 AS seq FROM arrivals) AS waiting HAVING COUNT(*) > 0`;

/** Makes a route known; values: list, place, scenario. */
export const INSERT_ROUTE = `INSERT INTO routes (scenario_ids, place, scenario_id) VALUES (?, ?, ?)
  ON CONFLICT DO NOTHING`;

/** More than a group has, so that the order of its rows is that of the groups. */
const PLACES_IN_GROUP = 65_536;

/** Hands the rows of groups over. A list of empty bodies is an empty body. */
function unpack({ items }: Dialect): string {
  const number = (place: number): string => `CAST(item.value ->> ${place} AS BIGINT)`;
  const described = DESCRIBED.map((column, place) => (TIMES.has(column) ? number(place) : `item.value ->> ${place}`));
  const { length: headers } = DESCRIBED;
  const from = headers + 1;
  return `INSERT INTO arrivals (seq, ${COLUMNS})
    SELECT packed.seq * ${PLACES_IN_GROUP} + item.key, ${described.join(', ')}, item.value ->> ${headers},
      COALESCE(substr(packed.bodies, ${number(from)}, ${number(from + 1)}), packed.bodies)
    FROM arrival_groups packed CROSS JOIN ${items('packed.entries')} WHERE packed.seq <= ?`;
}

const REMOVE_GROUPS = `DELETE FROM arrival_groups WHERE seq <= ?`;

/** Event ids that have expired by the time they came again. */
const FORGET_EXPIRED = `DELETE FROM events WHERE (hook_id, event_id) IN (
  SELECT known.hook_id, known.event_id FROM arrivals CROSS JOIN events known
  WHERE known.hook_id = arrivals.hook_id AND known.event_id = arrivals.event_id
    AND known.expires_at <= arrivals.received_at)`;

/** Of the arrivals with one event the first is remembered. */
const REMEMBER_EVENTS = `INSERT INTO events (hook_id, event_id, delivery_id, expires_at)
  SELECT hook_id, event_id, id, expires_at FROM arrivals WHERE event_id IS NOT NULL ORDER BY seq
  ON CONFLICT (hook_id, event_id) DO NOTHING`;

/** Each becomes a delivery, marked when its event belongs to another. Before ON CONFLICT SQLite wants a WHERE. */
const STORE_DELIVERIES = `INSERT INTO deliveries
  (id, hook_id, event_id, received_at, method, query, remote_address, size, headers, body, duplicate_of)
  SELECT id, hook_id, event_id, received_at, method, query, remote_address, LENGTH(body), headers, body,
    (SELECT delivery_id FROM events
     WHERE events.hook_id = arrivals.hook_id AND events.event_id = arrivals.event_id
       AND events.delivery_id <> arrivals.id)
  FROM arrivals WHERE TRUE ORDER BY seq
  ON CONFLICT (id) DO NOTHING`;

/** Each that is no duplicate is queued for every scenario of its route. */
const ENQUEUE = `INSERT INTO queue
  (delivery_id, scenario_id, hook_id, state, open, order_key, attempts, crashes, run_at, fence, updated_at)
  SELECT deliveries.id, routes.scenario_id, deliveries.hook_id, 'queued', 1, arrivals.order_key, 0, 0,
    deliveries.received_at, 0, deliveries.received_at
  FROM arrivals CROSS JOIN routes CROSS JOIN deliveries
  WHERE routes.scenario_ids = arrivals.scenario_ids AND deliveries.id = arrivals.id
    AND deliveries.duplicate_of IS NULL
  ORDER BY arrivals.seq, routes.place
  ON CONFLICT (delivery_id, scenario_id) DO NOTHING`;

const DUPLICATES = `SELECT deliveries.id AS id
  FROM arrivals CROSS JOIN deliveries
  WHERE deliveries.id = arrivals.id AND deliveries.duplicate_of IS NOT NULL`;

const REMOVE = `DELETE FROM arrivals`;

/**
 * Gives every row that was handed over in the same batch its delivery, its mark and its queue items. The last two
 * results are the duplicates, as `id`, and how many rows were sorted. Nothing in it can conflict: what
 * is there already stays as it is.
 */
export const SORT: readonly Statement[] = [
  FORGET_EXPIRED,
  REMEMBER_EVENTS,
  STORE_DELIVERIES,
  ENQUEUE,
  DUPLICATES,
  REMOVE,
].map((sql) => ({ sql }));

/** One batch that sorts every group up to the place `last`; its last results are those of {@link SORT}. */
export function sortGroupsStatements(dialect: Dialect, last: number): readonly Statement[] {
  return [{ sql: unpack(dialect), values: [last] }, { sql: REMOVE_GROUPS, values: [last] }, ...SORT];
}
