import { z } from 'zod';
import { collection, idOf, label, time } from './primitives.ts';

const values = collection.meta({ description: 'Values of the form of the connection, secrets included.' });
const scope = z.array(z.string()).max(200).optional().meta({ description: 'Scopes beside those the app asks for.' });

export const authorizationCreate = z
  .strictObject({ app: z.string(), connection: z.string().optional(), name: label, values, scope })
  .meta({ id: 'AuthorizationCreate' });

export const authorizationRepeat = z
  .strictObject({ name: label.optional(), values: values.optional(), scope })
  .meta({ id: 'AuthorizationRepeat' });

export const authorization = z
  .object({
    id: idOf('aut'),
    status: z.enum(['waiting', 'done', 'failed']),
    url: z
      .string()
      .nullable()
      .meta({ description: 'The page of the service where a person allows it; null when that is over.' }),
    expiresAt: time.meta({ description: 'When it is given up.' }),
    connectionId: idOf('con').nullable().meta({ description: 'The connection it made or renewed.' }),
    error: z
      .object({ code: z.string(), detail: z.string(), fix: z.string() })
      .nullable()
      .meta({ description: 'Why it failed.' }),
  })
  .meta({ id: 'Authorization' });
