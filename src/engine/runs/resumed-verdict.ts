import { isCollection, type Json } from '../../core/json.ts';
import type { IncompleteRecord } from '../../store/records.ts';
import { planRetry } from './keep-incomplete.ts';
import type { IncompleteExecution, RunOutcome } from '../flow/outcome.ts';

/** What a verdict depends on besides the outcome. */
export interface ResumeCase {
  readonly now: number;
  readonly random: () => number;
  /** Whether the program ends. */
  readonly ending: boolean;
}

/** What becomes of an incomplete execution after another attempt. */
export function judgeResumed(
  record: IncompleteRecord,
  outcome: RunOutcome,
  { now, random, ending }: ResumeCase,
): Partial<Omit<IncompleteRecord, 'id' | 'createdAt'>> {
  const attempts = record.attempts + 1;
  if (outcome.status === 'stopped' && ending) return { status: 'scheduled', nextAt: now };
  const again = outcome.incomplete.find(({ moduleId }) => moduleId === record.moduleId) ?? failureOf(outcome, record);
  if (again === undefined) return { status: 'resolved', attempts, nextAt: null, retriesLeft: 0 };
  const retry = retryOf(record.state);
  const left = Math.max(0, record.retriesLeft - 1);
  const plan =
    outcome.status === 'in-doubt'
      ? ({ status: 'unresolved', retriesLeft: 0, nextAt: null } as const)
      : planRetry({ ...again, retry }, { attempts, left, now, random });
  const key = again.key === '' ? {} : { key: again.key };
  const state = isCollection(record.state) ? { ...record.state, execution: again.state, ...key } : again.state;
  return { ...plan, attempts, error: again.error, moduleId: again.moduleId, state };
}

/** A run that ended early goes on from where its bundle was put aside: its journal knows what was done since. */
function failureOf(
  { status, error, cause, failedKey = '' }: RunOutcome,
  record: IncompleteRecord,
): IncompleteExecution | undefined {
  if (status === 'success' || status === 'warning') return undefined;
  const { state } = record;
  return {
    moduleId: error?.moduleId ?? record.moduleId,
    key: failedKey,
    error: error ?? record.error,
    retry: null,
    ...(cause?.retryAfterMs !== undefined && { retryAfterMs: cause.retryAfterMs }),
    state: (isCollection(state) ? state['execution'] : undefined) ?? null,
  };
}

/** What the error handler asked for when the bundle was put aside. */
function retryOf(state: Json): IncompleteExecution['retry'] {
  const retry = isCollection(state) ? state['retry'] : null;
  if (!isCollection(retry)) return null;
  return { count: Number(retry['count']), intervalMs: Number(retry['intervalMs']) };
}
