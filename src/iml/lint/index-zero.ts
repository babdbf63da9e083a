import { characterBefore } from './neighbours.ts';
import type { Doubt, ExpressionUnderLint } from './rule.ts';

/** `items[0]`, as other languages write the first element. */
export function indexZero({ bare, start }: ExpressionUnderLint): readonly Doubt[] {
  return [...bare.matchAll(/\[\s*0\s*\]/g)]
    .filter(({ index }) => /[\p{L}\p{N}_$`\])]/u.test(characterBefore(bare, index)))
    .map(({ 0: written, index }) => {
      const place = { start: start + index, end: start + index + written.length };
      return {
        ...place,
        severity: 'warning',
        code: 'IML_INDEX_ZERO',
        message: 'Lists count from 1, so [0] gives nothing.',
        fix: 'Write [1] for the first element, [-1] for the last.',
        edits: [{ ...place, text: '[1]' }],
      };
    });
}
