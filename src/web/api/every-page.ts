import type { PageOf } from './contract.ts';

/** Reads a whole list, page after page; for lists that are short by nature (scenarios, connections, webhooks). */
export async function everyPage<Item>(
  read: (cursor: string | undefined) => Promise<PageOf<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
