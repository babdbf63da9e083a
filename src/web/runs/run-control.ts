import { createContext, useContext } from 'react';
import type { OperationRecord, RunRequest } from '../api/contract.ts';
import type { LiveRun, LogLine, Watch } from '../model/live-run.ts';
import type { FilterCount } from '../model/run-summary.ts';
import type { RunError } from './inspector/error-card.tsx';

/** What the tray shows. */
export type TrayTab = 'inspector' | 'requests' | 'log' | 'problems';

/** The tray below the canvas. */
export interface TrayState {
  readonly isOpen: boolean;
  readonly tab: TrayTab;
  /** The module whose operations are inspected. */
  readonly moduleId: number | undefined;
  readonly operationKey: string | undefined;
}

/** Runs by hand and the run that is shown, for the run bar and the tray. */
export interface RunControl {
  readonly scenarioId: string;
  readonly run: LiveRun;
  readonly wait: Watch['wait'];
  /** A run that began while this one is being looked at. */
  readonly newer: string | undefined;
  /** Why the last run could not be started, or its results not be read. */
  readonly trouble: unknown;
  readonly error: RunError | null;
  readonly deliveryId: string | undefined;
  /** The operations that are read: none while it runs. */
  readonly operations: readonly OperationRecord[];
  /** How many there are, also of those that are not read. */
  readonly operationCount: number;
  readonly hasMoreOperations: boolean;
  readonly loadMoreOperations: () => void;
  readonly log: readonly LogLine[];
  /** What the filters did, by the module behind each. */
  readonly filters: ReadonlyMap<number, FilterCount>;
  /** Runs the scenario as it is stored. */
  readonly start: (request: RunRequest) => Promise<void>;
  /** Stops waiting, or the run. */
  readonly stop: () => Promise<void>;
  /** Shows a run of the history. */
  readonly show: (executionId: string) => Promise<void>;
  readonly tray: TrayState;
  readonly openTray: (change: Partial<Omit<TrayState, 'isOpen'>>) => void;
  readonly closeTray: () => void;
}

export const RunControlContext = createContext<RunControl | undefined>(undefined);

/** The runs of the builder. @throws Error outside of it. */
export function useRunControl(): RunControl {
  const control = useContext(RunControlContext);
  if (control === undefined) throw new Error('This part of the page only works in the builder.');
  return control;
}
