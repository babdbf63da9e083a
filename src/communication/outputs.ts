import type { Gathered } from './round.ts';

/** Whether an output stands for "no bundle". */
export function isNothing(output: unknown): boolean {
  return output === undefined || output === null || output === false;
}

/** A value as the outputs of a round; an array counts as one output per element when the request iterates. */
export function gatheredFrom(value: unknown, iterates: boolean): Gathered | undefined {
  if (isNothing(value)) return undefined;
  if (iterates && Array.isArray(value)) return { list: [...(value as unknown[])], many: true };
  return { list: [value], many: false };
}

/** At most `most` outputs; a whole array is cut inside. */
export function cut(gathered: Gathered, most: number): Gathered {
  const [only] = gathered.list;
  if (!gathered.many && gathered.list.length === 1 && Array.isArray(only)) {
    return { list: [only.slice(0, most)], many: false };
  }
  return { list: gathered.list.slice(0, most), many: gathered.many };
}
