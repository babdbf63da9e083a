import { isCollection, setOwn, type Json } from '../../core/json.ts';
import { textOf } from '../../iml/coerce.ts';

/** Most characters of one logged value. */
const MOST_CHARACTERS = 65_536;
/** What an element, a member or a number takes besides its text. */
const OVERHEAD = 8;
/** Behind a value that was cut. */
const CUT = '…';

/**
 * A value as the history shows it: JSON, without secrets, cut at 65,536 characters; dates as ISO 8601, binary data by
 * its size.
 */
export function loggable(value: unknown, redact: (text: string) => string): Json {
  return shorten(value, { left: MOST_CHARACTERS, redact }, 0);
}

interface Budget {
  left: number;
  readonly redact: (text: string) => string;
}

const DEEPEST = 64;

function shorten(value: unknown, budget: Budget, depth: number): Json {
  if (typeof value === 'string') return shortenText(value, budget);
  budget.left -= OVERHEAD;
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean') return value;
  if (depth > DEEPEST) return CUT;
  if (Array.isArray(value)) return shortenArray(value, budget, depth);
  if (isCollection(value)) return shortenCollection(value, budget, depth);
  if (value instanceof Uint8Array) return `[${value.length} bytes of binary data]`;
  return textOf(value);
}

function shortenText(text: string, budget: Budget): string {
  const shown = budget.redact(text);
  const room = Math.max(0, budget.left);
  budget.left -= shown.length + OVERHEAD;
  return shown.length <= room ? shown : shown.slice(0, room) + CUT;
}

function shortenArray(array: readonly unknown[], budget: Budget, depth: number): Json {
  const shown: Json[] = [];
  for (const element of array) {
    if (budget.left <= 0) return [...shown, CUT];
    shown.push(shorten(element, budget, depth + 1));
  }
  return shown;
}

function shortenCollection(collection: Record<string, unknown>, budget: Budget, depth: number): Json {
  const shown: Record<string, Json> = {};
  for (const key of Object.keys(collection)) {
    if (budget.left <= 0) return { ...shown, [CUT]: CUT };
    budget.left -= key.length;
    setOwn(shown, budget.redact(key), shorten(collection[key], budget, depth + 1));
  }
  return shown;
}
