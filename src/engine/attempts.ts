import type { Clock } from '../core/clock.ts';
import type { JournalEntry, QueueItem, RunId, RunRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { ActiveRuns } from './active-runs.ts';

/** What earlier attempts at a delivery left. */
export interface EarlierAttempts {
  /** The first of them: its journal is that of all. */
  readonly scope: RunId;
  readonly known: readonly JournalEntry[];
}

/** Where attempts are kept. */
export interface AttemptParts {
  readonly runs: Store['runs'];
  readonly active: ActiveRuns;
  readonly clock: Clock;
}

/** The journal to go on with, and the end of attempts that died; undefined for the first attempt. */
export async function findEarlierAttempts(item: QueueItem, parts: AttemptParts): Promise<EarlierAttempts | undefined> {
  if (item.fence <= 1) return undefined;
  const attempts = await attemptsAt(item, parts.runs);
  for (const run of attempts) {
    if (run.status === 'running' && !parts.active.has(run.id)) await closeOrphan(run, parts);
  }
  const first = attempts.at(-1);
  return first === undefined ? undefined : { scope: first.id, known: await parts.runs.journal(first.id) };
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

/** Runs a delivery started in a scenario, newest first. */
async function attemptsAt({ deliveryId, scenarioId }: QueueItem, runs: Store['runs']): Promise<readonly RunRecord[]> {
  const found: RunRecord[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Store['runs']['list']>> = await runs.list({
      deliveryId,
      scenarioId,
      limit: 250,
      ...(cursor !== null && { cursor }),
    });
    found.push(...page.items.filter(({ trigger }) => trigger.type === 'delivery'));
    ({ cursor } = page);
  } while (cursor !== null);
  return found;
}
