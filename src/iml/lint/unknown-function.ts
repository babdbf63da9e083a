import { didYouMean, suggest } from '../../core/suggest.ts';
import { walk, type CallNode } from '../ast.ts';
import { BUILT_IN_FUNCTIONS } from '../functions/index.ts';
import { MOST_DOUBTS, type Doubt, type ExpressionUnderLint } from './rule.ts';

/** Calls of functions that do not exist. */
export function unknownFunctions({ node }: ExpressionUnderLint): readonly Doubt[] {
  const calls: CallNode[] = [];
  if (node === undefined) return [];
  walk(node, (inner) => {
    if (inner.type === 'call' && !BUILT_IN_FUNCTIONS.has(inner.name)) calls.push(inner);
  });
  return calls.slice(0, MOST_DOUBTS).map(doubtOf);
}

function doubtOf({ name, at }: CallNode): Doubt {
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
