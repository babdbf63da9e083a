import { characterBefore, characterFrom } from './neighbours.ts';
import type { Doubt, ExpressionUnderLint } from './rule.ts';

/** Quotes as word processors write them: they quote nothing in an expression. */
export function curlyQuotes({ bare, start }: ExpressionUnderLint): readonly Doubt[] {
  const places = [...doubleQuotes(bare), ...singleQuotes(bare)].toSorted((a, b) => a - b).map((at) => start + at);
  const [first] = places;
  if (first === undefined) return [];
  return [
    {
      start: first,
      end: (places.at(-1) ?? first) + 1,
      severity: 'error',
      code: 'IML_CURLY_QUOTES',
      message: 'Curly quotes do not mark text in an expression.',
      fix: 'Use straight quotes: "text".',
      edits: places.map((at) => ({ start: at, end: at + 1, text: '"' })),
    },
  ];
}

function doubleQuotes(bare: string): readonly number[] {
  return [...bare.matchAll(/[“”„‟]/g)].map(({ index }) => index);
}

/** Only around a whole argument: elsewhere `’` is an apostrophe. */
function singleQuotes(bare: string): readonly number[] {
  return [...bare.matchAll(/[‘‚][^‘’]*’/g)].flatMap(({ 0: quoted, index }) => {
    const end = index + quoted.length;
    const isArgument = /[(;,]/.test(characterBefore(bare, index)) && /[;,)]/.test(characterFrom(bare, end));
    return isArgument ? [index, end - 1] : [];
  });
}
