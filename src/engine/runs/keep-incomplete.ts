import type { Clock } from '../../core/clock.ts';
import { ConnectorError } from '../../core/errors.ts';
import type { IncompleteId, IncompleteRecord, RunId } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { EventHub } from '../events.ts';
import { INCOMPLETE_DELAYS, retryDelay } from '../queue/backoff.ts';
import type { IncompleteExecution, RunOutcome } from '../flow/outcome.ts';
import type { Program } from './programs.ts';

/** What keeping incomplete executions needs. */
export interface IncompleteParts {
  readonly store: Pick<Store, 'incompletes'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly events: EventHub;
}

/** The run they come from. */
export interface IncompleteSource {
  readonly task: { readonly program: Program; readonly journal?: { readonly scope: RunId } };
  readonly run: { readonly id: RunId };
  readonly outcome: RunOutcome;
}

/** Keeps the bundles a run put aside. An attempt that repeats after a crash finds the record of the earlier one. */
export async function storeIncompletes(parts: IncompleteParts, source: IncompleteSource): Promise<void> {
  for (const incomplete of source.outcome.incomplete) {
    const record = recordOf(incomplete, source, parts);
    await insertOrRevive(parts.store.incompletes, record);
    parts.events.emit({
      type: 'incomplete.changed',
      incompleteId: record.id,
      scenarioId: record.scenarioId,
      status: record.status,
    });
  }
}

/** How many automatic retries are left and when the next one is. */
export function planRetry(
  { error, retry, retryAfterMs }: Pick<IncompleteExecution, 'error' | 'retry' | 'retryAfterMs'>,
  { attempts, left, now, random }: RetryHistory,
): Pick<IncompleteRecord, 'status' | 'retriesLeft' | 'nextAt'> {
  const own = retry ?? (RETRIED.has(error.name) ? { count: INCOMPLETE_DELAYS.length, intervalMs: undefined } : null);
  const retriesLeft = left ?? own?.count ?? 0;
  if (own === null || retriesLeft <= 0) return { status: 'unresolved', retriesLeft: 0, nextAt: null };
  const delays = own.intervalMs === undefined ? INCOMPLETE_DELAYS : [own.intervalMs];
  const delay = retryDelay({ delays, failures: attempts + 1, random, retryAfterMs });
  return { status: 'scheduled', retriesLeft, nextAt: now + delay };
}

/** What has been tried. */
export interface RetryHistory {
  /** Retries so far. */
  readonly attempts: number;
  /** Retries left, once that was planned. */
  readonly left?: number;
  readonly now: number;
  readonly random: () => number;
}

/** Errors that pass by themselves. */
const RETRIED: ReadonlySet<string> = new Set(['RateLimitError', 'ConnectionError', 'ModuleTimeoutError']);

function recordOf(incomplete: IncompleteExecution, source: IncompleteSource, parts: IncompleteParts): IncompleteRecord {
  const { task, run } = source;
  const scope = task.journal?.scope ?? run.id;
  const now = parts.clock.now();
  return {
    id: idOf(scope, incomplete.key),
    scenarioId: task.program.id,
    scenarioVersion: task.program.version,
    runId: run.id,
    moduleId: incomplete.moduleId,
    error: incomplete.error,
    attempts: 0,
    ...planRetry(incomplete, { attempts: 0, now, random: parts.random }),
    state: { execution: incomplete.state, retry: incomplete.retry, scope, key: incomplete.key },
    createdAt: now,
    updatedAt: now,
  };
}

/** The same bundle of the same work always has the same id. */
function idOf(scope: RunId, key: string): IncompleteId {
  return `inc_${scope.slice('run_'.length)}_${key.replaceAll(/[^0-9]/g, '_')}`;
}

async function insertOrRevive(incompletes: Store['incompletes'], record: IncompleteRecord): Promise<void> {
  try {
    await incompletes.insert(record);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.name !== 'ConflictError') throw error;
    const { id, createdAt: _createdAt, ...changes } = record;
    for (const status of ['resolved', 'deleted'] as const) await incompletes.move(id, status, changes);
  }
}
