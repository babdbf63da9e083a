import type { Collection, Json } from '../../core/json.ts';
import type { Exchange } from '../../http/client.ts';
import type { OperationRecord } from '../../store/records.ts';
import type { Failure } from './failure.ts';
import { loggable } from './log-value.ts';
import { storedError, type Run } from './run-state.ts';
import type { Step } from '../blueprint/step.ts';

/** An operation that is over, before it is written down. */
export interface FinishedOperation {
  readonly step: Step;
  readonly key: string;
  readonly startedAt: number;
  readonly input: Collection;
  readonly bundles: readonly Collection[];
  readonly exchanges: readonly Exchange[];
  readonly warnings: readonly string[];
  readonly write: boolean;
  readonly failure?: Failure;
  /** It was not called: its outputs came from an earlier attempt, or it is switched off. */
  readonly skipped?: boolean;
  /** It was not called; its outputs were given. */
  readonly pinned?: boolean;
}

/** Tells whoever watches the run of one executed module; nothing of the data in a confidential scenario. */
export function logOperation(operation: FinishedOperation, run: Run): void {
  const { onOperation, services } = run.context;
  if (onOperation === undefined) return;
  const { step, key, startedAt, warnings, write, failure, pinned } = operation;
  onOperation({
    key,
    moduleId: step.id,
    module: step.module,
    label: step.label,
    status: statusOf(operation),
    startedAt,
    durationMs: services.clock.now() - startedAt,
    ...dataOf(operation, run),
    warnings,
    error: failure === undefined ? null : storedError(failure.error, step, run),
    write,
    ...(pinned === true && { pinned }),
  });
}

/** Writes down a step that steers bundles; it counts as an operation. */
export function logControl(
  {
    step,
    key,
    outputs,
    pinned = false,
  }: {
    readonly step: Step;
    readonly key: string;
    readonly outputs: readonly Collection[];
    readonly pinned?: boolean;
  },
  run: Run,
): void {
  run.operations += 1;
  const startedAt = run.context.services.clock.now();
  const nothing = { input: {}, exchanges: [], warnings: [], write: false };
  logOperation({ step, key, startedAt, ...nothing, bundles: outputs, pinned }, run);
}

/** Writes down that a bundle passed a module that is switched off; that is no operation. */
export function logDisabled(step: Step, key: string, run: Run): void {
  const startedAt = run.context.services.clock.now();
  const nothing = { input: {}, exchanges: [], bundles: [], write: false };
  logOperation({ step, key, startedAt, ...nothing, warnings: [DISABLED], skipped: true }, run);
}

const DISABLED = 'The module is disabled: the bundle went on without it.';

function statusOf({ failure, skipped, warnings }: FinishedOperation): OperationRecord['status'] {
  if (failure !== undefined) {
    if (failure.inDoubt !== undefined) return 'in-doubt';
    return failure.error.row.disposition === 'warn' ? 'warning' : 'error';
  }
  if (skipped === true) return 'skipped';
  return warnings.length === 0 ? 'success' : 'warning';
}

function dataOf(
  { input, bundles, exchanges }: FinishedOperation,
  run: Run,
): Pick<OperationRecord, 'input' | 'outputs' | 'exchanges'> {
  if (run.scenario.settings.confidential) return { input: null, outputs: [], exchanges: [] };
  return {
    input: loggable(input, run.redact),
    outputs: bundles.map((bundle) => loggable(bundle, run.redact)),
    exchanges: exchanges as unknown as readonly Json[],
  };
}
