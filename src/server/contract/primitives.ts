import { z } from 'zod';
import type { Collection, Json } from '../../core/json.ts';
import { isCollection } from '../../core/json.ts';

/** A moment in RFC 3339, UTC, with milliseconds. */
export const time = z.iso.datetime().meta({ description: 'RFC 3339, UTC.', examples: ['2026-03-01T12:00:00.000Z'] });

/** An id with the prefix of its kind. */
export function idOf<Prefix extends string>(prefix: Prefix) {
  return z.templateLiteral([`${prefix}_`, z.string().min(1)], `must be an id that starts with ${prefix}_`).meta({
    description: `Id that starts with \`${prefix}_\`.`,
    override: { type: 'string', pattern: `^${prefix}_[0-9a-z_-]+$` },
  });
}

/** Any JSON object; its keys are data, `__proto__` too. */
export const collection = z
  .custom<Collection>(isCollection, { error: 'must be an object' })
  .meta({ override: { type: 'object', additionalProperties: true } });

/** Any JSON value. */
export const json = z
  .custom<Json>((value) => value !== undefined, { error: 'is missing' })
  .meta({ override: { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] } });

/** A name people give. */
export const label = z.string().trim().min(1).max(200);

/** Query of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(250).default(100).meta({ description: 'Rows per page.' }),
  cursor: z.string().min(1).max(500).optional().meta({ description: '`nextCursor` of the page before.' }),
});

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Send it as `cursor` for the next page; null on the last.' }),
  });
}

/** A list written as one text, its members separated by commas. */
export function listOf<Value extends string>(members: readonly Value[], description: string) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(members)))
    .optional()
    .meta({ description: `${description} Several are separated by commas: ${members.join(', ')}.` });
}

/** One finding, in an input or in a blueprint. */
export const finding = z
  .object({
    pointer: z.string().meta({ description: 'JSON pointer (RFC 6901) to the value.' }),
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    message: z.string(),
    fix: z.string().optional(),
  })
  .meta({ id: 'Finding' });

/** An error as kept in the history. */
export const storedError = z
  .object({
    name: z.string(),
    message: z.string(),
    fix: z.string().optional(),
    moduleId: z.number().int().optional(),
    upstream: z.object({ status: z.number().int(), body: z.string() }).optional(),
    problems: z.array(finding).optional().meta({ description: 'The inputs that were refused, each with its place.' }),
  })
  .meta({ id: 'StoredError' });
