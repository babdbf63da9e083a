import type { Statement } from './database.ts';
import { exactJson } from './exact-text.ts';
import { KEEP_GROUP } from './sql/arrivals.ts';
import type { ArrivalRow } from './sql/arrivals.ts';

/** The statement that keeps rows, of which there is at least one, as a group; it gives the place of the group. */
export function keepGroup(rows: readonly ArrivalRow[]): Statement {
  const bodies: Uint8Array[] = [];
  let place = 1;
  const entries = rows.map((row) => {
    const entry: (string | number | null)[] = [];
    // By index: a hot path, and the body is the last one only.
    for (let at = 0; at < row.length - 1; at += 1) entry.push(row[at] as string | number | null);
    const body = row.at(-1) as Uint8Array;
    bodies.push(body);
    entry.push(place, body.length);
    place += body.length;
    return entry;
  });
  return { sql: KEEP_GROUP, values: [exactJson(entries), Buffer.concat(bodies)] };
}
