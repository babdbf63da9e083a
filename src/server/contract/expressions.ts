import { z } from 'zod';
import { requestPreview } from './apps.ts';
import { collection, json } from './primitives.ts';

/** A function or keyword of mappings, for a list to choose from. */
export const imlFunction = z
  .object({
    name: z.string(),
    group: z.enum(['general', 'math', 'text', 'binary', 'date', 'array', 'app', 'keyword']),
    signature: z.string().meta({ description: 'Arguments in brackets may be left out; `…` may be repeated.' }),
    summary: z.string(),
    examples: z.array(
      z.object({
        expression: z.string(),
        given: collection.optional().meta({ description: 'Variables the expression reads.' }),
        result: json,
      }),
    ),
  })
  .meta({ id: 'ImlFunction' });

export const imlFunctions = z.object({ data: z.array(imlFunction) }).meta({ id: 'ImlFunctionList' });

export const evaluation = z
  .strictObject({
    value: json.meta({ description: 'A text with `{{expressions}}`, or any JSON that holds such texts.' }),
    bundles: collection.default({}).meta({ description: 'Output bundles by module id, read as `{{1.name}}`.' }),
    timezone: z.string().optional().meta({ description: 'IANA zone; the zone of the server by default.' }),
    lenient: z.boolean().default(false).meta({
      description: 'A text that cannot be read or evaluated is answered as `error` with status 200.',
    }),
  })
  .meta({ id: 'EvaluationRequest' });

/** A mapped value that gave nothing, and why. */
export const missingReference = z
  .object({
    path: z.string().meta({ description: 'As it is mapped, for example `1.customer.zip`.' }),
    reason: z.string(),
    pointer: z.string().meta({ description: 'JSON pointer to the text that reads it; empty for the value itself.' }),
  })
  .meta({ id: 'MissingReference' });

const offset = z.number().int().nonnegative().meta({ description: 'Offset in UTF-16 units, as in JavaScript.' });

export const expressionFailure = z
  .object({
    message: z.string(),
    fix: z.string().optional(),
    start: offset.optional(),
    end: offset.optional(),
  })
  .meta({ id: 'ExpressionFailure' });

/** What is wrong or doubtful in one text with expressions. */
export const textFinding = z
  .object({
    start: offset,
    end: offset,
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    message: z.string(),
    fix: z.string().optional(),
    replacement: z.string().optional().meta({ description: 'The whole text corrected, where that is mechanical.' }),
  })
  .meta({ id: 'TextFinding' });

export const evaluationResult = z
  .object({
    result: json,
    type: z.string().meta({ description: 'Type of the result, for example `text` or `date`.' }),
    missing: z.array(missingReference).meta({ description: 'Mapped values that gave nothing.' }),
    error: expressionFailure.nullable().meta({ description: 'Null unless `lenient` was asked for and it failed.' }),
    findings: z.array(textFinding).meta({ description: 'Doubts about the text; none when the value is no text.' }),
  })
  .meta({ id: 'EvaluationResult' });

/** The request of a mapping, with the mapped values that gave nothing. */
export const mappingPreview = requestPreview
  .extend({ missing: z.array(missingReference) })
  .meta({ id: 'MappingPreview' });

export const timezones = z
  .object({ data: z.array(z.string()).meta({ description: 'IANA names to choose from; others are taken too.' }) })
  .meta({ id: 'TimezoneList' });
