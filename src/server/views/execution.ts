import type { z } from 'zod';
import type { DoneWrite } from '../../engine/runs/replay.ts';
import type { IncompleteRecord, OperationRecord, RunRecord, StoredError } from '../../store/records.ts';
import type * as contract from '../contract/executions.ts';
import type { storedError } from '../contract/primitives.ts';
import { type Cut, uncut } from '../cut.ts';
import { optionalTime, timeOf } from './time.ts';

/** An execution in a list. */
export function showExecution(run: RunRecord): z.output<typeof contract.execution> {
  const { type, deliveryId, runId } = run.trigger;
  return {
    id: run.id,
    scenarioId: run.scenarioId,
    scenarioVersion: run.scenarioVersion,
    status: run.status,
    trigger: {
      type,
      ...(deliveryId !== undefined && { deliveryId }),
      ...(runId !== undefined && { executionId: runId }),
    },
    startedAt: timeOf(run.startedAt),
    endedAt: optionalTime(run.endedAt),
    operationCount: run.operations,
    error: showError(run.error),
  };
}

/** One executed module. */
export function showOperation(record: OperationRecord, cut: Cut = uncut): z.output<typeof contract.operationRecord> {
  const { key, moduleId, module, label, status, durationMs, input, outputs, exchanges, warnings, write } = record;
  return {
    key,
    moduleId,
    module,
    label,
    status,
    startedAt: timeOf(record.startedAt),
    durationMs,
    input: cut(input),
    outputs: outputs.map((output) => cut(output)),
    exchanges: exchanges.map((exchange) => cut(exchange)),
    warnings: [...warnings],
    error: showError(record.error),
    write,
    pinned: record.pinned === true,
  };
}

/** One executed module without its data: events go to everybody who watches, however large the bundles are. */
export function showFinishedOperation(record: OperationRecord) {
  const { input: _input, outputs, exchanges: _exchanges, ...facts } = showOperation(record);
  const warnings = facts.warnings.slice(0, MOST_WARNINGS).map((text) => text.slice(0, LONGEST_TEXT));
  return { ...facts, warnings, error: showBriefError(record.error), bundles: outputs.length };
}

/** An error without the body the service answered with, and without its single findings. */
export function showBriefError(error: StoredError | null) {
  if (error === null) return null;
  const { upstream: _upstream, problems: _problems, message, ...facts } = error;
  return { ...facts, message: message.slice(0, LONGEST_TEXT) };
}

/** So an event of an operation stays below 4 KB. */
const MOST_WARNINGS = 5;
const LONGEST_TEXT = 400;

/** A write a replay would skip, as people know it: by the operation the run logged for it. */
export function showDoneWrite(
  { key, moduleId, state, request }: DoneWrite,
  operation: OperationRecord | undefined,
): z.output<typeof contract.replayPlan>['done'][number] {
  const { module = null, label = null, input = null } = operation ?? {};
  return { key, moduleId, module, label, input, state, request };
}

/** A run that can go on, in a list. */
export function showIncomplete(record: IncompleteRecord): z.output<typeof contract.incomplete> {
  const { id, scenarioId, scenarioVersion, runId, status, moduleId, error, attempts, retriesLeft } = record;
  return {
    id,
    scenarioId,
    scenarioVersion,
    executionId: runId,
    status,
    moduleId,
    error: shownError(error),
    attempts,
    retriesLeft,
    nextAt: optionalTime(record.nextAt),
    createdAt: timeOf(record.createdAt),
    updatedAt: timeOf(record.updatedAt),
  };
}

function shownError({ problems, ...error }: StoredError): z.output<typeof storedError> {
  return problems === undefined ? error : { ...error, problems: [...problems] };
}

function showError(error: StoredError | null): z.output<typeof storedError> | null {
  return error === null ? null : shownError(error);
}
