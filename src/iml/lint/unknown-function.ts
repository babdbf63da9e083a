import { didYouMean, suggest } from '../../core/suggest.ts';
import { walk } from '../ast.ts';
import { BUILT_IN_FUNCTIONS } from '../functions/index.ts';
import type { Doubt, ExpressionUnderLint } from './rule.ts';

/** Calls of functions that do not exist. */
export function unknownFunctions({ node }: ExpressionUnderLint): readonly Doubt[] {
  const doubts: Doubt[] = [];
  if (node === undefined) return doubts;
  walk(node, (inner) => {
    if (inner.type === 'call' && !BUILT_IN_FUNCTIONS.has(inner.name)) doubts.push(doubtOf(inner));
  });
  return doubts;
}

function doubtOf({ name, at }: { readonly name: string; readonly at: number }): Doubt {
  const place = { start: at, end: at + name.length };
  const known = suggest(name, BUILT_IN_FUNCTIONS.keys());
  return {
    ...place,
    severity: 'error',
    code: 'IML_UNKNOWN_FUNCTION',
    message: `There is no function "${name}".${didYouMean(name, BUILT_IN_FUNCTIONS.keys())}`,
    fix: 'Choose a function from the list, or put text with parentheses in quotes.',
    ...(known !== undefined && { edits: [{ ...place, text: known }] }),
  };
}
