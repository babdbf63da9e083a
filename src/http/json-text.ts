import { depthOf } from '../core/json.ts';

/** Deepest nesting of JSON that is accepted from outside. */
export const JSON_DEPTH = 256;

/**
 * JSON text as a value. Whole numbers beyond 2^53, which a number would silently alter, become texts of their digits;
 * `__proto__` is a plain key.
 *
 * @throws SyntaxError when the text is not JSON, RangeError when it is nested deeper than {@link JSON_DEPTH}.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(hasLongNumber(text) ? quoteLargeIntegers(text) : text);
  if (mayBeDeep(text) && depthOf(value, JSON_DEPTH + 1) > JSON_DEPTH) {
    throw new RangeError(`The JSON is nested deeper than ${JSON_DEPTH} levels.`);
  }
  return value;
}

/** Digits of the shortest whole number that may be too large. */
const LONG = 16;

/** Whether so many digits stand in a row: at one place in so many is one of them, so only those are looked at. */
function hasLongNumber(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    let start = at;
    let end = at;
    while (isDigit(text, start)) start -= 1;
    while (isDigit(text, end)) end += 1;
    if (end - start > LONG) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** Deep JSON opens many brackets; most has a few, and finding those costs less than walking over the value. */
function mayBeDeep(text: string): boolean {
  return text.length > 2 * JSON_DEPTH && countUpTo(text, '{') + countUpTo(text, '[') > JSON_DEPTH;
}

function countUpTo(text: string, bracket: string): number {
  let count = 0;
  for (let at = text.indexOf(bracket); at >= 0 && count <= JSON_DEPTH; at = text.indexOf(bracket, at + 1)) count += 1;
  return count;
}

/** Walks over the texts between quotes, so that only numbers are touched; broken JSON stays broken. */
function quoteLargeIntegers(text: string): string {
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    const quote = text.indexOf('"', start);
    const outside = text.slice(start, quote < 0 ? text.length : quote);
    pieces.push(outside.replace(/-?\d[\d.eE+-]*/g, quoteIfLarge));
    if (quote < 0) break;
    start = endOfText(text, quote);
    pieces.push(text.slice(quote, start));
  }
  return pieces.join('');
}

function quoteIfLarge(number: string): string {
  return /^-?[1-9]\d+$/.test(number) && !Number.isSafeInteger(Number(number)) ? `"${number}"` : number;
}

/** The offset behind the quote that closes the text opened at `open`. */
function endOfText(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
  return text.length;
}
