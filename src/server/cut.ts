import { Buffer } from 'node:buffer';
import { collectionOf, isCollection, type Json } from '../core/json.ts';

/** Makes values fit into an answer. */
export type Cut = <Value extends Json>(value: Value) => Value | CutValue;

/** What stands for a value that was too large. */
export interface CutValue {
  readonly [key: string]: Json;
  readonly $value: 'cut';
  readonly of: string;
  readonly size: number;
}

/** Largest list or collection that is shown whole, in bytes of JSON. */
const LARGEST = 1024 * 1024;
/** How much of a cut value is shown, in characters. */
const FIRST_PART = 1024;
/** Bytes of a value that is shown in any case: its stub would be no smaller. */
const SMALL = 64;

/** Bytes an answer with cut values holds of them. */
export const ANSWER_BYTES = 1024 * 1024;

/** Leaves every value as it is. */
export const uncut: Cut = (value) => value;

/**
 * Cuts the values of one answer: texts longer than `longest` bytes, lists and collections that are larger than 1 MiB
 * nevertheless, and from then on everything once the answer holds `total` bytes. Without `longest` nothing is cut.
 */
export function cutterOf(longest: number | undefined, total: number): Cut {
  if (longest === undefined) return uncut;
  let left = Math.max(total, 2 * longest);
  return (value) => {
    const { shown, whole, size } = measure(value, longest);
    const fits = size <= Math.max(left, SMALL);
    const kept = fits ? shown : stub(left > 0 ? firstPart(shown) : '', whole);
    left -= fits ? size : Buffer.byteLength(JSON.stringify(kept));
    return kept as typeof value | CutValue;
  };
}

/** Bytes of JSON of a value: whole, and as it is shown. */
interface Measured {
  readonly shown: Json;
  readonly whole: number;
  readonly size: number;
}

function measure(value: Json, longest: number): Measured {
  if (typeof value === 'string') return measureText(value, longest);
  if (Array.isArray(value)) {
    const elements = value.map((element: Json) => measure(element, longest));
    return measureParts(
      elements.map(({ shown }) => shown),
      elements,
      elements.length,
    );
  }
  if (isCollection(value)) {
    const members = Object.entries(value).map(([key, member]) => [key, measure(member, longest)] as const);
    const keys = members.reduce((sum, [key]) => sum + Buffer.byteLength(key) + 4, 0);
    const shown = collectionOf(members.map(([key, part]) => [key, part.shown])) as Record<string, Json>;
    return measureParts(
      shown,
      members.map(([, part]) => part),
      keys,
    );
  }
  const size = JSON.stringify(value).length;
  return { shown: value, whole: size, size };
}

function measureText(text: string, longest: number): Measured {
  const bytes = Buffer.byteLength(text);
  if (bytes <= longest) return { shown: text, whole: bytes + 2, size: bytes + 2 };
  const shown = stub(text.slice(0, Math.min(FIRST_PART, longest)), bytes);
  return { shown, whole: bytes + 2, size: Buffer.byteLength(JSON.stringify(shown)) };
}

/** A list or collection whose parts are measured; `rest` is what stands between them. */
function measureParts(shown: Json, parts: readonly Measured[], rest: number): Measured {
  const whole = parts.reduce((sum, part) => sum + part.whole, rest + 2);
  const size = parts.reduce((sum, part) => sum + part.size, rest + 2);
  if (size <= LARGEST) return { shown, whole, size };
  const cut = stub(firstPart(shown), whole);
  return { shown: cut, whole, size: Buffer.byteLength(JSON.stringify(cut)) };
}

function firstPart(shown: Json): string {
  return (typeof shown === 'string' ? shown : JSON.stringify(shown)).slice(0, FIRST_PART);
}

function stub(of: string, size: number): CutValue {
  // A pair of surrogates must not be torn apart: half of one is no text.
  return { $value: 'cut', of: /[\uD800-\uDBFF]$/.test(of) ? of.slice(0, -1) : of, size };
}
