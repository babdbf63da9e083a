import type { Clock } from '../../core/clock.ts';
import type { JournalEntry, QueueItem, RunId, RunRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { ActiveRuns } from './active-runs.ts';

/** The journal all attempts at a delivery share. */
export interface SharedJournal {
  readonly scope: RunId;
  /** What earlier attempts left. */
  readonly known: readonly JournalEntry[];
}

/** Where attempts are kept. */
export interface AttemptParts {
  readonly runs: Store['runs'];
  readonly active: ActiveRuns;
  readonly clock: Clock;
}

/** The journal of a delivery in a scenario; attempts whose worker died are ended on the way. */
export async function openSharedJournal(item: QueueItem, parts: AttemptParts): Promise<SharedJournal> {
  const scope: RunId = `run_q${item.seq}`;
  if (item.fence <= 1) return { scope, known: [] };
  for (const run of await attemptsAt(item, parts.runs)) {
    if (!parts.active.has(run.id)) await closeOrphan(run, parts);
  }
  return { scope, known: await parts.runs.journal(scope) };
}

/** The run whose name the journal of a run bears. */
export function journalScopeOf({ id, trigger }: Pick<RunRecord, 'id' | 'trigger'>): RunId {
  return trigger.scope ?? id;
}

/** Ends a run whose worker is gone: in doubt when one of its writes was under way. */
export async function closeOrphan(run: RunRecord, { runs, clock }: Omit<AttemptParts, 'active'>): Promise<void> {
  const journal = await runs.journal(journalScopeOf(run));
  const isInDoubt = journal.some(({ state, request }) => state === 'sent' && request !== null);
  const end = {
    status: isInDoubt ? 'in-doubt' : 'error',
    endedAt: clock.now(),
    operations: 0,
    error: {
      name: 'ExecutionInterruptedError',
      message: 'The program ended while the run was under way.',
      fix: isInDoubt
        ? 'Look at the service whether the last request was carried out, then replay the run.'
        : 'Nothing, if it was started by a delivery: it is run again. Else replay it.',
    },
  } as const;
  await runs.finish(run.id, end, []);
}

/** Runs a delivery started in a scenario that say they are under way. */
async function attemptsAt({ deliveryId, scenarioId }: QueueItem, runs: Store['runs']): Promise<readonly RunRecord[]> {
  const { items } = await runs.list({ deliveryId, scenarioId, status: 'running' });
  return items.filter(({ trigger }) => trigger.type === 'delivery');
}
