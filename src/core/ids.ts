import { customAlphabet, nanoid } from 'nanoid';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
/** 16 characters of 36: about 82 bits for each millisecond, enough for ids that are not secrets. */
const random = customAlphabet(ALPHABET, 16);
/** So many of them are a number that counts on, from somewhere in the lower half so that it hardly ever gets longer. */
const COUNTING = 4;

/** An id with the prefix of its kind, for example `run_4f…`. */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

/** What the ids of one millisecond have in common, and the number of the last. */
let moment = { now: Number.NaN, start: '', number: 0 };

/**
 * A new id of the kind `prefix`. It starts with the time and ends with a number that counts on, so that ids sort by age
 * and neighbours in time are neighbours on disk: random ones cost the store a page per index for each record.
 */
export function newId<Prefix extends string>(prefix: Prefix, now: number = Date.now()): Id<Prefix> {
  if (now !== moment.now) moment = momentAt(now);
  moment.number += 1;
  return `${prefix}_${moment.start}${moment.number.toString(36).padStart(COUNTING, '0')}`;
}

function momentAt(now: number): typeof moment {
  const digits = random();
  const start = now.toString(36).padStart(8, '0') + digits.slice(COUNTING);
  return { now, start, number: Number.parseInt(digits.slice(0, COUNTING), 36) >> 1 };
}

/** A token for an unguessable URL: 32 URL-safe characters, 192 random bits. */
export function newUrlToken(): string {
  return nanoid(32);
}
