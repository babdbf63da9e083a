import { useState } from 'react';

/** The same list as long as everything in it is the same, so that what depends on it is not made anew. */
export function useStable<Entry extends object>(list: readonly Entry[]): readonly Entry[] {
  const [kept, setKept] = useState(list);
  if (kept === list || isSame(kept, list)) return kept;
  setKept(list);
  return list;
}

function isSame<Entry extends object>(before: readonly Entry[], now: readonly Entry[]): boolean {
  return before.length === now.length && before.every((entry, index) => isSameEntry(entry, now[index]));
}

function isSameEntry<Entry extends object>(before: Entry, now: Entry | undefined): boolean {
  const keys = Object.keys(before) as (keyof Entry)[];
  return keys.every((key) => {
    const [a, b] = [before[key], now?.[key]];
    if (Array.isArray(a) && Array.isArray(b)) return JSON.stringify(a) === JSON.stringify(b);
    return a === b;
  });
}
