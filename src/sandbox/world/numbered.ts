/** Something told apart by a number. */
interface Numbered {
  readonly id: number;
}

/** The highest id there is; 0 without any. */
export function highestId(items: readonly Numbered[]): number {
  return items.reduce((top, { id }) => Math.max(top, id), 0);
}

/** An id that none of the items has. */
export function nextId(items: readonly Numbered[]): number {
  return highestId(items) + 1;
}

/** Removes the item with an id; false when there is none. */
export function removeById(items: Numbered[], id: number): boolean {
  const at = items.findIndex((each) => each.id === id);
  if (at < 0) return false;
  items.splice(at, 1);
  return true;
}
