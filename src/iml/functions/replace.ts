import { allowLength } from '../budget.ts';
import { dataError } from '../coerce.ts';
import type { Evaluation } from '../evaluation.ts';
import { checkPattern } from './pattern.ts';

/** What to search for and what to put in its place. */
export interface Replacement {
  /** Plain text, or a regular expression in slashes with its flags behind. */
  readonly search: string;
  readonly replacement: string;
}

const REGEX = /^\/(.+)\/([a-z]*)$/s;
const FLAGS = /^[gimsuy]*$/;

/**
 * Replaces every occurrence of a plain text, or what a regular expression finds (all of it with the flag g).
 * @throws ConnectorError `DataError` for a pattern that is not valid or could take exponential time.
 */
export function replaceIn(text: string, { search, replacement }: Replacement, evaluation: Evaluation): string {
  const [, source, flags] = REGEX.exec(search) ?? [];
  if (source !== undefined && flags !== undefined && FLAGS.test(flags)) {
    const pattern = toPattern(source, flags);
    checkPattern(source, text.length, flags);
    return withinBudget(text, pattern, replacement, evaluation);
  }
  if (search === '') return text;
  const found = text.split(search);
  allowLength(text.length + (found.length - 1) * (replacement.length - search.length), evaluation);
  return found.join(replacement);
}

function toPattern(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw dataError(`/${source}/${flags} is not a regular expression: ${error instanceof Error ? error.message : ''}`);
  }
}

/** Expands the replacement match by match, so that the result is measured while it grows. */
function withinBudget(text: string, pattern: RegExp, replacement: string, evaluation: Evaluation): string {
  let length = text.length;
  return text.replace(pattern, (...found: unknown[]) => {
    const expanded = expand(replacement, found, text);
    length += expanded.length;
    allowLength(length, evaluation);
    return expanded;
  });
}

/** `$$`, `$&`, `` $` ``, `$'` and `$1` … `$99` in a replacement, as JavaScript expands them. */
function expand(replacement: string, found: readonly unknown[], text: string): string {
  if (!replacement.includes('$')) return replacement;
  const [match, ...rest] = found;
  const at = rest.findIndex((part) => typeof part === 'number');
  const groups = rest.slice(0, at);
  const whole = String(match);
  const offset = Number(rest[at]);
  return replacement.replace(/\$(?:([$&`'])|(\d\d?))/g, (written: string, sign?: string, number?: string) => {
    if (number !== undefined) return groupText(written, number, groups);
    const signs: Readonly<Record<string, () => string>> = {
      $: () => '$',
      '&': () => whole,
      '`': () => text.slice(0, offset),
      "'": () => text.slice(offset + whole.length),
    };
    return signs[sign ?? '']?.() ?? written;
  });
}

function groupText(written: string, number: string, groups: readonly unknown[]): string {
  const both = Number(number);
  if (both >= 1 && both <= groups.length) return textOfGroup(groups[both - 1]);
  const single = Number(number.charAt(0));
  if (number.length === 2 && single >= 1 && single <= groups.length) {
    return textOfGroup(groups[single - 1]) + number.charAt(1);
  }
  return written;
}

function textOfGroup(group: unknown): string {
  return typeof group === 'string' ? group : '';
}
