/** Whether a key names statuses: `404`, `400-499` or `*`. */
export function isStatusKey(key: string): boolean {
  return /^(?:\d{3}|\d{3}-\d{3}|\*)$/.test(key);
}

/** Entries by status, sorted so that the exact status comes first, then the narrowest range, then `*`. */
export interface ByStatus<T> {
  /** The entry for a status, or undefined. */
  of(status: number): T | undefined;
}

/** A lookup by status over entries whose keys are `404`, `400-499` or `*`; other keys are not considered. */
export function byStatus<T>(entries: Iterable<readonly [string, T]>): ByStatus<T> {
  const ranges = [...entries]
    .filter(([key]) => isStatusKey(key))
    .map(([key, value]) => ({ ...rangeOf(key), value }))
    .sort((a, b) => a.to - a.from - (b.to - b.from));
  return { of: (status) => ranges.find(({ from, to }) => from <= status && status <= to)?.value };
}

function rangeOf(key: string): { readonly from: number; readonly to: number } {
  if (key === '*') return { from: 0, to: Number.POSITIVE_INFINITY };
  const [from = '', to = from] = key.split('-');
  return { from: Number(from), to: Number(to) };
}
