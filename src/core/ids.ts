import { customAlphabet, nanoid } from 'nanoid';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
/** 16 characters of 36: about 82 bits, enough for ids that are not secrets. */
const random = customAlphabet(ALPHABET, 16);

/** An id with the prefix of its kind, for example `run_4f…`. */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

/**
 * A new id of the kind `prefix`. It starts with the time, so that ids sort by age and neighbours in time are neighbours
 * on disk: random ones cost the store a page per index for each record.
 */
export function newId<Prefix extends string>(prefix: Prefix, now: number = Date.now()): Id<Prefix> {
  return `${prefix}_${now.toString(36).padStart(8, '0')}${random()}`;
}

/** A token for an unguessable URL: 32 URL-safe characters, 192 random bits. */
export function newUrlToken(): string {
  return nanoid(32);
}
