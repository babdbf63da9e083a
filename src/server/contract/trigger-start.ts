import { z } from 'zod';
import { time } from './primitives.ts';

const itemId = z.union([z.string().min(1), z.number()]);

/** An item of the service people may start behind. */
export const startItem = z
  .object({
    id: itemId,
    date: time.optional(),
    label: z.string(),
  })
  .meta({ id: 'StartItem' });

export const startItems = z.object({ data: z.array(startItem) });

/** Where a polling trigger stands. */
export const triggerStart = z
  .object({
    type: z
      .enum(['date', 'id'])
      .meta({ description: 'What items are told by; a date can be chosen with `date` only.' }),
    choices: z.boolean().meta({ description: 'Whether the app lists items to start behind.' }),
    stands: z
      .object({
        lastDate: time.nullable(),
        lastId: itemId.nullable(),
      })
      .nullable()
      .meta({
        description:
          'The newest item that counts as done; both null when everything is new. Null before the scenario was switched on or run, which starts from then on.',
      }),
    looksAgain: z.boolean().meta({
      description:
        'Whether the next run takes the items again that a run which failed had found; another starting point passes over them.',
    }),
  })
  .meta({ id: 'TriggerStart' });

/** Where it is to start. */
export const startChoice = z
  .discriminatedUnion('from', [
    z.strictObject({ from: z.literal('now') }),
    z.strictObject({ from: z.literal('all') }),
    z.strictObject({ from: z.literal('date'), date: z.iso.datetime({ offset: true }) }),
    z.strictObject({
      from: z.literal('item'),
      item: z.strictObject({ id: itemId, date: z.iso.datetime({ offset: true }).optional() }),
    }),
  ])
  .meta({
    id: 'StartChoice',
    description:
      'From now on, everything, everything since a date (that moment included), or what came after an item that the service lists.',
  });
