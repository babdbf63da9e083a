import { z } from 'zod';
import { collection } from './primitives.ts';

export const appConstants = z
  .object({
    names: z
      .array(z.string())
      .meta({ description: 'Names of the constants that were given here; values are never shown.' }),
    forms: z
      .array(
        z.object({
          connection: z.string(),
          label: z.string(),
          fields: z.array(collection),
          gives: z.array(z.string()).meta({ description: 'Names of the constants its values become.' }),
        }),
      )
      .meta({ description: 'Forms for administrators that connections of the app have.' }),
  })
  .meta({ id: 'AppConstants' });

export const appConstantsUpdate = z
  .strictObject({
    connection: z.string().optional().meta({ description: 'The values are those of the form of this connection.' }),
    values: collection.meta({ description: 'Constants by name, read as `common.*`; null takes one away.' }),
  })
  .meta({ id: 'AppConstantsUpdate' });
