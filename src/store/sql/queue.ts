/**
 * An item that is neither finished nor waiting for a person: queued, running or retrying. Kept as a number beside the
 * state, because the partial indexes ask for it at each write and a list of texts takes long to compare.
 */
export const OPEN = `open = 1`;

const WAITING = `state IN ('queued', 'retrying')`;

const LEASE = `state = 'running', fence = fence + 1, lease_until = ?, updated_at = ?`;

/** Which due items a claim takes, by mode; values: scenario, now, limit (`sequential`: scenario, scenario, now; `delivery`: scenario, delivery). */
const DUE = {
  parallel: `seq IN (
    SELECT seq FROM queue
    WHERE scenario_id = ? AND ${OPEN} AND state <> 'running' AND run_at <= ? ORDER BY seq LIMIT ?)`,
  sequential: `seq = (SELECT MIN(seq) FROM queue WHERE scenario_id = ? AND ${OPEN})
    AND NOT EXISTS (
      SELECT 1 FROM queue busy WHERE busy.scenario_id = ? AND busy.${OPEN} AND busy.state = 'running')
    AND run_at <= ?`,
  'per-key': `seq IN (
    SELECT item.seq FROM queue item
    WHERE item.scenario_id = ? AND item.${OPEN} AND item.state <> 'running' AND item.run_at <= ?
      AND (item.order_key IS NULL OR NOT EXISTS (
        SELECT 1 FROM queue other
        WHERE other.scenario_id = item.scenario_id AND other.order_key = item.order_key AND other.${OPEN}
          AND other.order_key IS NOT NULL AND (other.seq < item.seq OR other.state = 'running')))
    ORDER BY item.seq LIMIT ?)`,
  delivery: `seq = (SELECT seq FROM queue WHERE scenario_id = ? AND delivery_id = ?)`,
} as const;

/**
 * Leases due items: values are lease end, now, then those of the mode. The outer condition on the state holds when two
 * processes picked the same item.
 */
export function claimSql(mode: keyof typeof DUE, columns: string): string {
  return `UPDATE queue SET ${LEASE} WHERE ${DUE[mode]} AND ${WAITING} RETURNING ${columns}`;
}

/** Ends a lease; values: state, whether open, reason, run, run at, failed attempts to add, now, seq, fence. */
export const SETTLE = `UPDATE queue
  SET state = ?, open = ?, reason = ?, run_id = COALESCE(?, run_id), run_at = COALESCE(?, run_at), attempts = attempts + ?,
    lease_until = NULL, updated_at = ?
  WHERE seq = ? AND fence = ? AND state = 'running'`;

/** Values: lease end, seq, fence. */
export const EXTEND = `UPDATE queue SET lease_until = ? WHERE seq = ? AND fence = ? AND state = 'running'`;

/** Gives back items of dead workers; values: crash limit three times, now, now. */
export const RECLAIM = `UPDATE queue
  SET state = CASE WHEN crashes + 1 >= ? THEN 'held' ELSE 'queued' END,
    open = CASE WHEN crashes + 1 >= ? THEN 0 ELSE 1 END,
    reason = CASE WHEN crashes + 1 >= ? THEN 'The worker died while it ran this delivery, too often to try again.'
      ELSE reason END,
    crashes = crashes + 1, fence = fence + 1, lease_until = NULL, updated_at = ?
  WHERE state = 'running' AND lease_until <= ?`;

/** What a replay resets; values: run at, now. */
export const RESET = `state = 'queued', open = 1, attempts = 0, crashes = 0, reason = NULL, run_at = ?, updated_at = ?`;
