import { z } from 'zod';
import { collection, idOf, label, time } from './primitives.ts';

export const connectionStatus = z.enum(['ok', 'unchecked', 'attention']);

export const connection = z
  .object({
    id: idOf('con'),
    app: z.string(),
    connection: z.string().meta({ description: 'Name of the connection component of the app.' }),
    name: z.string(),
    account: z.string().nullable().meta({ description: 'The account it reached when it was last verified.' }),
    environment: z
      .string()
      .meta({ description: '`sandbox`, `production`, or empty when the app knows no environments.' }),
    address: z.string().nullable(),
    values: collection.meta({ description: 'Values that may be shown; secrets are never among them.' }),
    secrets: z
      .record(z.string(), z.string())
      .meta({ description: 'What is known of each stored secret, for example `ends in 4f2a`.' }),
    status: connectionStatus,
    reason: z.string().nullable(),
    checkedAt: time.nullable(),
    expiresAt: time.nullable().meta({ description: 'When a person must authorise it again, if the service says so.' }),
    createdAt: time,
    updatedAt: time,
    version: z.number().int(),
  })
  .meta({ id: 'Connection' });

/** A connection in the list, with how much uses it. */
export const connectionRow = connection
  .extend({
    usedBy: z.object({ scenarios: z.number().int().nonnegative(), webhooks: z.number().int().nonnegative() }),
  })
  .meta({ id: 'ConnectionRow' });

const values = collection.meta({ description: 'Values of the form of the connection, secrets included.' });
const force = z.boolean().optional().meta({ description: 'Save it even when the service does not accept it.' });

export const connectionCreate = z
  .strictObject({ app: z.string(), connection: z.string().optional(), name: label, values, force })
  .meta({ id: 'ConnectionCreate' });

export const connectionUpdate = z
  .strictObject({ name: label.optional(), values: values.optional(), force })
  .meta({ id: 'ConnectionUpdate' });

const use = z.object({ kind: z.enum(['scenario', 'webhook']), id: z.string(), name: z.string() });

export const connectionUsage = z.object({ data: z.array(use) }).meta({ id: 'ConnectionUsage' });

export const connectionTest = z
  .object({
    connection,
    error: z
      .object({ code: z.string(), detail: z.string(), fix: z.string() })
      .nullable()
      .meta({ description: 'Why it did not pass.' }),
  })
  .meta({ id: 'ConnectionTest' });
