import type { Doubt } from './rule.ts';

/** A path and nothing else, perhaps with one of its two braces. */
const ONLY_A_PATH = /^\{\{[\p{L}\p{N}_$`.[\]\s-]*[\p{L}\p{N}_$`\]](\}?)$/u;

/** Braces that are opened and never closed; `start` is the offset of the braces. */
export function unclosedBraces(source: string, start: number): Doubt {
  const [whole, brace] = ONLY_A_PATH.exec(source.slice(start).trimEnd()) ?? [];
  const end = start + (whole?.length ?? 0);
  return {
    start,
    end: start + 2,
    severity: 'error',
    code: 'IML_UNCLOSED',
    message: 'The expression that starts here has no closing }}.',
    fix: 'Add }} behind the expression, or write \\{\\{ for the characters themselves.',
    ...(whole !== undefined && { edits: [{ start: end, end, text: brace === '}' ? '}' : '}}' }] }),
  };
}
