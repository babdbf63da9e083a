import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Evaluated } from '../api/contract.ts';
import { evaluate } from '../api/expressions.ts';
import { modulesRead } from '../model/references.ts';
import { useMapping } from './mapping-context.ts';
import type { MappingSource } from './mapping-context.ts';

/** Milliseconds without a key before the server is asked. */
const PAUSE_MS = 40;
/** Milliseconds an answer is kept for a text that is no longer there. */
const KEPT_MS = 60_000;

/** What a mapped text gives with the sample bundles, by the language itself; undefined until the first answer. */
export function useEvaluation(text: string): { readonly data: Evaluated | undefined; readonly error: Error | null } {
  const { sources, timezone } = useMapping();
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const { bundles, key } = sampleBundles(settled, sources);
  const { data, error } = useQuery({
    queryKey: ['evaluation', settled, timezone, key],
    enabled: settled.includes('{{'),
    staleTime: Infinity,
    gcTime: KEPT_MS,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => evaluate({ value: settled, bundles, ...(timezone && { timezone }) }, signal),
  });
  return { data: text.includes('{{') ? data : undefined, error };
}

/** The sample bundles a value reads, by module, with a text that changes when one of them does. */
export function sampleBundles(
  value: unknown,
  sources: readonly MappingSource[],
): { readonly bundles: Record<string, never>; readonly key: string } {
  const read = modulesRead(value);
  const used = sources.filter(({ module, sample }) => read.has(module) && sample !== undefined);
  return {
    bundles: Object.fromEntries(used.map(({ module, sample }) => [module, sample])) as Record<string, never>,
    key: used.map(({ module, sample }) => `${module}#${identityOf(sample)}`).join(' '),
  };
}

const identities = new WeakMap<object, number>();
let last = 0;

/** A number for an object, the same as long as it is the same object. */
function identityOf(value: unknown): number | string {
  if (typeof value !== 'object' || value === null) return String(value);
  const known = identities.get(value);
  if (known !== undefined) return known;
  last += 1;
  identities.set(value, last);
  return last;
}
