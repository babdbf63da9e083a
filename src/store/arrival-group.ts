import type { Statement } from './database.ts';
import { exactJson } from './exact-text.ts';
import { KEEP_GROUP } from './sql/arrivals.ts';
import type { ArrivalRow } from './sql/arrivals.ts';

/** The statement that keeps rows, of which there is at least one, as a group; it gives the place of the group. */
export function keepGroup(rows: readonly ArrivalRow[]): Statement {
  let place = 1;
  const entries = rows.map(({ described, body }) => {
    const entry = [...described, place, body.length];
    place += body.length;
    return entry;
  });
  const bodies = rows.map(({ body }) => body);
  return { sql: KEEP_GROUP, values: [exactJson(entries), Buffer.concat(bodies)] };
}
