import { ConnectorError } from '../../core/errors.ts';
import { checkPattern } from '../../iml/functions/pattern.ts';

/**
 * Whether a text matches a regular expression.
 * @throws ConnectorError `DataError` for a pattern that is not valid or could take very long: if it only counted as no
 *   match, "does not match pattern" would let everything through.
 */
export function matchesPattern(text: string, pattern: string, ignoreCase: boolean): boolean {
  try {
    checkPattern(pattern, text.length);
    return new RegExp(pattern, ignoreCase ? 'i' : '').test(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConnectorError(
      'DataError',
      `The filter cannot use the pattern ${JSON.stringify(pattern.slice(0, 100))}: ${reason}`,
      {
        cause,
        fix: 'Correct the pattern, or make it simpler: no repetition inside a repetition.',
      },
    );
  }
}
