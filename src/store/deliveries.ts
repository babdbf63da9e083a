import type { Arrivals } from './arrivals.ts';
import type { Database, Row } from './database.ts';
import { createQueueRecords, QUEUE } from './queue.ts';
import { createRecentDeliveries } from './recent-deliveries.ts';
import type { DeliveryId, DeliveryRecord, QueueItem } from './records.ts';
import { type Erased, eraseRepeatsStatement, eraseStatements } from './sql/erase.ts';
import { type Condition, equal, inParts, marks, readPage } from './sql/page.ts';
import { deleteInParts, PURGE_PART } from './sql/purge.ts';
import { OPEN } from './sql/queue.ts';
import { defineTable } from './sql/table.ts';
import type { DeliveryFilter, DeliveryRecords, DeliverySummary } from './store.ts';

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
  erasedAt: 'plain',
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
  erasedAt: 'plain',
});

const PURGE_DELIVERIES = `DELETE FROM deliveries WHERE id IN (
  SELECT id FROM deliveries WHERE received_at < ? AND NOT EXISTS (
    SELECT 1 FROM queue WHERE delivery_id = deliveries.id AND (${OPEN} OR state = 'held'))
  ORDER BY received_at LIMIT ${PURGE_PART})`;

const PURGE_EVENTS = `DELETE FROM events WHERE (hook_id, event_id) IN (
  SELECT hook_id, event_id FROM events WHERE expires_at <= ? ORDER BY expires_at LIMIT ${PURGE_PART})`;

/** Deliveries and their queue in a database. */
export function createDeliveryRecords(database: Database, arrivals: Arrivals): DeliveryRecords {
  const queue = createQueueRecords(database);
  const { sorted } = arrivals;
  const recent = createRecentDeliveries();

  return {
    ...queue,
    accept(arrival, onSorted) {
      recent.keep(arrival.delivery);
      return arrivals.accept(arrival, onSorted);
    },
    ofItem: ({ deliveryId }) => {
      const known = recent.take(deliveryId);
      return known === undefined ? deliveryOf(database, deliveryId) : Promise.resolve(known);
    },
    async claim(request) {
      const items = await queue.claim(request);
      if (items.length < request.limit) arrivals.hurry();
      return items;
    },
    requeue: (filter, now) => sorted().then(() => queue.requeue(filter, now)),
    discard: (ids) => sorted().then(() => queue.discard(ids)),
    depths: () => sorted().then(() => queue.depths()),
    counts: (hookId) => sorted().then(() => queue.counts(hookId)),
    nextDue: (scenarioId) => sorted().then(() => queue.nextDue(scenarioId)),
    async get(id) {
      const found = await deliveryOf(database, id);
      if (found !== undefined) return found;
      await sorted();
      return deliveryOf(database, id);
    },
    items: (id) => sorted().then(() => itemsOf(database, [id])),
    async list(filter) {
      await sorted();
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
    async erase(of, confidential, now) {
      if (confidential.length === 0) return;
      for (const part of partsOf(of)) await database.batch(eraseStatements({ ...part, confidential }, now));
    },
    async eraseRepeat(id, now) {
      await database.batch([eraseRepeatsStatement(now, id)]);
    },
    async purge({ deliveries, now }) {
      await database.batch([eraseRepeatsStatement(now)]);
      await deleteInParts(database, { sql: PURGE_EVENTS, values: [now] });
      return deleteInParts(database, { sql: PURGE_DELIVERIES, values: [deliveries] });
    },
  };
}

async function deliveryOf(database: Database, id: DeliveryId): Promise<DeliveryRecord | undefined> {
  const [row] = await database.all(`SELECT ${DELIVERY.columns} FROM deliveries WHERE id = ?`, [id]);
  return row === undefined ? undefined : DELIVERY.toItem(row);
}

async function itemsOf(database: Database, ids: readonly DeliveryId[]): Promise<readonly QueueItem[]> {
  if (ids.length === 0) return [];
  const rows = await database.all(
    `SELECT ${QUEUE.columns} FROM queue WHERE delivery_id IN (${marks(ids)}) ORDER BY seq`,
    ids,
  );
  return rows.map((row) => QUEUE.toItem(row));
}

function partsOf(of: Parameters<DeliveryRecords['erase']>[0]): readonly Pick<Erased, 'ids' | 'values'>[] {
  if ('scenarioId' in of) {
    return [{ ids: 'SELECT delivery_id FROM queue WHERE scenario_id = ?', values: [of.scenarioId] }];
  }
  return inParts(of.ids).map((values) => ({ ids: marks(values), values }));
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
