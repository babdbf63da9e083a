import { ConnectorError } from '../core/errors.ts';
import type { Page } from '../store/store.ts';

/** Which page of a list. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page as the API gives it. */
export interface PageAnswer<Item> {
  readonly data: Item[];
  readonly nextCursor: string | null;
}

/** A page of the store, its records shown by `show`. */
export function pageAnswer<Item, Shown>(page: Page<Item>, show: (item: Item) => Shown): PageAnswer<Shown> {
  return { data: page.items.map(show), nextCursor: page.cursor };
}

/** The store's query of a page. */
export function pageQueryOf({ limit, cursor }: PageRequest): { limit: number; cursor?: string } {
  return cursor === undefined ? { limit } : { limit, cursor };
}

/**
 * A page of a list that is short enough to be read whole. The cursor names the last row shown, so that rows added or
 * removed in between move nothing.
 * @throws ConnectorError `UsageError` for a cursor this list never gave.
 */
export function pageOfList<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  request: PageRequest,
): Page<Item> {
  const { limit, cursor } = request;
  const sorted = items.toSorted((a, b) => compare(keyOf(b), keyOf(a)));
  const after = cursor === undefined ? undefined : keyFrom(cursor);
  const rest = after === undefined ? sorted : sorted.filter((item) => compare(keyOf(item), after) < 0);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = last !== undefined && rest.length > limit;
  return { items: shown, cursor: hasMore ? Buffer.from(keyOf(last)).toString('base64url') : null };
}

/**
 * A page of a list in its own order that only ever grows at its end, such as the log of a run.
 * @throws ConnectorError `UsageError` for a cursor this list never gave.
 */
export function pageInOrder<Item>(items: readonly Item[], { limit, cursor }: PageRequest): Page<Item> {
  const text = cursor === undefined ? '0' : keyFrom(cursor);
  if (!/^\d{1,15}$/.test(text)) throw unknownCursor();
  const end = Number(text) + limit;
  const hasMore = items.length > end;
  return {
    items: items.slice(Number(text), end),
    cursor: hasMore ? Buffer.from(String(end)).toString('base64url') : null,
  };
}

function keyFrom(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (Buffer.from(key).toString('base64url') === cursor) return key;
  throw unknownCursor();
}

function unknownCursor(): ConnectorError {
  return new ConnectorError('UsageError', 'The cursor is not one this list gave.', {
    problems: [
      { pointer: '/query/cursor', severity: 'error', code: 'CURSOR', message: 'The cursor is not one this list gave.' },
    ],
    fix: 'Use the nextCursor of the page before, or leave it out for the first page.',
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
