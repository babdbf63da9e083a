import { z } from 'zod';

/** What a rotation of the key did. */
export const rotation = z
  .object({
    keyId: z.string().meta({ description: 'The key everything is sealed with now; an id, not the key.' }),
    resealed: z.number().int().meta({ description: 'Records that were sealed anew.' }),
    unreadable: z.array(z.string()).meta({ description: 'Records that could not be opened and stay as they are.' }),
  })
  .meta({ id: 'KeyRotation' });
