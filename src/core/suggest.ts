/** Fewer letters begin too many names. */
const SHORTEST_BEGINNING = 3;

/** The known name closest to a misspelt one, or undefined when none is close enough to be worth asking. */
export function suggest(wrong: string, names: Iterable<string>): string | undefined {
  const known = [...names];
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of known) {
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase());
    if (best === undefined || distance < best.distance) best = { name, distance };
  }
  const furthest = Math.max(1, Math.floor(wrong.length / 3));
  return best !== undefined && best.distance <= furthest ? best.name : beginningWith(wrong, known);
}

/** The only known name that begins with what was written, when that is enough of it to be one. */
function beginningWith(wrong: string, known: readonly string[]): string | undefined {
  const found = known.filter((name) => name.toLowerCase().startsWith(wrong.toLowerCase()));
  return wrong.length >= SHORTEST_BEGINNING && found.length === 1 ? found[0] : undefined;
}

/** ` Did you mean "x"?` or nothing, to be put behind a sentence. */
export function didYouMean(wrong: string, known: Iterable<string>): string {
  const name = suggest(wrong, known);
  return name === undefined ? '' : ` Did you mean "${name}"?`;
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
