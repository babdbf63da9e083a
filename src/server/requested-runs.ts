import { toConnectorError } from '../core/errors.ts';
import type { RequestedRun } from '../engine/runs/executions.ts';
import type { RunId, ScenarioId } from '../store/records.ts';

/** Runs that were asked for over the API and have not ended, so that waiting ones can be given up. */
export interface RequestedRuns {
  /** Keeps a run until it ends; its id once it has started. @throws ConnectorError when it could not start. */
  begin(scenarioId: ScenarioId, run: RequestedRun): Promise<RunId>;
  /**
   * The same, of a run that waits for a delivery. When it has not started after `patienceMs`, what becomes of it is
   * told by events. Being stopped meanwhile is no failure: somebody asked for it.
   */
  beginOrWait(scenarioId: ScenarioId, run: RequestedRun, patienceMs: number): Promise<BegunOrWaiting>;
  /** Gives up waiting and stops every run that was asked for here. */
  stop(scenarioId: ScenarioId): void;
}

/** How a run that waits for a delivery stands: begun, waiting, or (neither) stopped. */
export interface BegunOrWaiting {
  readonly executionId: RunId | null;
  readonly waiting: boolean;
}

/** Runs that were asked for; all are given up when `closing` is aborted. */
export function createRequestedRuns(closing: AbortSignal, onFailure: (error: unknown) => void): RequestedRuns {
  const runs = new Map<RequestedRun, ScenarioId>();
  closing.addEventListener('abort', () => {
    for (const run of runs.keys()) run.cancel();
  });
  return {
    begin: (scenarioId, run) => answered(scenarioId, run, run.started),
    beginOrWait: (scenarioId, run, patienceMs) => answered(scenarioId, run, startedWithin(run, patienceMs)),
    stop(scenarioId) {
      for (const [run, owner] of runs) if (owner === scenarioId) run.cancel();
    },
  };

  /** A failure before the answer is the answer; one behind it is told here. */
  async function answered<Result>(scenarioId: ScenarioId, run: RequestedRun, start: Promise<Result>): Promise<Result> {
    runs.set(run, scenarioId);
    let isAnswered = false;
    run.finished
      .catch((error: unknown) => {
        if (isAnswered && !closing.aborted) onFailure(error);
      })
      .finally(() => runs.delete(run))
      .catch(() => undefined);
    const result = await start;
    isAnswered = true;
    return result;
  }
}

async function startedWithin(run: RequestedRun, patienceMs: number): Promise<BegunOrWaiting> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<BegunOrWaiting>((resolve) => {
    timer = setTimeout(() => resolve({ executionId: null, waiting: true }), patienceMs);
  });
  const begun = run.started.then((executionId) => ({ executionId, waiting: false }), unlessStopped);
  return Promise.race([begun, patience]).finally(() => clearTimeout(timer));
}

function unlessStopped(error: unknown): BegunOrWaiting {
  if (toConnectorError(error).name !== 'ExecutionInterruptedError') throw error;
  return { executionId: null, waiting: false };
}
