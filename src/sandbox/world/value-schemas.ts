import { z } from 'zod';
import { timeZone } from '../http/validate.ts';

/** Hours and minutes of a day, from 00:00 to 23:59. */
export const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** A time of day. */
export const timeOfDay = z.string().regex(TIME_OF_DAY, 'hours and minutes, for example 09:00');

/** A phone number in E.164. */
export const phoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{7,14}$/, 'a phone number in international form, for example +13105551111');

/** A name of the time zone database. */
export const timeZoneName = z
  .string()
  .refine((name) => timeZone(name).ok, { message: 'no time zone; write one such as America/Los_Angeles' });
