import type { Clock } from '../core/clock.ts';
import { ConnectorError } from '../core/errors.ts';
import type { Database, Row, Statement } from './database.ts';
import { keepStep, STORED_STEP } from './journal-step.ts';
import { settleStatements } from './queue.ts';
import type { JournalEntry, OperationRecord, RunId, RunRecord, RunTrigger } from './records.ts';
import { createRecentLogs } from './recent-logs.ts';
import { type Condition, equal, readPage } from './sql/page.ts';
import { deleteInParts, PURGE_PART } from './sql/purge.ts';
import { OPEN } from './sql/queue.ts';
import { RESUMABLE } from './sql/resumable.ts';
import { defineTable, fromJsonText, toJsonText } from './sql/table.ts';
import type { RunRecords } from './store.ts';
import { keepValue } from './values.ts';

/** A run as it is kept: its apps stand in the column of the trigger, because the log has to stay the last column. */
type KeptRun = Omit<RunRecord, 'trigger' | 'apps'> & { readonly trigger: RunTrigger & Pick<RunRecord, 'apps'> };

const RUN = defineTable<KeptRun>('runs', {
  id: 'plain',
  scenarioId: 'plain',
  scenarioVersion: 'plain',
  status: 'plain',
  trigger: 'json',
  startedAt: 'plain',
  endedAt: 'plain',
  operations: 'plain',
  error: 'json',
});

/** A run, with the delivery of its trigger as a column that lists can filter by. */
const STORED_RUN = defineTable<KeptRun & { readonly deliveryId: string | null }>('runs', {
  id: 'plain',
  scenarioId: 'plain',
  scenarioVersion: 'plain',
  status: 'plain',
  trigger: 'json',
  deliveryId: 'plain',
  startedAt: 'plain',
  endedAt: 'plain',
  operations: 'plain',
  error: 'json',
});

const JOURNAL = defineTable<JournalEntry>('journal', {
  runId: 'plain',
  key: 'plain',
  state: 'plain',
  outputs: 'json',
  request: 'json',
});

/** In the order of their starts: the first runs that may name it are found at once. */
const RAN_WITH = `SELECT 1 AS found FROM runs WHERE started_at >= ? AND trigger LIKE ? ORDER BY started_at LIMIT 1`;

const FINISH = `UPDATE runs SET status = ?, ended_at = ?, operations = ?, error = ?, log = ?
  WHERE id = ? AND status = 'running' AND ended_at IS NULL`;

const PURGE_RUNS = `DELETE FROM runs WHERE id IN (
  SELECT id FROM runs WHERE started_at < ? AND ended_at < ? AND NOT EXISTS (
    SELECT 1 FROM incompletes WHERE run_id = runs.id AND status IN ${RESUMABLE})
  ORDER BY started_at LIMIT ${PURGE_PART})`;

/** Steps are spared while a run, an incomplete execution (its id names their scope) or a queue item may need them. */
const PURGE_JOURNAL = `DELETE FROM journal WHERE (run_id, key) IN (
  SELECT run_id, key FROM journal WHERE created_at < ? AND NOT EXISTS (
    SELECT 1 FROM incompletes WHERE status IN ${RESUMABLE} AND (run_id = journal.run_id
      OR substr(id, 1, length(journal.run_id) + 1) = 'inc_' || substr(journal.run_id, 5) || '_')) AND NOT EXISTS (
    SELECT 1 FROM runs WHERE id = journal.run_id AND (ended_at IS NULL OR ended_at >= ?))
    AND run_id NOT IN (SELECT 'run_q' || CAST(seq AS TEXT) FROM queue WHERE ${OPEN} OR state = 'held')
  ORDER BY created_at LIMIT ${PURGE_PART})`;

const PURGE_INCOMPLETES = `DELETE FROM incompletes WHERE id IN (
  SELECT id FROM incompletes WHERE created_at < ? AND updated_at < ? AND status NOT IN ${RESUMABLE}
  ORDER BY created_at LIMIT ${PURGE_PART})`;

type RunQuery = Parameters<RunRecords['list']>[0];

/** Runs, their logs and journals in a database. */
export function createRunRecords(database: Database, clock: Clock): RunRecords {
  const recent = createRecentLogs(() => clock.now());
  return {
    async start({ apps, ...run }) {
      const { type, ...more } = run.trigger;
      const trigger = { type, ...more, ...(apps !== undefined && { apps }) };
      const stored = { ...run, trigger, deliveryId: more.deliveryId ?? null };
      await database.batch([STORED_RUN.insert(stored)]);
    },
    async finish(id, end, log, item) {
      recent.tidy();
      const { status, endedAt, operations, error, steps = [], values = [] } = end;
      const statements: Statement[] = [
        { sql: FINISH, values: [status, endedAt, operations, toJsonText(error), toJsonText(log), id], expect: 1 },
      ];
      if (item !== undefined) statements.push(...settleStatements(item, endedAt, 1));
      statements.push(...values.map(keepValue));
      try {
        await database.batch([...statements, ...stepStatements(steps)]);
        return true;
      } catch (failure) {
        // What was carried out stays known, whoever ended the run.
        await writeJournal(...steps);
        if (failure instanceof ConnectorError && failure.name === 'ConflictError') return false;
        throw failure;
      }
    },
    async get(id) {
      const [row] = await database.all(`SELECT ${RUN.columns} FROM runs WHERE id = ?`, [id]);
      return row === undefined ? undefined : toRun(row);
    },
    async log(id) {
      const known = recent.get(id);
      if (known !== undefined) return known;
      const [row] = await database.all('SELECT log FROM runs WHERE id = ?', [id]);
      const text = row?.['log'];
      const log = (fromJsonText(text) ?? []) as unknown as readonly OperationRecord[];
      if (typeof text === 'string') recent.keep(id, log, text.length);
      return log;
    },
    list(query) {
      const conditions = conditionsOf(query);
      const listing = { table: 'runs', columns: RUN.columns, time: 'started_at', conditions, toItem: toRun };
      return readPage(database, listing, query);
    },
    async running() {
      const rows = await database.all(
        `SELECT ${RUN.columns} FROM runs WHERE status = 'running' ORDER BY started_at, id`,
      );
      return rows.map(toRun);
    },
    async ranWith(digest, since) {
      const [row] = await database.all(RAN_WITH, [since, `%"digest":"${digest}"%`]);
      return row !== undefined;
    },
    journal,
    writeJournal,
    async forgetData(id) {
      const steps = (await journal(id)).filter(({ request }) => request !== null);
      const bare = steps.map(({ outputs, ...step }) => ({ ...step, outputs: outputs.map(() => ({})), request: {} }));
      await database.batch([
        { sql: 'DELETE FROM journal WHERE run_id = ?', values: [id] },
        ...bare.map((step) => STORED_STEP.insert({ ...step, createdAt: clock.now() })),
      ]);
    },
    async purge(before) {
      await deleteInParts(database, { sql: PURGE_INCOMPLETES, values: [before, before] });
      await deleteInParts(database, { sql: PURGE_JOURNAL, values: [before, before] });
      return deleteInParts(database, { sql: PURGE_RUNS, values: [before, before] });
    },
  };

  async function writeJournal(...entries: readonly JournalEntry[]): Promise<void> {
    if (entries.length > 0) await database.batch(stepStatements(entries));
  }

  function stepStatements(entries: readonly JournalEntry[]): readonly Statement[] {
    const createdAt = clock.now();
    return entries.map((entry) => keepStep(entry, createdAt));
  }

  async function journal(id: RunId): Promise<readonly JournalEntry[]> {
    const rows = await database.all(`SELECT ${JOURNAL.columns} FROM journal WHERE run_id = ? ORDER BY key`, [id]);
    return rows.map((row) => JOURNAL.toItem(row));
  }
}

function toRun(row: Row): RunRecord {
  const {
    trigger: { apps, ...trigger },
    ...run
  } = RUN.toItem(row);
  return { ...run, trigger, ...(apps !== undefined && { apps }) };
}

function conditionsOf({ scenarioId, status, deliveryId, trigger, from, to }: RunQuery): readonly Condition[] {
  const conditions = [...equal({ scenario_id: scenarioId, status, delivery_id: deliveryId })];
  // The type always stands first in the kept text.
  if (trigger !== undefined) conditions.push({ sql: 'trigger LIKE ?', values: [`{"type":"${trigger}"%`] });
  if (from !== undefined) conditions.push({ sql: 'started_at >= ?', values: [from] });
  if (to !== undefined) conditions.push({ sql: 'started_at < ?', values: [to] });
  return conditions;
}
