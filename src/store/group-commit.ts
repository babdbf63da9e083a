import { ConnectorError } from '../core/errors.ts';
import type { Statement, StatementResult } from './database.ts';

/** The engine under a group commit: one connection, everything synchronous. */
export interface TransactionEngine {
  execute(statement: Statement): StatementResult;
  /** BEGIN, COMMIT, SAVEPOINT and the like. */
  control(sql: string): void;
  /** Whether a failure concerns one statement only, so that the transaction around it is still sound. */
  failsAlone(thrown: unknown): boolean;
  toError(thrown: unknown): ConnectorError;
  /** Told after each commit how many bytes and characters were bound in it. */
  readonly committed?: (size: number) => void;
}

/** How much one commit may carry, so that no batch waits long for the others. */
export interface GroupLimits {
  /** Batches in one commit. @default 512 */
  readonly batches: number;
  /** Bytes and characters bound in one commit. @default 16777216 */
  readonly size: number;
}

/** Many batches, one commit. */
export interface GroupCommit {
  /** Resolves after the commit that carries the batch. */
  add(statements: readonly Statement[]): Promise<readonly StatementResult[]>;
  /** Commits everything that waits, now. */
  drain(): void;
}

interface Waiting {
  readonly statements: readonly Statement[];
  readonly size: number;
  readonly resolve: (results: readonly StatementResult[]) => void;
  readonly reject: (error: ConnectorError) => void;
}

/** What became of a batch inside the transaction; it is only told after the commit. */
type Outcome = { readonly results: readonly StatementResult[] } | { readonly failure: unknown };

const DEFAULT_LIMITS: GroupLimits = { batches: 512, size: 16 * 1024 * 1024 };

/**
 * Collects the batches of one turn of the event loop and commits them together: one fsync serves them all. A batch
 * that fails is undone alone; when the commit itself fails, none of the group is kept and each is rejected.
 */
export function createGroupCommit(engine: TransactionEngine, limits: GroupLimits = DEFAULT_LIMITS): GroupCommit {
  let waiting: Waiting[] = [];
  let scheduled = false;

  return {
    add(statements) {
      return new Promise((resolve, reject) => {
        waiting.push({ statements, size: sizeOf(statements), resolve, reject });
        schedule();
      });
    },
    drain() {
      while (waiting.length > 0) commitNext();
    },
  };

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (waiting.length === 0) return;
      commitNext();
      if (waiting.length > 0) schedule();
    });
  }

  function commitNext(): void {
    const count = groupLength(waiting, limits);
    const group = waiting.slice(0, count);
    waiting = waiting.slice(count);
    commit(engine, group);
  }
}

/** How many of the waiting batches fit in one commit; at least one. */
function groupLength(waiting: readonly Waiting[], limits: GroupLimits): number {
  let size = 0;
  let count = 0;
  for (const batch of waiting) {
    size += batch.size;
    if (count > 0 && (count >= limits.batches || size > limits.size)) break;
    count += 1;
  }
  return count;
}

function commit(engine: TransactionEngine, group: readonly Waiting[]): void {
  try {
    const outcomes = runTransaction(engine, group);
    engine.committed?.(sizeOfGroup(group));
    tell(engine, group, outcomes);
  } catch (thrown) {
    rollBack(engine);
    const error = engine.toError(thrown);
    for (const batch of group) batch.reject(error);
  }
}

/**
 * Savepoints copy every page they touch, and failures are rare: so all batches run without one first, and the whole
 * group runs again with one each when a batch fails.
 */
function runTransaction(engine: TransactionEngine, group: readonly Waiting[]): readonly Outcome[] {
  try {
    engine.control('BEGIN IMMEDIATE');
    const outcomes = group.map(({ statements }) => ({ results: execute(engine, statements) }));
    engine.control('COMMIT');
    return outcomes;
  } catch (failure) {
    if (group.length === 1 || !engine.failsAlone(failure)) throw failure;
    rollBack(engine);
  }
  engine.control('BEGIN IMMEDIATE');
  const outcomes = group.map(({ statements }) => runGuarded(engine, statements));
  engine.control('COMMIT');
  return outcomes;
}

function tell(engine: TransactionEngine, group: readonly Waiting[], outcomes: readonly Outcome[]): void {
  for (const [index, outcome] of outcomes.entries()) {
    if ('results' in outcome) group[index]?.resolve(outcome.results);
    else group[index]?.reject(engine.toError(outcome.failure));
  }
}

function runGuarded(engine: TransactionEngine, statements: readonly Statement[]): Outcome {
  engine.control('SAVEPOINT batch');
  try {
    const results = execute(engine, statements);
    engine.control('RELEASE batch');
    return { results };
  } catch (failure) {
    if (!engine.failsAlone(failure)) throw failure;
    engine.control('ROLLBACK TO batch');
    engine.control('RELEASE batch');
    return { failure };
  }
}

function execute(engine: TransactionEngine, statements: readonly Statement[]): readonly StatementResult[] {
  const results: StatementResult[] = [];
  for (const statement of statements) {
    const result = engine.execute(statement);
    results.push(result);
    if (statement.expect !== undefined && result.changes !== statement.expect) {
      throw new ConnectorError('ConflictError', 'The record was changed by someone else in the meantime.');
    }
    if (statement.continueOn !== undefined && result.changes !== statement.continueOn) break;
  }
  return results;
}

function rollBack(engine: TransactionEngine): void {
  try {
    engine.control('ROLLBACK');
  } catch {
    // SQLite has ended the transaction by itself already.
  }
}

function sizeOfGroup(group: readonly Waiting[]): number {
  return group.reduce((sum, { size }) => sum + size, 0);
}

function sizeOf(statements: readonly Statement[]): number {
  let size = 0;
  for (const { values = [] } of statements) {
    for (const value of values) {
      if (typeof value === 'string' || value instanceof Uint8Array) size += value.length;
    }
  }
  return size;
}
