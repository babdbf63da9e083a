import type { RequestedRun } from '../engine/runs/executions.ts';
import type { RunId, ScenarioId } from '../store/records.ts';

/** Runs that were asked for over the API and have not ended, so that waiting ones can be given up. */
export interface RequestedRuns {
  /** Keeps a run until it ends; its id once it has started. @throws ConnectorError when it could not start. */
  begin(scenarioId: ScenarioId, run: RequestedRun): Promise<RunId>;
  /**
   * The same, with null when it has not started after `patienceMs`: then it waits for a delivery, and what becomes of
   * it is told by events.
   */
  beginOrWait(scenarioId: ScenarioId, run: RequestedRun, patienceMs: number): Promise<RunId | null>;
  /** Gives up waiting and stops every run that was asked for here. */
  stop(scenarioId: ScenarioId): void;
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

async function startedWithin(run: RequestedRun, patienceMs: number): Promise<RunId | null> {
  let timer: NodeJS.Timeout | undefined;
  const waiting = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  return Promise.race([run.started, waiting]).finally(() => clearTimeout(timer));
}
