import type { SqlValue, Statement } from '../database.ts';
import { marks } from './page.ts';
import { RESUMABLE } from './resumable.ts';

/** Id, times and sender stay; values: an empty body, now. */
const BLANK = `body = ?, size = 0, query = '', headers = '{}', erased_at = ?`;
const EMPTY = new Uint8Array();

/** Incomplete executions of the work on a delivery: their ids name its queue item, and \` is what follows _. */
const WAITS = `SELECT 1 FROM queue JOIN incompletes
    ON incompletes.id > 'inc_q' || queue.seq || '_' AND incompletes.id < 'inc_q' || queue.seq || '\`'
  WHERE queue.delivery_id = deliveries.id AND incompletes.status IN ${RESUMABLE}`;

/** Which deliveries: SQL that gives their ids, and its values. */
export interface Erased {
  readonly ids: string;
  readonly values: readonly SqlValue[];
  /** The scenarios whose data is confidential. */
  readonly confidential: readonly string[];
}

/**
 * Erases the content of those deliveries that only confidential scenarios have worked off, and of what repeats them,
 * once nothing of them waits, runs, or is kept for a person. A scenario that is gone holds nothing back.
 */
export function eraseStatements({ ids, values, confidential }: Erased, now: number): readonly Statement[] {
  const own = marks(confidential);
  return [
    {
      sql: `UPDATE deliveries SET ${BLANK} WHERE id IN (${ids}) AND erased_at IS NULL
        AND EXISTS (SELECT 1 FROM queue WHERE delivery_id = deliveries.id AND scenario_id IN (${own}))
        AND NOT EXISTS (SELECT 1 FROM queue JOIN scenarios ON scenarios.id = queue.scenario_id
          WHERE delivery_id = deliveries.id AND (state NOT IN ('done', 'discarded') OR scenario_id NOT IN (${own})))
        AND NOT EXISTS (${WAITS})`,
      values: [EMPTY, now, ...values, ...confidential, ...confidential],
    },
    {
      // A key is made from the content.
      sql: `UPDATE queue SET order_key = NULL WHERE order_key IS NOT NULL
        AND delivery_id IN (SELECT id FROM deliveries WHERE id IN (${ids}) AND erased_at IS NOT NULL)`,
      values,
    },
    {
      sql: `UPDATE deliveries SET ${BLANK} WHERE erased_at IS NULL
        AND duplicate_of IN (SELECT id FROM deliveries WHERE id IN (${ids}) AND erased_at IS NOT NULL)`,
      values: [EMPTY, now, ...values],
    },
  ];
}

const REPEATS_ERASED = `erased_at IS NULL AND duplicate_of IS NOT NULL AND EXISTS (
  SELECT 1 FROM deliveries original WHERE original.id = deliveries.duplicate_of AND original.erased_at IS NOT NULL)`;

/** Erases what came after the delivery it repeats was erased: one of them, or all. */
export function eraseRepeatsStatement(now: number, id?: string): Statement {
  return id === undefined
    ? { sql: `UPDATE deliveries SET ${BLANK} WHERE ${REPEATS_ERASED}`, values: [EMPTY, now] }
    : { sql: `UPDATE deliveries SET ${BLANK} WHERE id = ? AND ${REPEATS_ERASED}`, values: [EMPTY, now, id] };
}
