import { createContext, useContext } from 'react';
import type { OperationRecord } from '../api/contract.ts';
import type { FilterCount } from '../model/run-summary.ts';

/** How a module is doing in the run that is shown. */
export type ModuleState = 'idle' | 'waiting' | 'running' | 'success' | 'warning' | 'error' | 'skipped' | 'in-doubt';

/** What is known of one module in the run that is shown. */
export interface ModuleResult {
  readonly state: ModuleState;
  readonly operations: number;
  readonly bundles: number;
  /** Milliseconds all its operations took together. */
  readonly durationMs: number;
}

/** The run that the builder shows: live, or one of the history. */
export interface RunResults {
  /** Undefined before the first run. */
  readonly executionId: string | undefined;
  readonly status: 'none' | 'waiting' | 'running' | 'success' | 'warning' | 'error' | 'stopped' | 'in-doubt';
  /** Of a module by its id. */
  of(moduleId: number): ModuleResult | undefined;
  /** Operations of a module as far as they were read, values over 64 KiB cut. */
  operationsOf(moduleId: number): readonly OperationRecord[];
  /** What the filter before a module did, once the run is over. */
  filterOf(moduleId: number): FilterCount | undefined;
  /** Sample bundles for mapping: outputs of the last run by module id, then pinned outputs. */
  bundlesOf(moduleId: number): readonly unknown[];
  /** Modules that were edited since the run, as far as that is known. */
  readonly changed: ReadonlySet<number>;
  /** Pinned outputs by module id. */
  readonly pins: ReadonlyMap<number, readonly unknown[]>;
  pin(moduleId: number, bundles: readonly unknown[] | undefined): void;
  /** Shows the output of a module in the tray. */
  inspect(moduleId: number): void;
  clear(): void;
}

export const RunResultsContext = createContext<RunResults | undefined>(undefined);

/** The results the builder shows. @throws Error outside of a builder. */
export function useRunResults(): RunResults {
  const results = useContext(RunResultsContext);
  if (results === undefined) throw new Error('This part of the page only works in the builder.');
  return results;
}
