import type { Doubt, ExpressionUnderLint } from './rule.ts';

/** Double curly quotes, and single ones around a whole argument. */
const CURLY = /[“”„‟]|(?<=[(;,]\s*)[‘‚](?=[^‘’]*’\s*[;,)])|(?<=[(;,]\s*[‘‚][^‘’]*)’(?=\s*[;,)])/g;

/** Quotes as word processors write them: they quote nothing in an expression. */
export function curlyQuotes({ bare, start }: ExpressionUnderLint): readonly Doubt[] {
  const places = [...bare.matchAll(CURLY)].map(({ index }) => start + index);
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
