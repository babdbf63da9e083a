import type { Statement } from './database.ts';
import { exactRows } from './exact-text.ts';
import { KEEP_GROUP } from './sql/arrivals.ts';
import type { ArrivalRow } from './sql/arrivals.ts';

/** The statement that keeps rows, of which there is at least one, as a group; it gives the place of the group. */
export function keepGroup(rows: readonly ArrivalRow[]): Statement {
  let place = 1;
  const entries = rows.map(({ described, headers, body }) => {
    const entry = [...described, headers, place, body.length];
    place += body.length;
    return entry;
  });
  const bodies = rows.map(({ body }) => body);
  return { sql: KEEP_GROUP, values: [exactRows(entries), Buffer.concat(bodies)] };
}
