import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConnectorError } from '../../../src/core/errors.ts';
import { KEYWORDS } from '../../../src/iml/keywords.ts';
import { splitTemplate } from '../../../src/iml/split.ts';
import { compileTemplate } from '../../../src/iml/template.ts';
import { callAt, completionAt, tokenAt, wordAt } from '../../../src/web/model/iml-caret.ts';
import { callTemplate, insertExpression } from '../../../src/web/model/iml-insert.ts';
import { named, writeMapping, type PathSegment } from '../../../src/web/model/iml-path.ts';
import { escapeText, segmentAt, splitText } from '../../../src/web/model/iml-split.ts';
import { itemsOf, tokensOf } from '../../../src/web/model/iml-tokens.ts';
import { pillsOf } from '../../../src/web/model/pills.ts';
import { evaluationOf } from '../../iml/evaluation-of.ts';

const keywords = new Set(KEYWORDS.keys());
const WORDS =
  `{{ }} { } ( ) [ ] . , ; " ' \` \\ / + - = & 1 12 2.5 1.a 3.b.c 4[] \`5\` a body and or now lower( replace( é`
    .split(' ')
    .concat(' ', '\n');
const junk = fc.array(fc.constantFrom(...WORDS), { maxLength: 20 }).map((parts) => parts.join(''));
const pieces = fc.oneof(
  junk,
  junk.map((inside) => `Hi {{${inside}}}`),
);
/** Expressions as people write them. */
const { written } = fc.letrec<{ written: string }>((again) => ({
  written: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1.a', '2.a.`b c`[1]', '`3`', '4[].x', '5.e[6.n].f', '007.x', '8.a-b', '2', '2.5', 'YYYY-MM-DD'),
    fc.constantFrom('now', 'word', '"a;b)"', "'1.a'", '/9.a/', 'var.9.x', "Don't", '+1310', '', 'a b 2.0'),
    fc
      .tuple(again('written'), fc.constantFrom('+', ' - ', '=', ' and ', ' & ', '/'), again('written'))
      .map((p) => p.join('')),
    fc.array(again('written'), { maxLength: 3 }).map((parts) => `replace(${parts.join('; ')})`),
    fc.constantFrom('1.a', '2.b.c', '3').map((part) => `join(${part}, 4.d)`),
    again('written').chain((inner) => fc.constantFrom(`(${inner})`, `(${inner}).x`, `(${inner} + 1)`)),
    again('written').map((inner) => `lower(${inner}).3.b[${inner}]`),
  ),
}));
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  pieces,
  written.map((inside) => `{{${inside}}} to`),
);

/** A text and where its caret is, written as `|`. */
function caretIn(marked: string): [text: string, caret: number] {
  const caret = marked.indexOf('|');
  return [marked.slice(0, caret) + marked.slice(caret + 1), caret];
}

test('expressions begin and end where the language says', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const ours = splitText(text).flatMap((segment) =>
        segment.kind === 'literal' ? [] : segment.closed ? [[segment.from, segment.to]] : [[segment.start]],
      );
      const theirs = splitTemplate(text).flatMap((piece) =>
        piece.type === 'text' ? [] : piece.type === 'expression' ? [[piece.start, piece.end]] : [[piece.start]],
      );
      expect(ours).toEqual(theirs);
    }),
    { numRuns: 2000 },
  );
});

test('segments cover the text without a gap', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(
        splitText(text)
          .map(({ start, end }) => text.slice(start, end))
          .join(''),
      ).toBe(text);
    }),
  );
});

test('the modules read by a text are those the language reads', () => {
  // Quotes that are never closed are left out: up to where they would reach is a guess in text that is half written.
  const clear = fc
    .oneof(
      pieces,
      written.map((inside) => `{{${inside}}} to`),
    )
    .filter((text) => !OPEN_QUOTE.test(text));
  fc.assert(
    fc.property(clear, (text) => {
      const theirs = modulesOf(text);
      if (theirs === undefined) return;
      const ours = itemsOf(tokensOf(text)).flatMap(({ item, unfinished }) =>
        unfinished ? [] : [String(item?.module)],
      );
      expect(ours.toSorted()).toEqual(theirs.toSorted());
    }),
    { numRuns: 2000 },
  );
});

const OPEN_QUOTE = /(?:^|[^\p{L}\p{N}])['"](?![\w.;)]*['"])/u;

/** Modules the language reads, or undefined when the text is no template. */
function modulesOf(text: string): string[] | undefined {
  try {
    const { parts } = compileTemplate(text, { mode: 'scenario' });
    const roots = parts.flatMap((part) => (typeof part === 'string' ? [] : part.paths.map(([root = '']) => root)));
    return roots.filter((root) => /^\d+$/.test(root)).map((root) => String(Number(root)));
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
}

const EXAMPLES = resolve(import.meta.dirname, '../../../examples/scenarios');

test('every mapping of the examples is read word by word, with nothing unknown', () => {
  const texts = readdirSync(EXAMPLES).flatMap((name) =>
    [...readFileSync(resolve(EXAMPLES, name), 'utf8').matchAll(/"(?:[^"\\]|\\.)*\{\{(?:[^"\\]|\\.)*"/g)].map(
      ([text]) => JSON.parse(text) as string,
    ),
  );
  expect(texts.length).toBeGreaterThan(40);
  for (const text of texts) {
    const ours = itemsOf(tokensOf(text)).map(({ item }) => String(item?.module));
    expect([text, ours.toSorted()]).toEqual([text, modulesOf(text)?.toSorted()]);
    expect([text, tokensOf(text, keywords).filter(({ kind }) => kind === 'unknown')]).toEqual([text, []]);
  }
});

test('words are told apart', () => {
  const text = 'A {{if(1.a.`b c`[2] = "x;y" and not; formatDate(now; YYYY); replace(s; /a,b|c/; 2.5))}}';
  expect(tokensOf(text, keywords).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)).toEqual([
    'function if',
    'open (',
    'item 1.a.`b c`[2]',
    'operator =',
    'string "x;y"',
    'operator and',
    'word not',
    'separator ;',
    'function formatDate',
    'open (',
    'keyword now',
    'separator ;',
    'word YYYY',
    'close )',
    'separator ;',
    'function replace',
    'open (',
    'word s',
    'separator ;',
    'pattern /a,b|c/',
    'separator ;',
    'number 2.5',
    'close )',
    'close )',
  ]);
});

test('a path behind a call reads no module', () => {
  const text = '{{first(map(1.a; "b")).3.c + f(x)[2.n]}}';
  expect(itemsOf(tokensOf(text)).map(({ start, end }) => text.slice(start, end))).toEqual(['1.a', '2.n']);
});

test('an item says its module and path, and what stands in its brackets', () => {
  const [item] = tokensOf('{{1.items[2.n].`first name`[]["a"]}}');
  expect(item?.item).toEqual({
    module: 1,
    segments: [named('items'), { type: 'expression', text: '2.n' }, named('first name'), { type: 'first' }, named('a')],
  });
  expect(item?.inner?.map(({ kind }) => kind)).toEqual(['item', 'string']);
});

test.each<[string, string | undefined, number]>([
  ['{{formatDate(|)}}', 'formatDate', 0],
  ['{{formatDate(now; |)}}', 'formatDate', 1],
  ['{{if(1.a; lower(2.b|); 3)}}', 'lower', 0],
  ['{{if(1.a; lower(2.b); |3)}}', 'if', 2],
  ['{{if((1.a + 2|); 3)}}', 'if', 0],
  ['{{join(1.a, |', 'join', 1],
  ['{{replace(1.a; "(;"; |', 'replace', 2],
  ['lower(|)', undefined, 0],
  ['{{1.a}} |', undefined, 0],
])('in %s the caret stands in %s, argument %i', (marked, name, argument) => {
  const call = callAt(...caretIn(marked));
  expect(call?.name).toBe(name);
  expect(call?.argument ?? 0).toBe(argument);
});

test.each<[string, string, string, boolean]>([
  ['{{|}}', '', '', true],
  ['{{for|}}', 'for', 'for', true],
  ['{{form|at(1.a)}}', 'form', 'format', true],
  ['{{lower(ph|', 'ph', 'ph', true],
  ['Hello na|', 'na', 'na', false],
  ['Hello /na|', 'na', '/na', false],
  ['and/or|', 'or', 'or', false],
  ['{{1.customer.pho|}}', 'pho', 'pho', true],
  ['{{1.customer.|}}', '', '', true],
  ['{{1.|', '', '', true],
  ['{{1|}}', '1', '1', true],
  ['{{1.`first na|', 'first na', '`first na', true],
])('completion in %s looks for "%s" and replaces "%s"', (marked, word, replaced, inExpression) => {
  const [text, caret] = caretIn(marked);
  const found = completionAt(text, caret);
  expect(found).toMatchObject({ word, inExpression });
  expect(text.slice(found?.from, found?.to)).toBe(replaced);
});

test('behind a dot the path so far is known', () => {
  expect(completionAt(...caretIn('{{1.customer.pho|}}'))?.below).toEqual({ module: 1, segments: [named('customer')] });
  expect(completionAt(...caretIn('{{lower(12.|)}}'))?.below).toEqual({ module: 12, segments: [] });
});

test.each(['{{"na|me"}}', '{{lower(1.a)|}}'])('nothing is completed in %s', (marked) => {
  expect(completionAt(...caretIn(marked))).toBeUndefined();
});

test('the word and the token around a caret', () => {
  expect(wordAt('say hel-lo now', 6)).toEqual({ from: 4, to: 10 });
  expect(tokenAt('{{lower(1.a)}}', 9)?.kind).toBe('item');
  expect(tokenAt('plain', 2)).toBeUndefined();
});

test('an item is inserted with braces into text and without into an expression', () => {
  expect(insertExpression({ text: 'Hi !', from: 3, to: 3 }, '1.name')).toEqual({
    text: 'Hi {{1.name}}!',
    from: 13,
    to: 13,
  });
  expect(insertExpression({ text: '{{lower()}}', from: 8, to: 8 }, '1.name').text).toBe('{{lower(1.name)}}');
  expect(insertExpression({ text: 'Hi {{lo', from: 5, to: 7 }, '1.name')).toEqual({
    text: 'Hi {{1.name}}',
    from: 13,
    to: 13,
  });
  expect(insertExpression({ text: '{{1.a}} x', from: 2, to: 9 }, '2.b').text).toBe('{{2.b}} x');
});

test('a function is inserted with the caret in its first argument', () => {
  expect(callTemplate('formatDate(date; format; [timezone])')).toBe('formatDate(|; )');
  expect(callTemplate('uuid()')).toBe('uuid()');
  expect(callTemplate('max(value1; [value2; ...])')).toBe('max(|)');
  expect(insertExpression({ text: '', from: 0, to: 0 }, 'formatDate(|; )')).toEqual({
    text: '{{formatDate(; )}}',
    from: 13,
    to: 13,
  });
});

test('escaped text stands for itself', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), pieces), (text) => {
      const value = compileTemplate(escapeText(text), { mode: 'scenario' }).evaluate(evaluationOf({}));
      expect(value).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test('a path of any names leads the language to the value, not to another', () => {
  const segment = fc.oneof(
    fc.string().map(named),
    fc.constantFrom('a-b', '2x', 'first name', 'now', '__proto__', '`', '`"\\').map(named),
    fc.integer({ min: 1, max: 3 }).map((index): PathSegment => ({ type: 'index', index })),
  );
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 5 }), (segments) => {
      const evaluation = evaluationOf({ 7: holderOf(segments) });
      const mapping = writeMapping({ module: 7, segments });
      expect(compileTemplate(mapping, { mode: 'scenario' }).evaluate(evaluation)).toBe('found');
      expect(itemsOf(tokensOf(mapping)).map(({ item }) => item?.module)).toEqual([7]);
    }),
    { numRuns: 1000 },
  );
});

function holderOf(segments: readonly PathSegment[]): unknown {
  return segments.reduceRight<unknown>((value, segment) => {
    if (segment.type === 'name') return Object.fromEntries([[segment.name, value]]);
    return segment.type === 'index' ? [...Array<null>(segment.index - 1).fill(null), value] : [value];
  }, 'found');
}

test('pills name items by their label; a lone word takes its braces along', () => {
  const names = {
    keywords,
    labelOf: (module: number, [first]: readonly PathSegment[]) =>
      module === 1 && first?.type === 'name' && first.name === 'phone' ? 'Phone Number' : undefined,
  };
  const text = 'To {{1.phone}} {{lower(2.a.b) + emptystring}} {{`3`}}';
  expect(pillsOf(text, names).map(({ start, end, label }) => [text.slice(start, end), label])).toEqual([
    ['{{1.phone}}', '1 · Phone Number'],
    ['lower', 'lower'],
    ['2.a.b', '2 · a.b'],
    ['emptystring', 'emptystring'],
    ['{{`3`}}', '3 · Bundle'],
  ]);
  expect(pillsOf('{{1.phone', names)).toEqual([
    { start: 2, end: 9, kind: 'item', label: '1 · Phone Number', module: 1 },
  ]);
});

test('the segment at a caret is the expression only inside its braces', () => {
  expect(segmentAt('a {{b}} c', 4)?.kind).toBe('expression');
  expect(segmentAt('a {{b}} c', 2)?.kind).toBe('literal');
  expect(segmentAt('a {{b}} c', 8)?.kind).toBe('literal');
  expect(segmentAt('{{', 2)?.kind).toBe('expression');
});
