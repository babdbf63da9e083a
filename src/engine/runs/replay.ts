import { ConnectorError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { JournalEntry, RunId, RunRecord } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { journalScopeOf } from './attempts.ts';
import type { Program, Programs } from './programs.ts';
import { inputOfRun, type RunInputParts } from './run-input.ts';
import type { RunTask } from './runner.ts';

/** How a run is replayed. */
export interface ReplayOptions {
  /** From the failed module, or all of it. @default failed */
  readonly scope?: 'failed' | 'whole';
  /** The scenario and the apps in the versions that ran, or the present ones. @default original */
  readonly version?: 'original' | 'current';
  /** Does not repeat writes that succeeded. @default true */
  readonly skipDone?: boolean;
}

/** A write that succeeded, or may have, and that a replay without skipping would repeat. */
export interface DoneWrite {
  readonly key: string;
  readonly moduleId: number;
  readonly state: JournalEntry['state'];
  /** Redacted. */
  readonly request: Json;
}

/** Where runs to replay come from. */
export interface ReplayParts extends RunInputParts {
  readonly store: Pick<Store, 'runs' | 'deliveries' | 'hooks' | 'scenarios'>;
  readonly programs: Programs;
}

/** The writes of a run and of its other attempts that have succeeded or are in doubt. */
export async function doneWrites(run: RunRecord, runs: Store['runs']): Promise<readonly DoneWrite[]> {
  const journal = await runs.journal(journalScopeOf(run));
  return journal
    .filter(({ request }) => request !== null)
    .map(({ key, state, request }) => ({ key, state, request, moduleId: Number.parseInt(key, 10) }));
}

/** The task that replays a run. @throws ConnectorError `ConflictError` while it runs, `NotFoundError` for what is not kept any more. */
export async function replayTask(run: RunRecord, options: ReplayOptions, parts: ReplayParts): Promise<RunTask> {
  const { scope = 'failed', version = 'original', skipDone = true } = options;
  if (run.status === 'running') {
    throw new ConnectorError('ConflictError', `The run ${run.id} is still under way.`, {
      fix: 'Wait for it or stop it.',
    });
  }
  const program = await programOf(run, version, parts);
  const input = await inputOfRun(run, program.compiled, parts);
  const goesOn = scope === 'failed' || skipDone;
  const journalScope = journalScopeOf(run);
  const kept = goesOn ? await parts.store.runs.journal(journalScope) : [];
  if (input === undefined) refuseForgottenInput(run, program, kept);
  const known = scope === 'failed' ? kept : kept.filter(({ request }) => request !== null);
  return {
    program,
    trigger: triggerOf(run, goesOn ? journalScope : undefined),
    ...(input !== undefined && { input }),
    ...(goesOn && { journal: { scope: journalScope, known } }),
  };
}

/** With other bundles the writes that are known to be done would be those of somebody else. */
function refuseForgottenInput(
  { id }: RunRecord,
  { compiled: { first, settings } }: Program,
  journal: readonly JournalEntry[],
): void {
  const asksAgain = first?.role.type === 'operation' && first.role.journaled;
  if (!settings.confidential || !asksAgain || !journal.some(({ request }) => request !== null)) return;
  throw new ConnectorError(
    'NotFoundError',
    `The bundles the run ${id} started with are not kept: its scenario is confidential.`,
    { fix: 'Run the scenario once more instead; to send again what was sent, replay all of it without skipping.' },
  );
}

async function programOf(run: RunRecord, version: 'original' | 'current', parts: ReplayParts): Promise<Program> {
  if (version === 'original') return parts.programs.at(run.scenarioId, run.scenarioVersion, run.apps);
  const scenario = await parts.store.scenarios.get(run.scenarioId);
  if (scenario !== undefined) return parts.programs.of(scenario);
  throw new ConnectorError('NotFoundError', `The scenario of the run ${run.id} was deleted.`);
}

function triggerOf({ id, trigger }: RunRecord, scope: RunId | undefined): RunTask['trigger'] {
  const { deliveryId } = trigger;
  return {
    type: 'replay',
    runId: id,
    ...(deliveryId !== undefined && { deliveryId }),
    ...(scope !== undefined && { scope }),
  };
}
