import { z } from 'zod';
import { timeOfDay } from './value-schemas.ts';

/** Business hours of one day; 1 is Monday, 7 is Sunday. Several for one day may be given. */
const openingSchema = z
  .strictObject({ day: z.int().min(1).max(7), from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, { message: 'from must be before to' });

const WORKING_WEEK = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));
const text = z.string().trim().min(1).max(1600);

const awayShape = {
  enabled: z.boolean(),
  text,
  hours: z.array(openingSchema).max(50),
};

/** What people get who write outside business hours. */
export const awaySchema = z.strictObject({
  enabled: awayShape.enabled.default(false),
  text: awayShape.text.default('We are away and answer when we are back.'),
  hours: awayShape.hours.default(WORKING_WEEK),
});

/** Any of it, to change it. */
export const awayChangeSchema = z.strictObject(awayShape).partial();

const optInShape = { enabled: z.boolean(), text };

/** Whether new customers are asked before they count as subscribed. */
export const doubleOptInSchema = z.strictObject({
  enabled: optInShape.enabled.default(false),
  text: optInShape.text.default('Reply YES to get messages from us.'),
});

/** Any of it, to change it. */
export const doubleOptInChangeSchema = z.strictObject(optInShape).partial();

/** A link to a customer's own page. The link itself is nowhere but in the message that carried it. */
export const profileLinkSchema = z.strictObject({
  token_hash: z.string(),
  phone_number: z.string(),
  expires_at: z.iso.datetime(),
});

export type Away = z.infer<typeof awaySchema>;
export type DoubleOptIn = z.infer<typeof doubleOptInSchema>;
export type ProfileLink = z.infer<typeof profileLinkSchema>;
