import { isCollection } from '../../core/json.ts';
import type { IncompleteRecord, RunId, ScenarioId } from '../../store/records.ts';
import type { Settlement, Store } from '../../store/store.ts';
import type { RunOutcome } from '../flow/outcome.ts';
import type { StopCause } from './active-runs.ts';
import type { Program } from './programs.ts';

/** What forgetting works on. */
export interface ForgetParts {
  readonly store: Pick<Store, 'runs' | 'incompletes'>;
}

/** How a run ended. */
export interface RunEnd {
  readonly outcome: RunOutcome;
  readonly stopped: StopCause;
  /** What became of its delivery, when it had one. */
  readonly settlement: Settlement | undefined;
}

/** Whether nothing goes on with a run by itself, and no person is asked to decide: no retry, no doubt, nothing put aside. */
export function isOverForGood({ outcome, stopped, settlement }: RunEnd): boolean {
  if (outcome.incomplete.length > 0 || outcome.status === 'in-doubt') return false;
  if (outcome.status === 'stopped' && stopped !== 'person') return false;
  return settlement === undefined || OVER.has(settlement.state);
}

const OVER: ReadonlySet<Settlement['state']> = new Set(['done', 'dead', 'discarded']);

/**
 * Forgets the bundles and requests in the journal of a confidential scenario, unless an incomplete execution still needs
 * them. That its writes were carried out stays known, so that a replay repeats none.
 */
export async function forgetConfidential(
  scope: RunId,
  { id, compiled }: Program,
  { store }: ForgetParts,
): Promise<void> {
  if (!compiled.settings.confidential || (await isAwaited(scope, id, store.incompletes))) return;
  await store.runs.forgetData(scope);
}

/** What is left of a settled incomplete execution of a confidential scenario: no bundles. */
export function settledState({ state }: Pick<IncompleteRecord, 'state'>): Pick<IncompleteRecord, 'state'> {
  return { state: { scope: isCollection(state) ? (state['scope'] ?? null) : null } };
}

async function isAwaited(scope: RunId, scenarioId: ScenarioId, incompletes: Store['incompletes']): Promise<boolean> {
  for (const status of ['unresolved', 'scheduled', 'in-progress'] as const) {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof incompletes.list>> = await incompletes.list({
        scenarioId,
        status,
        limit: 250,
        ...(cursor !== null && { cursor }),
      });
      if (page.items.some(({ state }) => isCollection(state) && state['scope'] === scope)) return true;
      ({ cursor } = page);
    } while (cursor !== null);
  }
  return false;
}
