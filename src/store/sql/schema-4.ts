import type { Dialect } from '../database.ts';

/**
 * Where the deliveries of a burst wait: one row for all that came in together, so that keeping them costs little more
 * than writing their bytes. `entries` is a JSON list with a list for each delivery, its values in the order of the
 * columns of `arrivals`, the body given by its place in `bodies` (from 1) and its length.
 */
export function schema4({ bytes, serial }: Dialect): readonly string[] {
  return [`CREATE TABLE arrival_groups (seq ${serial}, entries TEXT NOT NULL, bodies ${bytes} NOT NULL)`];
}
