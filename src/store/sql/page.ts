import type { Database, Row, SqlValue } from '../database.ts';
import type { Page, PageQuery } from '../store.ts';
import { readCursor, writeCursor } from './cursor.ts';

/** A list of rows, newest first. */
export interface Listing<Item> {
  readonly table: string;
  readonly columns: string;
  /** Column of the time the list is sorted by; ties are broken by `id`. */
  readonly time: string;
  readonly conditions: readonly Condition[];
  toItem(row: Row): Item;
}

/** A part of a WHERE clause and its values. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 250;

/**
 * One page of a list.
 * @throws ConnectorError `UsageError` when the cursor is not one of ours.
 */
export async function readPage<Item>(
  database: Database,
  listing: Listing<Item>,
  query: PageQuery,
): Promise<Page<Item>> {
  const limit = limitOf(query);
  const { table, columns, time } = listing;
  const conditions = [...listing.conditions, ...(query.cursor === undefined ? [] : [after(time, query.cursor)])];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`;
  const rows = await database.all(
    `SELECT ${columns}, ${time} AS page_time, id AS page_id FROM ${table} ${where} ORDER BY ${time} DESC, id DESC LIMIT ?`,
    [...conditions.flatMap(({ values }) => values), limit + 1],
  );
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map((row) => listing.toItem(row)),
    cursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  };
}

/** How many rows a page has. */
export function limitOf({ limit = DEFAULT_LIMIT }: PageQuery): number {
  return Math.min(Math.max(limit, 1), MAX_LIMIT);
}

/** The conditions whose value was given: `equal({hook_id: 'hk_1', status: undefined})` filters by the hook only. */
export function equal(columns: Readonly<Record<string, SqlValue | undefined>>): readonly Condition[] {
  return Object.entries(columns).flatMap(([column, value]) =>
    value === undefined ? [] : [{ sql: `${column} = ?`, values: [value] }],
  );
}

/** `?, ?, ?` for a list of values. */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

/** Values that one statement binds at the most: engines limit them. */
const MOST_BOUND = 500;

/** A list in parts that one statement can bind each. */
export function inParts<Value>(values: readonly Value[]): readonly (readonly Value[])[] {
  const parts: (readonly Value[])[] = [];
  for (let start = 0; start < values.length; start += MOST_BOUND) parts.push(values.slice(start, start + MOST_BOUND));
  return parts;
}

function cursorOf(row: Row): string {
  return writeCursor([Number(row['page_time']), String(row['page_id'])]);
}

function after(time: string, cursor: string): Condition {
  const [at, id] = readCursor(cursor, isPlace);
  return { sql: `(${time}, id) < (?, ?)`, values: [at, id] };
}

type Place = readonly [at: number, id: string];

function isPlace(place: unknown): place is Place {
  return Array.isArray(place) && typeof place[0] === 'number' && typeof place[1] === 'string';
}
