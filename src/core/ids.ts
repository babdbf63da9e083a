import { customAlphabet, nanoid } from 'nanoid';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
/** 20 characters of 36: about 103 bits, enough for ids that are not secrets. */
const short = customAlphabet(ALPHABET, 20);

/** An id with the prefix of its kind, for example `run_4f…`. */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

/** A new id of the kind `prefix`. */
export function newId<Prefix extends string>(prefix: Prefix): Id<Prefix> {
  return `${prefix}_${short()}`;
}

/** A token for an unguessable URL: 32 URL-safe characters, 192 random bits. */
export function newUrlToken(): string {
  return nanoid(32);
}
