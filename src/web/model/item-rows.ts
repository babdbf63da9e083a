import { childrenOf, type Item } from './items.ts';

/** One line of the tree of items. */
export interface ItemRow {
  readonly item: Item;
  /** From 1. */
  readonly level: number;
  /** Place among its siblings, from 1, and how many there are. */
  readonly position: number;
  readonly siblings: number;
  readonly isOpen: boolean;
}

/** The lines of a tree in which the items with these paths are open. */
export function itemRows(bundles: readonly Item[], open: ReadonlySet<string>): readonly ItemRow[] {
  const rows: ItemRow[] = [];
  addRows(bundles, 1, open, rows);
  return rows;
}

function addRows(items: readonly Item[], level: number, open: ReadonlySet<string>, rows: ItemRow[]): void {
  items.forEach((item, index) => {
    const isOpen = item.isParent && open.has(item.iml);
    rows.push({ item, level, position: index + 1, siblings: items.length, isOpen });
    if (isOpen) addRows(childrenOf(item), level + 1, open, rows);
  });
}

/** What is open at first: the nearest modules and the collections in them, as long as the tree stays short. */
export function openItemsAtFirst(bundles: readonly Item[], most = 40): ReadonlySet<string> {
  const open = new Set<string>();
  let lines = bundles.length;
  for (const bundle of bundles) {
    let level: readonly Item[] = [bundle];
    while (level.length > 0) {
      const below = level.flatMap(childrenOf);
      if (open.size > 0 && lines + below.length > most) return open;
      lines += below.length;
      for (const item of level) open.add(item.iml);
      level = below.filter(({ isParent }) => isParent);
    }
  }
  return open;
}
