import { z } from 'zod';

const place = z.object({ line: z.number().int(), column: z.number().int() });

/** RFC 9457: the answer to every request that failed. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'Address of the documentation of the code.' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().meta({ description: 'What happened this time.' }),
    instance: z.string(),
    code: z.string().meta({ description: 'Stable; decide by it.' }),
    fix: z.string().meta({ description: 'What to do.' }),
    traceId: z.string().meta({ description: 'The same as the X-Trace-Id header and the `traceId` in the log.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({
            description: 'JSON pointer into the body; `/query/…`, `/path/…` and `/headers/…` for the others.',
          }),
          severity: z.enum(['error', 'warning']),
          detail: z.string(),
          code: z.string(),
          fix: z.string().optional(),
          file: z.string().optional(),
          position: place.optional(),
        }),
      )
      .optional(),
    upstream: z.object({ status: z.number().int(), body: z.string() }).optional(),
    retryAfterMs: z.number().optional(),
  })
  .meta({ id: 'Problem' });
