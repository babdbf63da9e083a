import { checkPattern } from '../../iml/functions/pattern.ts';

/**
 * Whether a text matches a regular expression. A pattern that is not valid, or that could take exponential time,
 * never matches.
 */
export function matchesPattern(text: string, pattern: string, ignoreCase: boolean): boolean {
  try {
    checkPattern(pattern, text.length);
    return new RegExp(pattern, ignoreCase ? 'i' : '').test(text);
  } catch {
    return false;
  }
}
