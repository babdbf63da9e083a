import { z } from 'zod';
import { executionStatus } from './executions.ts';
import { collection, finding, idOf, label, time } from './primitives.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'must be a time such as 09:00');

export const scheduling = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('immediately') }),
    z.strictObject({ type: z.literal('on-demand') }),
    z.strictObject({
      type: z.literal('indefinitely'),
      interval: z.number().int().min(1).meta({ description: 'Seconds.' }),
    }),
    z.strictObject({ type: z.literal('once'), date: z.iso.datetime({ offset: true }) }),
    z.strictObject({ type: z.literal('daily'), time: clockTime }),
    z.strictObject({
      type: z.literal('weekly'),
      days: z.array(z.number().int().min(1).max(7)).min(1),
      time: clockTime,
    }),
    z.strictObject({
      type: z.literal('monthly'),
      dates: z.array(z.number().int().min(1).max(31)).min(1),
      time: clockTime,
    }),
  ])
  .meta({ id: 'Scheduling' });

export const scenario = z
  .object({
    id: idOf('scn'),
    name: z.string(),
    active: z.boolean(),
    scheduling,
    timezone: z.string(),
    hookId: z.string().nullable(),
    errors: z.number().int().meta({ description: 'Consecutive runs that ended in error.' }),
    reason: z.string().nullable().meta({ description: 'Why it was switched off, or cannot be on.' }),
    nextRunAt: time.nullable(),
    createdAt: time,
    updatedAt: time,
    version: z.number().int(),
  })
  .meta({ id: 'Scenario' });

const count = z.number().int().nonnegative();

/** A scenario in the list, with what an overview shows of it. */
export const scenarioRow = scenario
  .extend({
    modules: z
      .array(z.object({ id: z.number().int(), module: z.string(), label: z.string() }))
      .meta({ description: 'Its modules in the order of the flow, at most 200.' }),
    trigger: z.enum(['instant', 'polling', 'none']),
    lastExecution: z.object({ id: idOf('run'), status: executionStatus, startedAt: time }).nullable(),
    incomplete: count.meta({ description: 'Incomplete executions that are not dealt with.' }),
    queue: count.meta({ description: 'Deliveries that wait.' }),
    runs24h: z.object({ success: count, warning: count, error: count }).meta({
      description:
        'Runs of the last 24 hours that ended; `error` holds those in doubt too, stopped ones are not counted.',
    }),
  })
  .meta({ id: 'ScenarioRow' });

export const blueprint = collection.meta({ id: 'Blueprint', override: { type: 'object', additionalProperties: true } });

export const scenarioDetail = scenario.extend({ blueprint }).meta({ id: 'ScenarioDetail' });

export const savedScenario = scenarioDetail
  .extend({ problems: z.array(finding).meta({ description: 'What is wrong or doubtful; errors keep it off.' }) })
  .meta({ id: 'SavedScenario' });

const timezone = z.string().min(1).max(100).meta({ description: 'IANA zone the schedule is read in.' });

export const scenarioCreate = z
  .strictObject({
    name: label.optional().meta({ description: 'The name in the blueprint by default.' }),
    blueprint: blueprint.meta({ description: 'As exported, also inside `{"response": {"blueprint": …}}`.' }),
    scheduling: scheduling.optional(),
    timezone: timezone.optional(),
    connections: z
      .record(z.string(), idOf('con'))
      .optional()
      .meta({ description: 'Which connection here stands for which `__IMTCONN__` of the blueprint.' }),
    dataStores: z
      .record(z.string(), idOf('ds'))
      .optional()
      .meta({ description: 'Which data store here stands for which `datastore` of the blueprint.' }),
  })
  .meta({ id: 'ScenarioCreate' });

export const scenarioUpdate = z
  .strictObject({
    name: label.optional(),
    blueprint: blueprint.optional(),
    scheduling: scheduling.optional(),
    timezone: timezone.optional(),
  })
  .meta({ id: 'ScenarioUpdate' });

/** A draft to be looked at; nothing of it is kept. */
export const blueprintCheck = z
  .strictObject({ blueprint, scheduling: scheduling.optional(), timezone: timezone.optional() })
  .meta({ id: 'BlueprintCheck' });

export const problems = z.object({ problems: z.array(finding) }).meta({ id: 'ScenarioProblems' });

/** Most modules whose output is pinned, and most bytes of all pinned bundles as JSON. */
export const PIN_LIMITS = { modules: 20, bytes: 1024 * 1024 } as const;

function bytesOf(value: object): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

const pins = z
  .record(z.string().regex(/^\d{1,15}$/, 'must be the id of a module'), z.array(collection).max(1000))
  .refine(
    (pinned) => Object.keys(pinned).length <= PIN_LIMITS.modules,
    `must not pin more than ${PIN_LIMITS.modules} modules`,
  )
  .refine((pinned) => bytesOf(pinned) <= PIN_LIMITS.bytes, 'must not be larger than 1 MiB')
  .optional()
  .meta({
    description:
      'Bundles by module id: in this run the module is not called and gives these. At most 20 modules and 1 MiB. Runs that a delivery or a schedule starts never use them.',
  });

export const runRequest = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('trigger'), pins }),
    z.strictObject({
      type: z.literal('wait'),
      timeoutMs: z.number().int().min(1).max(3_600_000).optional(),
      pins,
    }),
    z.strictObject({ type: z.literal('delivery'), deliveryId: idOf('whd'), pins }),
    z.strictObject({ type: z.literal('sample'), pins }),
    z.strictObject({ type: z.literal('last'), pins }),
    z.strictObject({ type: z.literal('bundle'), bundle: collection, pins }),
  ])
  .meta({
    id: 'RunRequest',
    description:
      'What the run starts with: the first module (`trigger`), the next delivery (`wait`), a stored one, the sample of the trigger, the bundle of the `last` run, or a bundle given here.',
  });

export const runStarted = z
  .object({
    executionId: z.string().nullable().meta({ description: 'Null while it waits for a delivery.' }),
    waiting: z.boolean().meta({ description: 'False without an execution: it was stopped before it started.' }),
  })
  .meta({ id: 'RunStarted' });
