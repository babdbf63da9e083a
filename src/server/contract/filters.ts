import { z } from 'zod';
import { collection, json } from './primitives.ts';

export const filterOperator = z
  .object({
    id: z.string().meta({ description: 'As a condition names it in `o`, for example `text:contain:ci`.' }),
    label: z.string(),
    group: z.string(),
    operands: z.union([z.literal(1), z.literal(2)]).meta({ description: '1: looks at `a` only.' }),
  })
  .meta({ id: 'FilterOperator' });

export const filterOperators = z.object({ data: z.array(filterOperator) }).meta({ id: 'FilterOperatorList' });

const condition = z.strictObject({
  a: json.optional(),
  o: z.string().optional().meta({ description: 'An operator; `exist` by default.' }),
  b: json.optional(),
});

export const filterEvaluation = z
  .strictObject({
    conditions: z.array(z.array(condition)).meta({ description: 'Any group may hold; in a group, all conditions.' }),
    bundles: collection.default({}),
    timezone: z.string().optional(),
  })
  .meta({ id: 'FilterEvaluationRequest' });

export const filterEvaluationResult = z
  .object({
    passes: z.boolean().meta({ description: 'False also when the filter would raise an error in a run.' }),
    groups: z.array(
      z.array(
        z.object({
          passes: z.boolean(),
          a: json.meta({ description: 'The first operand, evaluated.' }),
          b: json.optional().meta({ description: 'The second operand, evaluated; left out when there is none.' }),
          error: z.string().nullable(),
        }),
      ),
    ),
  })
  .meta({ id: 'FilterEvaluationResult' });
