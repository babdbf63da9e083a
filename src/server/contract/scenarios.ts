import { z } from 'zod';
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

export const problems = z.object({ problems: z.array(finding) }).meta({ id: 'ScenarioProblems' });

export const runRequest = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('trigger') }),
    z.strictObject({
      type: z.literal('wait'),
      timeoutMs: z.number().int().min(1).max(3_600_000).optional(),
    }),
    z.strictObject({ type: z.literal('delivery'), deliveryId: idOf('whd') }),
    z.strictObject({ type: z.literal('sample') }),
    z.strictObject({ type: z.literal('last') }),
    z.strictObject({ type: z.literal('bundle'), bundle: collection }),
  ])
  .meta({
    id: 'RunRequest',
    description:
      'What the run starts with: the first module (`trigger`), the next delivery (`wait`), a stored one, the sample of the trigger, the bundle of the `last` run, or a bundle given here.',
  });

export const runStarted = z
  .object({
    executionId: z.string().nullable().meta({ description: 'Null while it waits for a delivery.' }),
    waiting: z.boolean(),
  })
  .meta({ id: 'RunStarted' });
