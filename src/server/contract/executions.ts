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

/** What starts executions. */
export const triggerType = execution.shape.trigger.shape.type;

/** An execution in the list. */
export const executionRow = execution
  .extend({ scenarioName: z.string().nullable().meta({ description: 'Null when the scenario is gone.' }) })
  .meta({ id: 'ExecutionRow' });

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
    pinned: z.boolean().meta({ description: 'Whether it was not called and gave pinned bundles.' }),
  })
  .meta({ id: 'Operation' });

/** One value of an operation, whole. */
export const operationValue = z
  .object({ pointer: z.string().meta({ description: 'JSON pointer (RFC 6901) into the operation.' }), value: json })
  .meta({ id: 'OperationValue' });

export const executionDetail = execution
  .extend({
    replayOf: z.string().nullable().meta({ description: 'The execution this one replays or resumes.' }),
    replays: z.array(z.string()).meta({ description: 'Executions that replay this one, oldest first.' }),
    apps: z
      .array(
        z.object({
          name: z.string(),
          version: z.string().meta({ description: 'As its manifest states it.' }),
          digest: z.string().meta({ description: 'SHA-256 of its content: it tells apart what has one version.' }),
        }),
      )
      .nullable()
      .meta({ description: 'The apps it ran with; null for executions from before these were kept.' }),
    operations: z.array(operationRecord),
  })
  .meta({ id: 'ExecutionDetail' });

export const replayPlan = z
  .object({
    done: z
      .array(
        z.object({
          key: z.string(),
          moduleId: z.number().int(),
          module: z.string().nullable().meta({ description: 'Null when the log of the run is not kept any more.' }),
          label: z.string().nullable(),
          input: json,
          state: z.enum(['sent', 'done']).meta({ description: '`sent`: nobody knows whether it was carried out.' }),
          request: json.meta({ description: 'The request, secrets redacted.' }),
        }),
      )
      .meta({ description: 'Writes that succeeded, or may have; a replay leaves them out unless asked otherwise.' }),
  })
  .meta({ id: 'ReplayPlan' });

export const replayRequest = z
  .strictObject({
    from: z.enum(['failed', 'start']).default('failed').meta({ description: 'From the failed module, or all of it.' }),
    version: z.enum(['original', 'current']).default('original').meta({
      description: 'The scenario and its apps in the versions that ran, or the present ones.',
    }),
    skipDone: z.boolean().default(true).meta({ description: 'Leave out writes that succeeded already.' }),
  })
  .meta({ id: 'ReplayRequest' });

export const doubtAnswer = z
  .strictObject({
    key: z.string().min(1).meta({ description: 'Key of the operation that is in doubt.' }),
    answer: z.enum(['done', 'repeat']).meta({ description: 'It was carried out, or it may be sent again.' }),
  })
  .meta({ id: 'DoubtAnswer' });

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

export const resolveRequest = z
  .strictObject({
    output: z
      .union([collection, z.array(collection)], 'must be a bundle or a list of bundles')
      .optional()
      .meta({
        description:
          'Bundle, or list of bundles, that stands in for the output of the failed module: the execution goes on behind it and repeats no completed module. Left out: nothing is run.',
      }),
  })
  .meta({ id: 'ResolveRequest' });

export const incompleteDetail = incomplete
  .extend({ state: json.meta({ description: 'Trigger bundle and outputs of the completed operations.' }) })
  .meta({ id: 'IncompleteExecutionDetail' });
