import { isCollection } from '../../core/json.ts';
import type { QueueItem, RunId } from '../../store/records.ts';
import type { Settlement } from '../../store/store.ts';
import { ATTEMPT_DELAYS, retryDelay } from './backoff.ts';
import type { RunOutcome } from '../flow/outcome.ts';
import type { StopCause } from '../runs/active-runs.ts';

/** What the end of a run means for its queue item and for its scenario. */
export interface Verdict {
  readonly settlement: Settlement;
  /** What becomes of the number of consecutive errors. */
  readonly errors: 'reset' | 'count' | 'keep';
  /** Why the scenario has to be switched off at once. */
  readonly switchOff?: string;
}

/** What a verdict depends on besides the outcome. */
export interface Case {
  readonly item: Pick<QueueItem, 'attempts'>;
  readonly runId: RunId;
  /** Failed attempts before the delivery is given up. */
  readonly maxAttempts: number;
  readonly stopped: StopCause;
  readonly now: number;
  readonly random: () => number;
}

/** Judges the end of a run by its status, and an error by its row of the error table. */
export function judge(outcome: RunOutcome, given: Case): Verdict {
  return VERDICTS[outcome.status](outcome, given);
}

const VERDICTS: Readonly<Record<RunOutcome['status'], (outcome: RunOutcome, given: Case) => Verdict>> = {
  success: done,
  warning: done,
  'in-doubt': (outcome, { runId }) => ({
    settlement: { state: 'held', runId, reason: doubt(outcome) },
    errors: 'keep',
  }),
  stopped: (_outcome, { runId, stopped }) => ({
    settlement:
      stopped === 'person' ? { state: 'held', runId, reason: 'A person stopped the run.' } : { state: 'queued', runId },
    errors: 'keep',
  }),
  error: judgeError,
};

function done(_outcome: RunOutcome, { runId }: Case): Verdict {
  return { settlement: { state: 'done', runId }, errors: 'reset' };
}

function judgeError(outcome: RunOutcome, given: Case): Verdict {
  const { runId } = given;
  const reason = reasonOf(outcome);
  switch (outcome.cause?.row.disposition) {
    case 'retry-later':
      return retryOrGiveUp(outcome, given);
    case 'disable':
      return { settlement: { state: 'queued', runId, reason }, errors: 'count', switchOff: reason };
    case 'warn':
      return done(outcome, given);
    default:
      return { settlement: { state: 'dead', runId, reason, failed: true }, errors: 'count' };
  }
}

function retryOrGiveUp(outcome: RunOutcome, given: Case): Verdict {
  const { item, maxAttempts, now, random, runId } = given;
  const failures = item.attempts + 1;
  const reason = reasonOf(outcome);
  if (failures >= maxAttempts) {
    const settlement = { state: 'dead', runId, reason: `${reason} Tried ${failures} times.`, failed: true } as const;
    return { settlement, errors: 'count' };
  }
  const retryAfterMs = outcome.cause?.retryAfterMs;
  const runAt = now + retryDelay({ delays: ATTEMPT_DELAYS, failures, random, retryAfterMs });
  return { settlement: { state: 'retrying', runId, reason, runAt, failed: true }, errors: 'keep' };
}

/** Error and message, as the inbox shows them. */
function reasonOf({ error }: RunOutcome): string {
  return error === null ? 'The run ended in error.' : `${error.name}: ${error.message}`;
}

function doubt({ inDoubt }: RunOutcome): string {
  const request = isCollection(inDoubt?.request) ? inDoubt.request : {};
  const shown = ['method', 'url'].flatMap((name) => (typeof request[name] === 'string' ? [request[name]] : []));
  return [`Module ${inDoubt?.moduleId ?? ''} may or may not have been carried out:`, ...shown].join(' ');
}
