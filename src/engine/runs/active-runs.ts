import { ConnectorError } from '../../core/errors.ts';
import type { RunId, ScenarioId } from '../../store/records.ts';

/** Who stops a run: a person, or the program because it ends or lost the lease. */
export type StopCause = 'person' | 'program';

/** A run under way in this process. */
export interface ActiveRun {
  readonly id: RunId;
  readonly scenarioId: ScenarioId;
  /** Stops it. */
  readonly controller: AbortController;
  /** Who stopped it, if anybody did. */
  readonly stopCause: StopCause;
}

/** The runs this process works on. */
export interface ActiveRuns {
  begin(id: RunId, scenarioId: ScenarioId): ActiveRun;
  end(id: RunId): void;
  has(id: RunId): boolean;
  /** Asks a run to end; false when it does not run here. */
  stop(id: RunId, cause?: StopCause): boolean;
  /** Asks every run to end, because the program does. */
  stopAll(): void;
  /** Runs of one scenario, or of all. */
  count(scenarioId?: ScenarioId): number;
}

/** An empty register of runs. */
export function createActiveRuns(): ActiveRuns {
  const runs = new Map<RunId, ActiveRun & { stopCause: StopCause }>();
  return {
    begin(id, scenarioId) {
      const run = { id, scenarioId, controller: new AbortController(), stopCause: 'program' as StopCause };
      runs.set(id, run);
      return run;
    },
    end(id) {
      runs.delete(id);
    },
    has: (id) => runs.has(id),
    stop(id, cause = 'person') {
      const run = runs.get(id);
      if (run === undefined) return false;
      run.stopCause = cause;
      run.controller.abort(new ConnectorError('ExecutionInterruptedError', 'The run was stopped.'));
      return true;
    },
    stopAll() {
      for (const { controller } of runs.values()) {
        controller.abort(new ConnectorError('ExecutionInterruptedError', 'The program is about to end.'));
      }
    },
    count: (scenarioId) =>
      scenarioId === undefined ? runs.size : [...runs.values()].filter((run) => run.scenarioId === scenarioId).length,
  };
}
