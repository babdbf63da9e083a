import { ConnectorError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';

/** The place a list goes on from, as text that only lists read. */
export function writeCursor(place: Json): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * The place in a cursor.
 * @throws ConnectorError `UsageError` for text that no list has given, or a list with other places.
 */
export function readCursor<Place>(cursor: string, isPlace: (place: unknown) => place is Place): Place {
  const place = placeIn(cursor);
  if (isPlace(place)) return place;
  throw new ConnectorError('UsageError', 'The cursor is not one that a list of this program has given.', {
    fix: 'Read the list from its start and use the cursor of each page for the next.',
  });
}

function placeIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
