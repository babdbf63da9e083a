import { z } from 'zod';

/** Query of answers that may hold large values. */
export const cutQuery = z.strictObject({
  cut: z.coerce.number().int().min(64).max(10_485_760).optional().meta({
    description:
      'Most bytes of one text. Longer texts, lists and collections of more than 1 MiB, and whatever no longer fits into the answer become `{"$value":"cut","of":"the first part","size":bytes}`. Left out: nothing is cut.',
  }),
});

/** A value that was too large for the answer. */
export const cutValue = z
  .object({
    $value: z.literal('cut'),
    of: z.string().meta({ description: 'The first part of the text, or of the JSON text; may be empty.' }),
    size: z.number().int().meta({ description: 'Bytes of the whole value, as text or JSON text.' }),
  })
  .meta({ id: 'CutValue' });
