import { z } from 'zod';
import { collection, idOf, json, storedError, time } from './primitives.ts';

export const executionStatus = z.enum(['running', 'success', 'warning', 'error', 'stopped', 'in-doubt']);

export const execution = z
  .object({
    id: idOf('run'),
    scenarioId: z.string(),
    scenarioVersion: z.number().int(),
    status: executionStatus,
    trigger: z.object({
      type: z.enum(['delivery', 'manual', 'schedule', 'replay', 'resume']),
      deliveryId: z.string().optional(),
      executionId: z.string().optional().meta({ description: 'The execution this one replays or resumes.' }),
    }),
    startedAt: time,
    endedAt: time.nullable(),
    operationCount: z.number().int(),
    error: storedError.nullable(),
  })
  .meta({ id: 'Execution' });

export const operationRecord = z
  .object({
    key: z.string().meta({ description: 'Module id and the bundle numbers that led to it, for example `3:1.2`.' }),
    moduleId: z.number().int(),
    module: z.string(),
    label: z.string(),
    status: z.enum(['success', 'warning', 'error', 'skipped', 'in-doubt']),
    startedAt: time,
    durationMs: z.number(),
    input: json,
    outputs: z.array(json),
    exchanges: z.array(json).meta({ description: 'Requests and responses, secrets redacted.' }),
    warnings: z.array(z.string()),
    error: storedError.nullable(),
    write: z.boolean().meta({ description: 'Whether it may have changed something outside.' }),
  })
  .meta({ id: 'Operation' });

export const executionDetail = execution
  .extend({ operations: z.array(operationRecord) })
  .meta({ id: 'ExecutionDetail' });

export const replayPlan = z
  .object({
    possible: z.boolean(),
    refusal: z.string().nullable(),
    done: z
      .array(
        z.object({ key: z.string(), moduleId: z.number().int(), module: z.string(), label: z.string(), input: json }),
      )
      .meta({ description: 'Writes that succeeded already; they are skipped unless asked otherwise.' }),
  })
  .meta({ id: 'ReplayPlan' });

export const replayRequest = z
  .strictObject({
    from: z.enum(['failed', 'start']).default('failed'),
    version: z.enum(['original', 'current']).default('original'),
    skipDone: z.boolean().default(true).meta({ description: 'Leave out writes that succeeded already.' }),
  })
  .meta({ id: 'ReplayRequest' });

export const replayStarted = z.object({ executionId: z.string() }).meta({ id: 'ReplayStarted' });

export const incompleteStatus = z.enum(['unresolved', 'scheduled', 'in-progress', 'resolved', 'deleted']);

export const incomplete = z
  .object({
    id: idOf('inc'),
    scenarioId: z.string(),
    scenarioVersion: z.number().int(),
    executionId: z.string(),
    status: incompleteStatus,
    moduleId: z.number().int(),
    error: storedError,
    attempts: z.number().int(),
    retriesLeft: z.number().int(),
    nextAt: time.nullable(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'IncompleteExecution' });

export const incompleteDetail = incomplete
  .extend({ state: json.meta({ description: 'Trigger bundle and outputs of the completed operations.' }) })
  .meta({ id: 'IncompleteExecutionDetail' });

export const resolveRequest = z
  .strictObject({
    output: collection
      .optional()
      .meta({ description: 'Output for the failing module to go on with; without it, it only counts as resolved.' }),
  })
  .meta({ id: 'ResolveRequest' });
