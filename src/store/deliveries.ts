import type { Database, Row, SqlValue, Statement } from './database.ts';
import { createQueueRecords, QUEUE } from './queue.ts';
import type { DeliveryId, DeliveryRecord, QueueItem } from './records.ts';
import { type Condition, equal, marks, readPage } from './sql/page.ts';
import { deleteInParts, PURGE_PART } from './sql/purge.ts';
import { ENQUEUE, ENQUEUE_ORIGINAL, INSERT_DELIVERY, INSERT_ORIGINAL, OPEN, REMEMBER_EVENT } from './sql/queue.ts';
import { defineTable, toJsonText } from './sql/table.ts';
import type { Arrival, DeliveryFilter, DeliveryRecords, DeliverySummary } from './store.ts';

const DELIVERY = defineTable<DeliveryRecord>('deliveries', {
  id: 'plain',
  hookId: 'plain',
  eventId: 'plain',
  duplicateOf: 'plain',
  receivedAt: 'plain',
  method: 'plain',
  query: 'plain',
  headers: 'json',
  body: 'plain',
  remoteAddress: 'plain',
});

const SUMMARY = defineTable<DeliverySummary['delivery']>('deliveries', {
  id: 'plain',
  hookId: 'plain',
  eventId: 'plain',
  duplicateOf: 'plain',
  receivedAt: 'plain',
  method: 'plain',
  query: 'plain',
  remoteAddress: 'plain',
  size: 'plain',
});

const PURGE_DELIVERIES = `DELETE FROM deliveries WHERE id IN (
  SELECT id FROM deliveries WHERE received_at < ? AND NOT EXISTS (
    SELECT 1 FROM queue WHERE delivery_id = deliveries.id AND (${OPEN} OR state = 'held'))
  ORDER BY received_at LIMIT ${PURGE_PART})`;

const PURGE_EVENTS = `DELETE FROM events WHERE (hook_id, event_id) IN (
  SELECT hook_id, event_id FROM events WHERE expires_at <= ? ORDER BY expires_at LIMIT ${PURGE_PART})`;

/** Deliveries and their queue in a database. */
export function createDeliveryRecords(database: Database): DeliveryRecords {
  return {
    ...createQueueRecords(database),
    async accept(arrival) {
      const original = originalStatements(arrival);
      const results = await database.batch(original);
      if (results.length === original.length) return { duplicateOf: null };
      await database.batch(repeatedStatements(arrival));
      return { duplicateOf: await originalOf(database, arrival.delivery.id) };
    },
    async get(id) {
      const [row] = await database.all(`SELECT ${DELIVERY.columns} FROM deliveries WHERE id = ?`, [id]);
      return row === undefined ? undefined : DELIVERY.toItem(row);
    },
    items: (id) => itemsOf(database, [id]),
    async list(filter) {
      const listing = {
        table: 'deliveries',
        columns: SUMMARY.columns,
        time: 'received_at',
        conditions: conditionsOf(filter),
        toItem: (row: Row) => SUMMARY.toItem(row),
      };
      const { items: deliveries, cursor } = await readPage(database, listing, filter);
      const ids = deliveries.map(({ id }) => id);
      const work = new Map<DeliveryId, QueueItem[]>(ids.map((id) => [id, []]));
      for (const item of await itemsOf(database, ids)) work.get(item.deliveryId)?.push(item);
      return { items: deliveries.map((delivery) => ({ delivery, items: work.get(delivery.id) ?? [] })), cursor };
    },
    async purge({ deliveries, now }) {
      await deleteInParts(database, { sql: PURGE_EVENTS, values: [now] });
      return deleteInParts(database, { sql: PURGE_DELIVERIES, values: [deliveries] });
    },
  };
}

/** Nearly every event comes once: it is remembered, stored and queued. All but the first is left out when it is known. */
function originalStatements({ delivery, scenarioIds, orderKey, dedupeMs }: Arrival): readonly Statement[] {
  const { id, hookId, receivedAt } = delivery;
  return [
    ...rememberStatements(delivery, dedupeMs).map((statement) => ({ ...statement, continueOn: 1 })),
    { sql: INSERT_ORIGINAL, values: factsOf(delivery) },
    ...scenarioIds.map((scenarioId) => ({
      sql: ENQUEUE_ORIGINAL,
      values: [id, scenarioId, hookId, orderKey, receivedAt, receivedAt],
    })),
  ];
}

/**
 * An event that was known a moment ago; it may have been forgotten since, then this is the original after all. In this
 * order, so that two processes that accept the same event at once agree on the first: the event is remembered,
 * the delivery stored with what the event then says, and queued only when it came first.
 */
function repeatedStatements({ delivery, scenarioIds, orderKey, dedupeMs }: Arrival): readonly Statement[] {
  const { id, hookId, eventId } = delivery;
  return [
    ...rememberStatements(delivery, dedupeMs),
    { sql: INSERT_DELIVERY, values: [...factsOf(delivery), hookId, eventId, id] },
    ...scenarioIds.map((scenarioId) => ({ sql: ENQUEUE, values: [scenarioId, orderKey, id] })),
  ];
}

function rememberStatements(delivery: Arrival['delivery'], dedupeMs: number): readonly Statement[] {
  const { id, hookId, eventId, receivedAt } = delivery;
  if (eventId === null) return [];
  return [{ sql: REMEMBER_EVENT, values: [hookId, eventId, id, receivedAt + dedupeMs, receivedAt] }];
}

function factsOf(delivery: Arrival['delivery']): readonly SqlValue[] {
  const { id, hookId, eventId, receivedAt, method, query, remoteAddress, headers, body } = delivery;
  return [id, hookId, eventId, receivedAt, method, query, remoteAddress, body.length, toJsonText(headers), body];
}

async function originalOf(database: Database, id: DeliveryId): Promise<DeliveryId | null> {
  const [row] = await database.all('SELECT duplicate_of FROM deliveries WHERE id = ?', [id]);
  return (row?.['duplicate_of'] ?? null) as DeliveryId | null;
}

async function itemsOf(database: Database, ids: readonly DeliveryId[]): Promise<readonly QueueItem[]> {
  if (ids.length === 0) return [];
  const rows = await database.all(
    `SELECT ${QUEUE.columns} FROM queue WHERE delivery_id IN (${marks(ids)}) ORDER BY seq`,
    ids,
  );
  return rows.map((row) => QUEUE.toItem(row));
}

function conditionsOf(filter: DeliveryFilter): readonly Condition[] {
  const { hookId, scenarioId, states, from, to, duplicates } = filter;
  const conditions: Condition[] = [...equal({ hook_id: hookId })];
  if (from !== undefined) conditions.push({ sql: 'received_at >= ?', values: [from] });
  if (to !== undefined) conditions.push({ sql: 'received_at < ?', values: [to] });
  if (duplicates !== undefined) {
    conditions.push({ sql: `duplicate_of IS ${duplicates ? 'NOT NULL' : 'NULL'}`, values: [] });
  }
  const work: Condition[] = [...equal({ scenario_id: scenarioId })];
  if (states !== undefined && states.length > 0) work.push({ sql: `state IN (${marks(states)})`, values: states });
  if (work.length > 0) {
    conditions.push({
      sql: `EXISTS (SELECT 1 FROM queue WHERE delivery_id = deliveries.id AND ${work.map(({ sql }) => sql).join(' AND ')})`,
      values: work.flatMap(({ values }) => values),
    });
  }
  return conditions;
}
