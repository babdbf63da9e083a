import { isValues, type Values } from './values.ts';

/** A name people chose, and its value. */
export interface Pair {
  readonly name: string;
  readonly value: unknown;
}

/** The members of a collection one below the other, in their order. */
export function pairsOf(value: unknown): readonly Pair[] {
  return isValues(value) ? Object.entries(value).map(([name, member]) => ({ name, value: member })) : [];
}

/** The collection of the pairs that have a name; of two with the same name the later one counts. */
export function valuesOfPairs(pairs: readonly Pair[]): Values {
  return Object.fromEntries(
    pairs.flatMap(({ name, value }) => (name.trim() === '' ? [] : [[name.trim(), value ?? ''] as const])),
  );
}

/** Whether a collection holds exactly these pairs, in this order. */
export function isOfPairs(value: unknown, pairs: readonly Pair[]): boolean {
  return JSON.stringify(isValues(value) ? value : {}) === JSON.stringify(valuesOfPairs(pairs));
}
